using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange;

/// <summary>
/// An operation as traces and logs write it, by the names of docs/protocol.md; each part of it may be unknown, the
/// operation itself included. Dataspaces, regions and sessions are numbers, sizes and offsets are in frames.
/// </summary>
public sealed record AskedOperation
{
    /// <summary>The fields that it is written as.</summary>
    internal static readonly ImmutableArray<string> Names =
        ["op", "session", "dataspace", "region", "receiver", "writable", "offset", "index", "size"];

    private static readonly OperationKind[] AllKinds = Enum.GetValues<OperationKind>();

    /// <summary>What is asked; null where that is not known.</summary>
    public OperationKind? Kind { get; private init; }

    private int? Session { get; init; }

    private int? Dataspace { get; init; }

    private int? Region { get; init; }

    private int? Receiver { get; init; }

    private bool? Writable { get; init; }

    private int? Offset { get; init; }

    private int? Index { get; init; }

    private int? Size { get; init; }

    /// <summary>Reads an operation, of which parts may be null or missing.</summary>
    /// <param name="field">The object that has the fields, and may have others.</param>
    /// <param name="model">The policy and the bounds that what is asked must lie within.</param>
    /// <returns>The operation.</returns>
    /// <exception cref="BadInputException">
    /// There is no such operation, session, slot or size, it has a field that is not one of its arguments, or a session
    /// may not ask for it.
    /// </exception>
    internal static AskedOperation Read(JsonField field, IModel model)
    {
        Scope scope = model.Scope;
        OperationKind? kind = field.Known("op") is { } op ? KindOf(op) : null;
        var asked = new AskedOperation
        {
            Kind = kind,
            Session = NumberIn("session", scope.Sessions - 1),
            Dataspace = NumberIn("dataspace", scope.Dataspaces - 1),
            Region = NumberIn("region", scope.Regions - 1),
            Receiver = NumberIn("receiver", scope.Sessions - 1),
            Writable = field.Known("writable")?.Truth(),
            Offset = NumberIn("offset", Operation.MaximalFrames),
            Index = NumberIn("index", Operation.MaximalFrames),
            Size = NumberIn("size", Operation.MaximalFrames),
        };
        if (kind is not { } known)
        {
            return asked;
        }

        ImmutableArray<string> arguments = ArgumentsOf(known);
        foreach (string name in Names.Skip(1))
        {
            if (!arguments.Contains(name) && field.Known(name) is { } strange)
            {
                throw strange.Fault(
                    BadInputKind.UnknownField,
                    $"{OperationNames.Of(known)} has no such argument; it has "
                    + (arguments.IsEmpty ? "none" : string.Join(", ", arguments)));
            }
        }

        return asked.AskersIn(model, known).IsEmpty
            ? throw field.Required("op").Fault(
                BadInputKind.Idle,
                $"{(asked.Session is { } session ? $"session {session}" : "a session")} cannot ask for {known} within "
                + "the bounds and operations that are given")
            : asked;

        int? NumberIn(string name, int most)
        {
            if (field.Known(name) is not { } given)
            {
                return null;
            }

            int number = WholeNumber(given);
            return number >= 0 && number <= most
                ? number
                : throw given.Fault(
                    BadInputKind.OutOfBounds,
                    most < 0
                        ? "there is none within the bounds"
                        : FormattableString.Invariant($"must be 0 to {most}, not {number}"));
        }
    }

    /// <summary>The operation, if every part of it is known.</summary>
    /// <param name="missing">The part that is not; null where all are known.</param>
    /// <returns>The operation; null where a part is not known.</returns>
    internal Operation? Whole(out string? missing)
    {
        missing = Kind is not { } kind ? "op" : ArgumentsOf(kind).FirstOrDefault(name => !Knows(name));
        if (missing is not null)
        {
            return null;
        }

        var session = new SessionId(Session ?? 0);
        var dataspace = new DataspaceId(Dataspace ?? 0);
        var region = new RegionId(Region ?? 0);
        var receiver = new SessionId(Receiver ?? 0);
        int offset = Offset ?? Index ?? 0;
        return Make(Kind!.Value, session, receiver, dataspace, region, Writable ?? false, offset, Size ?? 0);
    }

    /// <summary>
    /// Every operation that this may have been, as far as it makes a difference in a state: of those that are refused
    /// alike whatever an unknown argument is, one stands for all.
    /// </summary>
    /// <param name="model">The policy and the bounds.</param>
    /// <param name="state">The state that it was asked in.</param>
    /// <returns>The operations.</returns>
    internal IReadOnlyList<Operation> InstancesIn(IModel model, in State state)
    {
        List<Operation> instances = [];
        State at = state;
        foreach (OperationKind kind in AllKinds.Where(kind => (Kind is null || Kind == kind) && ArgumentsFit(kind)))
        {
            foreach (SessionId session in AskersIn(model, kind))
            {
                instances.AddRange(InstancesOf(kind, session, model.Scope, at));
            }
        }

        return instances;
    }

    /// <summary>Writes the fields of an operation into an object that is open.</summary>
    internal static void Write(Utf8JsonWriter writer, Operation operation)
    {
        writer.WriteString("op", OperationNames.Of(operation.Kind));
        if (operation.Kind != OperationKind.Flush)
        {
            writer.WriteNumber("session", operation.Session.Index);
        }

        foreach ((string name, object argument) in operation.Arguments())
        {
            if (argument is bool truth)
            {
                writer.WriteBoolean(name, truth);
            }
            else
            {
                writer.WriteNumber(name, (int)argument);
            }
        }
    }

    /// <summary>A whole number, also one that is written as Apalache does: {"#bigint": "1"}.</summary>
    internal static int WholeNumber(JsonField field)
    {
        if (field.Kind != JsonValueKind.Object)
        {
            return field.Number();
        }

        field.AllowOnly("#bigint");
        JsonField digits = field.Required("#bigint");
        return int.TryParse(digits.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw digits.Fault(
                BadInputKind.OutOfBounds, $"must be a whole number from {int.MinValue} to {int.MaxValue}");
    }

    /// <summary>The operation as in a report, with a ? for each part that is not known.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        if (Kind is not { } kind)
        {
            return "?";
        }

        var text = new StringBuilder(kind.ToString()).Append('(');
        foreach ((int index, string name) in ArgumentsOf(kind).Index())
        {
            text.Append(index == 0 ? string.Empty : ", ").Append(name switch
            {
                "session" => Named("s", Session),
                "receiver" => Named("s", Receiver),
                "dataspace" => Named("d", Dataspace),
                "region" => Named("r", Region),
                "writable" => Writable switch
                {
                    true => "rw",
                    false => "ro",
                    null => "?",
                },
                "offset" => Named(string.Empty, Offset),
                "index" => Named(string.Empty, Index),
                _ => Named(string.Empty, Size),
            });
        }

        return text.Append(')').ToString();
    }

    private static string Named(string letter, int? number) =>
        number is { } known ? FormattableString.Invariant($"{letter}{known}") : "?";

    private static OperationKind KindOf(JsonField field)
    {
        string name = field.Text();
        OperationKind? known = AllKinds.Cast<OperationKind?>()
            .FirstOrDefault(kind => OperationNames.Of(kind!.Value) == name);
        return known ?? throw field.Fault(
            BadInputKind.UnknownName,
            $"no operation {name}; there are {string.Join(", ", AllKinds.Select(OperationNames.Of))}");
    }

    private static ImmutableArray<string> ArgumentsOf(OperationKind kind) => kind switch
    {
        OperationKind.Alloc => ["session", "size"],
        OperationKind.Alias => ["session", "dataspace", "writable", "offset", "size"],
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
            or OperationKind.Drop =>
            ["session", "dataspace"],
        OperationKind.Detach => ["session", "region"],
        OperationKind.Share => ["session", "receiver", "dataspace"],
        OperationKind.Write => ["session", "region", "index"],
        OperationKind.Donate => ["session", "receiver", "size"],
        OperationKind.Close => ["session"],
        OperationKind.Flush => [],
    };

    private bool Knows(string name) => name switch
    {
        "session" => Session is not null,
        "dataspace" => Dataspace is not null,
        "region" => Region is not null,
        "receiver" => Receiver is not null,
        "writable" => Writable is not null,
        "offset" => Offset is not null,
        "index" => Index is not null,
        _ => Size is not null,
    };

    // An operation that is not known has all the arguments that are.
    private bool ArgumentsFit(OperationKind kind) =>
        Names.Skip(1).All(name => !Knows(name) || ArgumentsOf(kind).Contains(name));

    // Flush is nobody's: session 0 stands for the kernel.
    private SessionSet AskersIn(IModel model, OperationKind kind)
    {
        if (kind == OperationKind.Flush)
        {
            return model.Operations.Contains(kind) ? SessionSet.Of(new SessionId(0)) : default;
        }

        SessionSet askers = model.Scope.SessionsThatMay(kind);
        return Session is { } session ? askers & SessionSet.Of(new SessionId(session)) : askers;
    }

    private IEnumerable<Operation> InstancesOf(OperationKind kind, SessionId session, Scope scope, State state)
    {
        switch (kind)
        {
            case OperationKind.Alloc:
                // One frame too many stands for all that memory is too small for, and the most for quotas beyond it.
                return Numbers(Size, scope.Frames + 1).Append(Size ?? Operation.MaximalFrames).Distinct()
                    .Select(size => Operation.Alloc(session, size));
            case OperationKind.Alias:
                return Dataspaces(scope).SelectMany(dataspace => AliasesOf(session, dataspace, state));
            case OperationKind.Free:
            case OperationKind.Revoke:
            case OperationKind.Seal:
            case OperationKind.Attach:
            case OperationKind.Drop:
                return Dataspaces(scope).Select(dataspace => Operation.Upon(kind, session, dataspace));
            case OperationKind.Detach:
                return Regions(scope).Select(region => Operation.Detach(session, region));
            case OperationKind.Share:
                return Receivers(scope).SelectMany(receiver =>
                    Dataspaces(scope).Select(dataspace => Operation.Share(session, receiver, dataspace)));
            case OperationKind.Write:
                return Regions(scope).SelectMany(region => Numbers(Index, state.ExtentOf(region).Length)
                    .Select(index => Operation.Write(session, region, index)));
            case OperationKind.Donate:
                return Receivers(scope).SelectMany(receiver => Numbers(Size, Operation.MaximalFrames)
                    .Select(size => Operation.Donate(session, receiver, size)));
            case OperationKind.Close:
                return [Operation.Close(session)];
            case OperationKind.Flush:
                return [Operation.Flush()];
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    // Every part that lies within the dataspace, and one that does not.
    private IEnumerable<Operation> AliasesOf(SessionId session, DataspaceId dataspace, State state)
    {
        int length = state.ExtentOf(dataspace).Length;
        foreach (bool writable in Writable is { } known ? (bool[])[known] : [false, true])
        {
            foreach (int offset in Numbers(Offset, Math.Max(0, length - 1)))
            {
                int longest = Math.Max(0, length - offset);
                foreach (int size in Size is { } given ? [given] : Enumerable.Range(1, longest + 1))
                {
                    yield return Operation.Alias(session, dataspace, writable, offset, size);
                }
            }

            // A part of a known size that fits nowhere was tried; one that fits may have been asked for too far up.
            if (Offset is null && Size is > 0 and int size2 && size2 <= length)
            {
                yield return Operation.Alias(session, dataspace, writable, length, size2);
            }
        }
    }

    private IEnumerable<DataspaceId> Dataspaces(Scope scope) =>
        Numbers(Dataspace, scope.Dataspaces - 1).Select(slot => new DataspaceId(slot));

    private IEnumerable<RegionId> Regions(Scope scope) =>
        Numbers(Region, scope.Regions - 1).Select(slot => new RegionId(slot));

    private IEnumerable<SessionId> Receivers(Scope scope) =>
        Numbers(Receiver, scope.Sessions - 1).Select(index => new SessionId(index));

    private static IEnumerable<int> Numbers(int? known, int most) =>
        known is { } number ? [number] : Enumerable.Range(0, most + 1);

    private static Operation Make(
        OperationKind kind,
        SessionId session,
        SessionId receiver,
        DataspaceId dataspace,
        RegionId region,
        bool writable,
        int offset,
        int size) => kind switch
        {
            OperationKind.Alloc => Operation.Alloc(session, size),
            OperationKind.Alias => Operation.Alias(session, dataspace, writable, offset, size),
            OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
                or OperationKind.Drop =>
                Operation.Upon(kind, session, dataspace),
            OperationKind.Detach => Operation.Detach(session, region),
            OperationKind.Share => Operation.Share(session, receiver, dataspace),
            OperationKind.Write => Operation.Write(session, region, offset),
            OperationKind.Donate => Operation.Donate(session, receiver, size),
            OperationKind.Close => Operation.Close(session),
            OperationKind.Flush => Operation.Flush(),
        };
}
