using System.Buffers;
using System.Text;
using System.Text.Json;

using ModelCheck.Conformance;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Piped;

/// <summary>
/// A service that another program keeps, asked by the protocol of docs/protocol.md. What can be seen of it is asked for
/// once after each operation, and only when somebody looks.
/// </summary>
internal sealed class PipedService : IBatchedService, IDisposable
{
    /// <summary>The version of the protocol that is spoken here.</summary>
    internal const int Version = 1;

    // Less than a pipe has room for, which is 64 KiB.
    private const int LongestBatch = 1 << 15;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    private readonly ServiceProgram _program;
    private readonly Action<ServiceProgram> _giveBack;
    private readonly IFrameMemory _memory;
    private readonly ArrayBufferWriter<byte> _question = new(256);
    private PipedView? _view;
    private bool _isDisposed;

    /// <summary>Says hello to a program, and has it begin anew.</summary>
    internal PipedService(
        ServiceProgram program,
        Action<ServiceProgram> giveBack,
        PolicyName policy,
        ServiceBounds bounds,
        IFrameMemory memory)
    {
        _program = program;
        _giveBack = giveBack;
        _memory = memory;
        Bounds = bounds;
        using JsonDocument answer = Ask("hello", writer =>
        {
            writer.WriteNumber("hello", Version);
            HelloFields.Write(writer, policy, bounds);
        });
        if (answer.RootElement.TryGetProperty("unsupported", out JsonElement reason))
        {
            throw new ProtocolException($"the program does not stand for {policy}: {Short(reason)}");
        }

        if (!answer.RootElement.TryGetProperty("hello", out JsonElement version)
            || !version.TryGetInt32(out int number) || number != Version)
        {
            throw _program.Fault($"does not say hello in version {Version}: {Short(answer.RootElement)}");
        }

        if (WhatItStandsFor.Lacks(answer.RootElement, policy, bounds) is { } lack)
        {
            throw _program.Fault($"stands for {lack}");
        }

        ApplyZeroed(answer.RootElement, "hello");
    }

    /// <inheritdoc/>
    public ServiceBounds Bounds { get; }

    /// <inheritdoc/>
    public int FreeFrames => View.Free.Count(free => free);

    private PipedView View => _view ??= Look();

    /// <inheritdoc/>
    public void Ask(ReadOnlySpan<ServiceQuestion> questions, Span<ServiceAnswer> answers)
    {
        for (int begin = 0, end; begin < questions.Length; begin = end)
        {
            _question.Clear();
            for (end = begin; end < questions.Length && _question.WrittenCount < LongestBatch; end++)
            {
                if (end > begin)
                {
                    _question.Write("\n"u8);
                }

                QuestionWriter.Write(_question, questions[end]);
            }

            _view = null;
            _program.Send(_question.WrittenSpan, NameOf(questions[begin]));
            for (int index = begin; index < end; index++)
            {
                answers[index] = AnswerTo(questions[index]);
            }
        }
    }

    /// <inheritdoc/>
    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made) =>
        Make(Operation.Alloc(session, size), 0, out made);

    /// <inheritdoc/>
    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made) => Make(
            Operation.Alias(session, new DataspaceId(original.Slot), writable, offset, size),
            original.Generation,
            out made);

    /// <inheritdoc/>
    public Refusal Free(SessionId session, DataspaceCapability dataspace) =>
        Upon(OperationKind.Free, session, dataspace);

    /// <inheritdoc/>
    public Refusal Revoke(SessionId session, DataspaceCapability dataspace) =>
        Upon(OperationKind.Revoke, session, dataspace);

    /// <inheritdoc/>
    public Refusal Seal(SessionId session, DataspaceCapability dataspace) =>
        Upon(OperationKind.Seal, session, dataspace);

    /// <inheritdoc/>
    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made) => Make(
        Operation.Attach(session, new DataspaceId(dataspace.Slot)), dataspace.Generation, out made);

    /// <inheritdoc/>
    public Refusal Detach(SessionId session, RegionCapability region) =>
        Do(Operation.Detach(session, new RegionId(region.Slot)), region.Generation);

    /// <inheritdoc/>
    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
        Do(Operation.Share(session, receiver, new DataspaceId(dataspace.Slot)), dataspace.Generation);

    /// <inheritdoc/>
    public void Close(SessionId session) => Do(Operation.Close(session), 0);

    /// <inheritdoc/>
    public Refusal Drop(SessionId session, DataspaceCapability dataspace) =>
        Upon(OperationKind.Drop, session, dataspace);

    /// <inheritdoc/>
    public Refusal Donate(SessionId giver, SessionId receiver, int size) =>
        Do(Operation.Donate(giver, receiver, size), 0);

    /// <inheritdoc/>
    public void Flush() => Do(Operation.Flush(), 0);

    /// <inheritdoc/>
    public int GivenBy(SessionId giver, SessionId receiver) => View.Given[giver.Index][receiver.Index];

    /// <inheritdoc/>
    public int UsedBy(SessionId session) => View.Used[session.Index];

    /// <inheritdoc/>
    public int QuotaOf(SessionId session) => View.Quotas[session.Index];

    /// <inheritdoc/>
    public bool IsFree(int frame) => View.Free[frame];

    /// <inheritdoc/>
    public bool CanName(SessionId session, int slot) => (View.Namers[slot] >> session.Index & 1) != 0;

    /// <inheritdoc/>
    public DataspaceStatus DataspaceAt(int slot) => View.Dataspaces[slot];

    /// <inheritdoc/>
    public RegionStatus RegionAt(int slot) => View.Regions[slot];

    /// <inheritdoc/>
    public DataspaceCapability DataspaceCapabilityAt(int slot) =>
        DataspaceCapability.Of(slot, View.DataspaceGenerations[slot]);

    /// <inheritdoc/>
    public RegionCapability RegionCapabilityAt(int slot) =>
        RegionCapability.Of(slot, View.RegionGenerations[slot]);

    /// <inheritdoc/>
    /// <remarks>What a program counts for itself is its own.</remarks>
    public void SelfCheck()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            if (_program.IsUsable)
            {
                _giveBack(_program);
            }
        }
    }

    private static string Short(JsonElement element) =>
        ServiceProgram.Quoted(Encoding.UTF8.GetBytes(element.GetRawText()));

    private static string NameOf(ServiceQuestion question) => OperationNames.Of(question.Operation.Kind);

    private ServiceAnswer AnswerTo(ServiceQuestion question)
    {
        ReadOnlyMemory<byte> line = _program.Answer(NameOf(question));
        if (AnswerReader.TryRead(line.Span, question.Operation, out ServiceAnswer answer))
        {
            return answer;
        }

        // Whatever is not one of the plain answers is looked at as if it had been asked for alone.
        string name = NameOf(question);
        using JsonDocument document = Parsed(line, name);
        ApplyZeroed(document.RootElement, name);
        Refusal refusal = RefusalIn(name, document.RootElement);
        if (refusal != Refusal.None)
        {
            return question.Operation.Kind is OperationKind.Close or OperationKind.Flush
                ? throw _program.Fault($"refuses {name}, which nothing refuses")
                : new ServiceAnswer(Outcome.Refused(refusal), 0);
        }

        switch (question.Operation.Kind)
        {
            case OperationKind.Alloc or OperationKind.Alias:
                DataspaceCapability dataspace = MadeIn<DataspaceId>(name, document.RootElement);
                return new ServiceAnswer(Outcome.Made(dataspace.Slot), dataspace.Generation);
            case OperationKind.Attach:
                RegionCapability region = MadeIn<RegionId>(name, document.RootElement);
                return new ServiceAnswer(Outcome.Made(region.Slot), region.Generation);
            default:
                return new ServiceAnswer(Outcome.Granted, 0);
        }
    }

    private Refusal Upon(OperationKind kind, SessionId session, DataspaceCapability dataspace) =>
        Do(Operation.Upon(kind, session, new DataspaceId(dataspace.Slot)), dataspace.Generation);

    private Refusal Do(Operation operation, long generation) => AskOne(operation, generation).Outcome.Refusal;

    private Refusal Make<T>(Operation operation, long generation, out Capability<T> made)
        where T : struct, IElement<T>
    {
        ServiceAnswer answer = AskOne(operation, generation);
        made = answer.Outcome.IsGranted ? Capability<T>.Of(answer.Outcome.Slot, answer.Generation) : default;
        return answer.Outcome.Refusal;
    }

    private ServiceAnswer AskOne(Operation operation, long generation)
    {
        ServiceAnswer answer = default;
        Ask([new ServiceQuestion(operation, generation)], new Span<ServiceAnswer>(ref answer));
        return answer;
    }

    private Capability<T> MadeIn<T>(string name, JsonElement answer)
        where T : struct, IElement<T>
    {
        if (!answer.TryGetProperty("made", out JsonElement pair)
            || pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2
            || !pair[0].TryGetInt32(out int slot) || slot < 0 || slot >= Capability<T>.MaximalSlots
            || !pair[1].TryGetInt64(out long generation)
            || generation < 1 || generation > Capability<T>.MaximalGeneration)
        {
            throw _program.Fault($"answers {name} without a slot and a generation: {Short(answer)}");
        }

        return Capability<T>.Of(slot, generation);
    }

    private Refusal RefusalIn(string name, JsonElement answer) =>
        !answer.TryGetProperty("refused", out JsonElement refused) ? Refusal.None
        : refused.ValueKind == JsonValueKind.String
            && Enum.TryParse(refused.GetString(), out Refusal refusal) && Enum.IsDefined(refusal)
            && refusal != Refusal.None && refused.GetString() == refusal.ToString()
            ? refusal
            : throw _program.Fault($"answers {name} with a refusal that there is not: {Short(refused)}");

    // What the program has zeroed is zeroed in what stands for the memory behind its frames.
    private void ApplyZeroed(JsonElement answer, string name)
    {
        if (!answer.TryGetProperty("zeroed", out JsonElement zeroed))
        {
            return;
        }

        if (zeroed.ValueKind != JsonValueKind.Array)
        {
            throw _program.Fault($"answers {name} with what it zeroed, which is no list: {Short(zeroed)}");
        }

        foreach (JsonElement extent in zeroed.EnumerateArray())
        {
            if (extent.ValueKind != JsonValueKind.Array || extent.GetArrayLength() != 2
                || !extent[0].TryGetInt32(out int first) || !extent[1].TryGetInt32(out int length)
                || first < 0 || length < 1 || first > Bounds.Frames - length)
            {
                throw _program.Fault($"answers {name} with frames that there are not: {Short(extent)}");
            }

            _memory.Zero(first, length);
        }
    }

    private PipedView Look()
    {
        using JsonDocument answer = Ask("view", static writer => writer.WriteBoolean("view", true));
        try
        {
            return PipedView.Read(answer.RootElement, Bounds);
        }
        catch (Exception exception) when (
            exception is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw _program.Fault($"shows what is no view: {exception.Message}: {Short(answer.RootElement)}");
        }
    }

    private JsonDocument Ask(string what, Action<Utf8JsonWriter> content)
    {
        _question.Clear();
        using (var writer = new Utf8JsonWriter(_question))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return Parsed(_program.Ask(_question.WrittenSpan, what), what);
    }

    private JsonDocument Parsed(ReadOnlyMemory<byte> answer, string what)
    {
        try
        {
            var document = JsonDocument.Parse(answer, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // What it is instead is told below.
        }

        throw _program.Fault($"answers {what} with what is no JSON object: {ServiceProgram.Quoted(answer.Span)}");
    }
}
