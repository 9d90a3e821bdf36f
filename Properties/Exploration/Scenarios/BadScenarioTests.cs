using System.Text;

using ModelCheck.Exploration.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>What is said of texts that are no scenario: one line with the file, the line in it and the field.</summary>
public sealed class BadScenarioTests
{
    private const string Fields = "there are $schema, name, source, summary, scope, sessions, must, should";

    private const string Numbers = "must be a whole number from -2147483648 to 2147483647, not";

    private const string LastBrace = "for\"\n  }\n}\n";

    private const string Operations =
        "there are Alloc, Alias, Free, Revoke, Seal, Attach, Detach, Share, Write, Close";

    private const string Nothing =
        "The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when "
        + "isFinalBlock is true.";

    // What to look for in the valid text, what to put in its place, and what is said of the result.
    public static TheoryData<string, string, string> Edits => new()
    {
        // Not JSON.
        { "\"frames\": 2,", "\"frames\": 2;", "8: ';' is an invalid end of a number. Expected a delimiter." },
        { "\"frames\": 2,", "\"frames\": 02,", "8: Invalid leading zero before '2'." },
        {
            "\"aliasCost\": 4",
            "\"aliasCost\": 4,",
            "14: The JSON object contains a trailing comma at the end which is not supported in this mode. Change the "
            + "reader options."
        },
        {
            "\"a test\"",
            "\"a test",
            "4: '0x0A' is invalid within a JSON string. The string should be correctly escaped."
        },
        { LastBrace, LastBrace + "x", "36: 'x' is invalid after a single JSON value. Expected end of data." },
        { LastBrace, LastBrace + "{}", "36: '{' is invalid after a single JSON value. Expected end of data." },
        {
            LastBrace,
            "for\"\n  }\n",
            "35: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that "
            + "should be closed."
        },
        { LastBrace, "for", "33: Expected end of string, but instead reached end of data." },
        {
            "\"small\"",
            new string('[', 70) + new string(']', 70),
            "3: The maximum configured depth of 64 has been exceeded. Cannot read next JSON array."
        },

        // JSON, but not Unicode: half of a surrogate pair.
        { "\"small\"", "\"\\ud800\"", "3: name: is not Unicode text" },
        { "\"name\"", "\"n\\ud800\"", "3: is not Unicode text" },

        // Fields that there are not, at each level.
        { "\"name\"", "\"nmae\"", $"3: nmae: no such field; {Fields}" },
        {
            "\"frames\"",
            "\"farmes\"",
            "8: scope.farmes: no such field; there are platform, frames, dataspaces, regions, sharing, contents, "
            + "aliasCost"
        },
        {
            "\"quota\": 2",
            "\"quotta\": 2",
            "18: sessions[0].quotta: no such field; there are role, quota, operations, trusts"
        },
        {
            "\"quota\": 0",
            "\"Quota\": 0",
            "23: sessions[1].Quota: no such field; there are role, quota, operations, trusts"
        },
        {
            "\"FreeSucceeds\"",
            "\"FreeSuceeds\"",
            "30: must.FreeSuceeds: no such requirement; 'modelcheck policies' lists them"
        },
        {
            "\"CanShare\"",
            "\"canshare\"",
            "33: should.canshare: no such requirement; 'modelcheck policies' lists them"
        },
        { "\"name\"", "\"a\\nb\\u001b[1m\"", $"3: a\\u000ab\\u001b[1m: no such field; {Fields}" },

        // Fields that are missing.
        { "\"name\": \"small\",", "", "1: the field name is missing" },
        { "\"source\": \"a test\",", "", "1: the field source is missing" },
        { "\"summary\": \"A server and a client.\",", "", "1: the field summary is missing" },
        { "\"platform\": \"Native\",", "", "6: scope: the field platform is missing" },
        { "\"frames\": 2,", "", "6: scope: the field frames is missing" },
        { "\"dataspaces\": 3,", "", "6: scope: the field dataspaces is missing" },
        { "\"role\": \"client\",", "", "21: sessions[1]: the field role is missing" },
        { "\"quota\": 0,", "", "21: sessions[1]: the field quota is missing" },

        // Values of another kind.
        { "\"small\"", "7", "3: name: must be a text" },
        { "\"a test\"", "null", "4: source: must be a text" },
        { "\"frames\": 2", "\"frames\": \"2\"", "8: scope.frames: must be a whole number" },
        { "\"frames\": 2", "\"frames\":\n\n      true", "10: scope.frames: must be a whole number" },
        { "true", "\"true\"", "12: scope.contents: must be true or false" },
        { "\"open\"", "1", "11: scope.sharing: must be a text" },
        { "[\"Alloc\", \"Free\"]", "\"Alloc\"", "19: sessions[0].operations: must be a list" },
        { "[\"Alloc\", \"Free\"]", "[\"Alloc\",\n 3]", "20: sessions[0].operations[1]: must be a text" },
        { "\"it is the owner's\"", "true", "30: must.FreeSucceeds: must be a text" },
        { "\"must\": {", "\"must\": [], \"should\": {}, \"summery\": {", "32: should: is there twice" },

        // Numbers.
        { "\"frames\": 2", "\"frames\": 0", "8: scope.frames: must be 1 to 32, not 0" },
        { "\"frames\": 2", "\"frames\": -1", "8: scope.frames: must be 1 to 32, not -1" },
        { "\"frames\": 2", "\"frames\": 33", "8: scope.frames: must be 1 to 32, not 33" },
        { "\"frames\": 2", "\"frames\": 99999999999", $"8: scope.frames: {Numbers} 99999999999" },
        { "\"frames\": 2", "\"frames\": 1.5", $"8: scope.frames: {Numbers} 1.5" },
        { "\"frames\": 2", "\"frames\": 1e400", $"8: scope.frames: {Numbers} 1e400" },
        { "\"dataspaces\": 3", "\"dataspaces\": 17", "9: scope.dataspaces: must be 1 to 16, not 17" },
        { "\"dataspaces\": 3", "\"dataspaces\": 0", "9: scope.dataspaces: must be 1 to 16, not 0" },
        { "\"regions\": 1", "\"regions\": 9", "10: scope.regions: must be 0 to 8, not 9" },
        { "\"regions\": 1", "\"regions\": -1", "10: scope.regions: must be 0 to 8, not -1" },
        { "\"aliasCost\": 4", "\"aliasCost\": 65536", "13: scope.aliasCost: must be 0 to 65535, not 65536" },
        { "\"quota\": 0", "\"quota\": 65536", "23: sessions[1].quota: must be 0 to 65535, not 65536" },
        { "\"quota\": 0", "\"quota\": -1", "23: sessions[1].quota: must be 0 to 65535, not -1" },
        { "\"quota\": 2", "\"quota\": 99999999999", $"18: sessions[0].quota: {Numbers} 99999999999" },

        // Names of things that there are not.
        { "Native", "Windows", "7: scope.platform: no such platform; there are BaseLinux, Native, SealedMemfd" },
        { "\"open\"", "\"Open\"", "11: scope.sharing: must be open or delegated" },
        { "\"Alloc\"", "\"Malloc\"", $"19: sessions[0].operations[0]: no operation Malloc; {Operations}" },
        { "\"Free\"", "\"2\"", $"19: sessions[0].operations[1]: no operation 2; {Operations}" },
        {
            "        \"server\"",
            "        \"client\", \"servant\"",
            "25: sessions[1].trusts[1]: no session has the role servant; there are server, client"
        },

        // Texts that say nothing.
        { "\"small\"", "\"\"", "3: name: must not be empty" },
        { "\"a test\"", "\" \\t\"", "4: source: must not be empty" },
        { "\"role\": \"client\"", "\"role\": \"\"", "22: sessions[1].role: must not be empty" },
        { "\"it is the owner's\"", "\"\"", "30: must.FreeSucceeds: must not be empty" },

        // Fields that do not go together.
        {
            "\"regions\": 1,\n",
            "\n",
            "12: scope.contents: needs at least one region, since only a region can be written"
        },
        { "\"CanShare\"", "\"FreeSucceeds\"", "33: should.FreeSucceeds: is a must and a should at once" },
        { "\"source\"", "\"name\"", "4: name: is there twice" },
        { "\"dataspaces\"", "\"frames\"", "9: scope.frames: is there twice" },
        { "\"quota\": 2", "\"role\": \"server\"", "18: sessions[0].role: is there twice" },
        { "\"it is the owner's\"", "\"a\",\n    \"FreeSucceeds\": \"b\"", "31: must.FreeSucceeds: is there twice" },
    };

    // What to look for and what to put in its place: the reader and the schema both refuse it.
    public static TheoryData<string, string> EditsThatTheSchemaKnows => new()
    {
        { "\"nmae\"", "\"name\"" },
        { "\"farmes\"", "\"frames\"" },
        { "\"quotta\": 2", "\"quota\": 2" },
        { "", "\"name\": \"small\"," },
        { "", "\"platform\": \"Native\"," },
        { "", "\"quota\": 0," },
        { "7", "\"small\"" },
        { "\"\"", "\"small\"" },
        { "\"frames\": \"2\"", "\"frames\": 2" },
        { "\"frames\": 0", "\"frames\": 2" },
        { "\"frames\": 33", "\"frames\": 2" },
        { "\"frames\": 1.5", "\"frames\": 2" },
        { "\"dataspaces\": 17", "\"dataspaces\": 3" },
        { "\"regions\": 9", "\"regions\": 1" },
        { "\"aliasCost\": -1", "\"aliasCost\": 4" },
        { "\"quota\": 99999999999", "\"quota\": 0" },
        { "\"private\"", "\"open\"" },
        { "\"yes\"", "true" },
        { "\"Malloc\"", "\"Alloc\"" },
        { "\"Alloc\"", "[\"Alloc\", \"Free\"]" },
        { "true", "\"it is the owner's\"" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_spoilt_text_is_refused_in_one_line_that_names_the_place(
        string part, string replacement, string expected) =>
        Refuses(ScenarioText.Bytes(ScenarioText.With(part, replacement)), expected);

    [Theory]
    [MemberData(nameof(EditsThatTheSchemaKnows))]
    public void What_the_schema_can_say_the_schema_says_too(string replacement, string part)
    {
        string text = ScenarioText.With(part, replacement);
        Assert.Throws<BadInputException>(() => ScenarioFile.Parse(ScenarioText.Name, ScenarioText.Bytes(text)));
        Assert.Empty(Schema.Scenario.Validate(ScenarioText.Valid));
        Assert.NotEmpty(Schema.Scenario.Validate(text));
    }

    [Theory]
    [InlineData("[]", "1: must be an object")]
    [InlineData("\n\nnull", "3: must be an object")]
    [InlineData("{}", "1: the field scope is missing")]
    [InlineData("", $"1: {Nothing}")]
    [InlineData("\n \n", $"3: {Nothing}")]
    public void A_text_that_is_something_else_altogether_is_refused(string text, string expected) =>
        Refuses(ScenarioText.Bytes(text), expected);

    [Theory]
    [InlineData(0, "sessions: must be 1 to 8, not 0")]
    [InlineData(9, "sessions: must be 1 to 8, not 9")]
    [InlineData(40, "sessions: must be 1 to 8, not 40")]
    public void Too_few_and_too_many_sessions_are_refused_at_the_list(int sessions, string expected)
    {
        int begin = ScenarioText.Valid.IndexOf("\"sessions\": [", StringComparison.Ordinal);
        int end = ScenarioText.Valid.IndexOf("\"must\"", StringComparison.Ordinal);
        string list = string.Join(",\n", Enumerable.Repeat("{ \"role\": \"peer\", \"quota\": 1 }", sessions));
        string text = $"{ScenarioText.Valid[..begin]}\"sessions\": [{list}],\n{ScenarioText.Valid[end..]}";
        Refuses(ScenarioText.Bytes(text), $"15: {expected}");
        Assert.NotEmpty(Schema.Scenario.Validate(text));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        // Latin-1 writes ä as one byte, which begins nothing in UTF-8.
        Refuses(Encoding.Latin1.GetBytes(ScenarioText.With("a test", "ä test")), "4: source: is not Unicode text");
        Refuses(Encoding.Latin1.GetBytes(ScenarioText.With("\"name\"", "\"näme\"")), "3: is not Unicode text");
        Refuses(
            [.. ScenarioText.Bytes(ScenarioText.Valid), 0xff],
            "36: '0xFF' is invalid after a single JSON value. Expected end of data.");
        Refuses(
            Encoding.Unicode.GetBytes(ScenarioText.Valid),
            "1: '0x00' is an invalid start of a property name. Expected a '\"'.");
    }

    [Fact]
    public void Lines_are_counted_alike_with_other_line_endings_and_comments()
    {
        string text = ScenarioText.With("\"frames\": 2", "/*\n\n*/ // 0\n\"frames\": 0");
        Refuses(ScenarioText.Bytes(text), "11: scope.frames: must be 1 to 32, not 0");
        Refuses(
            ScenarioText.Bytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            "11: scope.frames: must be 1 to 32, not 0");
    }

    [Fact]
    public void Every_beginning_of_a_text_is_refused_in_one_line()
    {
        byte[] text = ScenarioText.Bytes(ScenarioText.Valid.TrimEnd());
        for (int length = 0; length < text.Length; length++)
        {
            OneLine(Assert.Throws<BadInputException>(() => ScenarioFile.Parse(ScenarioText.Name, text[..length])));
        }
    }

    [Fact]
    public void Every_text_with_one_byte_changed_is_read_or_refused_in_one_line()
    {
        byte[] text = ScenarioText.Bytes(ScenarioText.Valid);
        int refused = 0;
        for (int at = 0; at < text.Length; at++)
        {
            foreach (byte other in (ReadOnlySpan<byte>)[0, (byte)'\n', (byte)'"', (byte)'}', (byte)'9', 0xc3, 0xff])
            {
                byte[] spoilt = [.. text[..at], other, .. text[(at + 1)..]];
                if (Record.Exception(() => ScenarioFile.Parse(ScenarioText.Name, spoilt)) is { } exception)
                {
                    OneLine(Assert.IsType<BadInputException>(exception));
                    refused++;
                }
            }
        }

        Assert.True(refused > text.Length, $"only {refused} were refused");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_refused_by_its_name()
    {
        const string Bundled =
            "base-linux, debug-monitor, peers, ram-service, rom-cache, sealed-memfd, shared-buffer, versioned-rom, "
            + "vm-memory";
        string directory = AppContext.BaseDirectory;
        string missing = Path.Combine(directory, "no such.json");
        string beyond = Path.Combine(directory, "no such", "either.json");
        Assert.Equal(
            $"{missing}: no such file, and no bundled scenario; there are {Bundled}", MessageOf(missing));
        Assert.Equal($"{beyond}: no such file, and no bundled scenario; there are {Bundled}", MessageOf(beyond));
        Assert.Equal($"Peers: no such file, and no bundled scenario; there are {Bundled}", MessageOf("Peers"));
        Assert.Equal($"{directory}: Access to the path '{directory}' is denied.", MessageOf(directory));
        Assert.Equal("a scenario needs a name", MessageOf(string.Empty));

        static string MessageOf(string path) =>
            Assert.Throws<BadInputException>(() => ScenarioFile.Load(path)).Message;
    }

    private static void Refuses(byte[] text, string expected)
    {
        BadInputException exception =
            Assert.Throws<BadInputException>(() => ScenarioFile.Parse(ScenarioText.Name, text));
        Assert.Equal($"{ScenarioText.Name}:{expected}", exception.Message);
        OneLine(exception);
    }

    private static void OneLine(BadInputException exception)
    {
        Assert.StartsWith($"{ScenarioText.Name}:", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.DoesNotContain("   at ", exception.Message, StringComparison.Ordinal);
    }
}
