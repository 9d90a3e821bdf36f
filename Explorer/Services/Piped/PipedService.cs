using System.Buffers;
using System.Text;
using System.Text.Json;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Piped;

/// <summary>
/// A service that another program keeps, asked by the protocol of docs/protocol.md. What can be seen of it is asked for
/// once after each operation, and only when somebody looks.
/// </summary>
internal sealed class PipedService : IRamService, IDisposable
{
    /// <summary>The version of the protocol that is spoken here.</summary>
    internal const int Version = 1;

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
            writer.WriteString("lifetime", policy.Lifetime);
            writer.WriteString("charging", policy.Charging);
            writer.WriteString("platform", policy.Platform);
            writer.WriteString("sealing", policy.Sealing);
            writer.WriteNumber("frames", bounds.Frames);
            writer.WriteNumber("dataspaces", bounds.Dataspaces);
            writer.WriteNumber("regions", bounds.Regions);
            writer.WriteStartArray("quotas");
            foreach (int quota in bounds.Quotas)
            {
                writer.WriteNumberValue(quota);
            }

            writer.WriteEndArray();
            writer.WriteString("sharing", bounds.Sharing == Sharing.Open ? "open" : "delegated");
            writer.WriteNumber("aliasCost", bounds.AliasCost);
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

        ApplyZeroed(answer.RootElement, "hello");
    }

    /// <inheritdoc/>
    public ServiceBounds Bounds { get; }

    /// <inheritdoc/>
    public int FreeFrames => View.Free.Count(free => free);

    private PipedView View => _view ??= Look();

    /// <inheritdoc/>
    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made) => Make(
        "alloc", session, out made, writer => writer.WriteNumber("size", size));

    /// <inheritdoc/>
    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made) => Make("alias", session, out made, writer =>
        {
            Write(writer, "dataspace", original);
            writer.WriteBoolean("writable", writable);
            writer.WriteNumber("offset", offset);
            writer.WriteNumber("size", size);
        });

    /// <inheritdoc/>
    public Refusal Free(SessionId session, DataspaceCapability dataspace) => Upon("free", session, dataspace);

    /// <inheritdoc/>
    public Refusal Revoke(SessionId session, DataspaceCapability dataspace) => Upon("revoke", session, dataspace);

    /// <inheritdoc/>
    public Refusal Seal(SessionId session, DataspaceCapability dataspace) => Upon("seal", session, dataspace);

    /// <inheritdoc/>
    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made) => Make(
        "attach", session, out made, writer => Write(writer, "dataspace", dataspace));

    /// <inheritdoc/>
    public Refusal Detach(SessionId session, RegionCapability region) =>
        Do("detach", session, writer => Write(writer, "region", region));

    /// <inheritdoc/>
    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
        Do("share", session, writer =>
        {
            writer.WriteNumber("receiver", receiver.Index);
            Write(writer, "dataspace", dataspace);
        });

    /// <inheritdoc/>
    public void Close(SessionId session) => Always("close", Do("close", session, static _ => { }));

    /// <inheritdoc/>
    public Refusal Drop(SessionId session, DataspaceCapability dataspace) => Upon("drop", session, dataspace);

    /// <inheritdoc/>
    public Refusal Donate(SessionId giver, SessionId receiver, int size) => Do("donate", giver, writer =>
    {
        writer.WriteNumber("receiver", receiver.Index);
        writer.WriteNumber("size", size);
    });

    /// <inheritdoc/>
    public void Flush() => Always("flush", Do("flush", null, static _ => { }));

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

    private static void Write<T>(Utf8JsonWriter writer, string name, Capability<T> capability)
        where T : struct, IElement<T>
    {
        writer.WriteStartArray(name);
        writer.WriteNumberValue(capability.Slot);
        writer.WriteNumberValue(capability.Generation);
        writer.WriteEndArray();
    }

    private static string Short(JsonElement element) =>
        ServiceProgram.Quoted(Encoding.UTF8.GetBytes(element.GetRawText()));

    private Refusal Upon(string name, SessionId session, DataspaceCapability dataspace) =>
        Do(name, session, writer => Write(writer, "dataspace", dataspace));

    private void Always(string name, Refusal refusal)
    {
        if (refusal != Refusal.None)
        {
            throw _program.Fault($"refuses {name}, which nothing refuses");
        }
    }

    private Refusal Do(string name, SessionId? session, Action<Utf8JsonWriter> arguments)
    {
        using JsonDocument answer = Operate(name, session, arguments);
        return RefusalIn(name, answer.RootElement);
    }

    private Refusal Make<T>(
        string name, SessionId session, out Capability<T> made, Action<Utf8JsonWriter> arguments)
        where T : struct, IElement<T>
    {
        using JsonDocument answer = Operate(name, session, arguments);
        made = default;
        Refusal refusal = RefusalIn(name, answer.RootElement);
        if (refusal != Refusal.None)
        {
            return refusal;
        }

        if (!answer.RootElement.TryGetProperty("made", out JsonElement pair)
            || pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2
            || !pair[0].TryGetInt32(out int slot) || slot < 0 || slot >= Capability<T>.MaximalSlots
            || !pair[1].TryGetInt64(out long generation)
            || generation < 1 || generation > Capability<T>.MaximalGeneration)
        {
            throw _program.Fault($"answers {name} without a slot and a generation: {Short(answer.RootElement)}");
        }

        made = Capability<T>.Of(slot, generation);
        return Refusal.None;
    }

    private JsonDocument Operate(string name, SessionId? session, Action<Utf8JsonWriter> arguments)
    {
        _view = null;
        JsonDocument answer = Ask(name, writer =>
        {
            writer.WriteString("op", name);
            if (session is { } asking)
            {
                writer.WriteNumber("session", asking.Index);
            }

            arguments(writer);
        });
        ApplyZeroed(answer.RootElement, name);
        return answer;
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

        ReadOnlyMemory<byte> answer = _program.Ask(_question.WrittenSpan, what);
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
