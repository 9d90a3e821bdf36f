using System.Text;

using ModelCheck.Exploration.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>What is said of texts that are no scenario: one line with the file, the line in it and the field.</summary>
public sealed class BadScenarioTests
{
    private const string LastBrace = "for\"\n  }\n}\n";

    // What to look for in the valid text, what to put in its place, and what is said of the result:
    // the line, what is wrong, and the field.
    public static TheoryData<string, string, string> Edits => new()
    {
        // Not JSON.
        { "\"frames\": 2,", "\"frames\": 2;", "8 NotJson" },
        { "\"frames\": 2,", "\"frames\": 02,", "8 NotJson" },
        { "\"aliasCost\": 4", "\"aliasCost\": 4,", "14 NotJson" },
        { "\"a test\"", "\"a test", "4 NotJson" },
        { LastBrace, LastBrace + "x", "36 NotJson" },
        { LastBrace, LastBrace + "{}", "36 NotJson" },
        { LastBrace, "for\"\n  }\n", "35 NotJson" },
        { LastBrace, "for", "33 NotJson" },
        { "\"small\"", new string('[', 70) + new string(']', 70), "3 NotJson" },

        // JSON, but not Unicode: half of a surrogate pair.
        { "\"small\"", "\"\\ud800\"", "3 NotUnicode name" },
        { "\"name\"", "\"n\\ud800\"", "3 NotUnicode" },

        // Fields that there are not, at each level.
        { "\"name\"", "\"nmae\"", "3 UnknownField nmae" },
        { "\"frames\"", "\"farmes\"", "8 UnknownField scope.farmes" },
        { "\"quota\": 2", "\"quotta\": 2", "18 UnknownField sessions[0].quotta" },
        { "\"quota\": 0", "\"Quota\": 0", "23 UnknownField sessions[1].Quota" },
        { "\"FreeSucceeds\"", "\"FreeSuceeds\"", "30 UnknownName must.FreeSuceeds" },
        { "\"CanShare\"", "\"canshare\"", "33 UnknownName should.canshare" },
        { "\"name\"", "\"a\\nb\\u001b[1m\"", "3 UnknownField a\nb\u001b[1m" },

        // Fields that are missing.
        { "\"name\": \"small\",", "", "1 MissingField name" },
        { "\"source\": \"a test\",", "", "1 MissingField source" },
        { "\"summary\": \"A server and a client.\",", "", "1 MissingField summary" },
        { "\"platform\": \"Native\",", "", "6 MissingField scope.platform" },
        { "\"frames\": 2,", "", "6 MissingField scope.frames" },
        { "\"dataspaces\": 3,", "", "6 MissingField scope.dataspaces" },
        { "\"role\": \"client\",", "", "21 MissingField sessions[1].role" },
        { "\"quota\": 0,", "", "21 MissingField sessions[1].quota" },

        // Values of another kind.
        { "\"small\"", "7", "3 WrongKind name" },
        { "\"a test\"", "null", "4 WrongKind source" },
        { "\"frames\": 2", "\"frames\": \"2\"", "8 WrongKind scope.frames" },
        { "\"frames\": 2", "\"frames\":\n\n      true", "10 WrongKind scope.frames" },
        { "true", "\"true\"", "12 WrongKind scope.contents" },
        { "\"open\"", "1", "11 WrongKind scope.sharing" },
        { "[\"Alloc\", \"Free\"]", "\"Alloc\"", "19 WrongKind sessions[0].operations" },
        { "[\"Alloc\", \"Free\"]", "[\"Alloc\",\n 3]", "20 WrongKind sessions[0].operations[1]" },
        { "\"it is the owner's\"", "true", "30 WrongKind must.FreeSucceeds" },
        { "\"must\": {", "\"must\": [], \"should\": {}, \"summery\": {", "32 FieldTwice should" },

        // Numbers.
        { "\"frames\": 2", "\"frames\": 0", "8 OutOfBounds scope.frames" },
        { "\"frames\": 2", "\"frames\": -1", "8 OutOfBounds scope.frames" },
        { "\"frames\": 2", "\"frames\": 33", "8 OutOfBounds scope.frames" },
        { "\"frames\": 2", "\"frames\": 99999999999", "8 OutOfBounds scope.frames" },
        { "\"frames\": 2", "\"frames\": 1.5", "8 OutOfBounds scope.frames" },
        { "\"frames\": 2", "\"frames\": 1e400", "8 OutOfBounds scope.frames" },
        { "\"dataspaces\": 3", "\"dataspaces\": 17", "9 OutOfBounds scope.dataspaces" },
        { "\"dataspaces\": 3", "\"dataspaces\": 0", "9 OutOfBounds scope.dataspaces" },
        { "\"regions\": 1", "\"regions\": 9", "10 OutOfBounds scope.regions" },
        { "\"regions\": 1", "\"regions\": -1", "10 OutOfBounds scope.regions" },
        { "\"aliasCost\": 4", "\"aliasCost\": 65536", "13 OutOfBounds scope.aliasCost" },
        { "\"quota\": 0", "\"quota\": 65536", "23 OutOfBounds sessions[1].quota" },
        { "\"quota\": 0", "\"quota\": -1", "23 OutOfBounds sessions[1].quota" },
        { "\"quota\": 2", "\"quota\": 99999999999", "18 OutOfBounds sessions[0].quota" },

        // Names of things that there are not.
        { "Native", "Windows", "7 UnknownName scope.platform" },
        { "\"open\"", "\"Open\"", "11 UnknownName scope.sharing" },
        { "\"Alloc\"", "\"Malloc\"", "19 UnknownName sessions[0].operations[0]" },
        { "\"Free\"", "\"2\"", "19 UnknownName sessions[0].operations[1]" },
        { "        \"server\"", "        \"client\", \"servant\"", "25 UnknownName sessions[1].trusts[1]" },

        // Texts that say nothing.
        { "\"small\"", "\"\"", "3 Blank name" },
        { "\"a test\"", "\" \\t\"", "4 Blank source" },
        { "\"role\": \"client\"", "\"role\": \"\"", "22 Blank sessions[1].role" },
        { "\"it is the owner's\"", "\"\"", "30 Blank must.FreeSucceeds" },

        // What nobody could ask for, in each session.
        { "[\"Alloc\", \"Free\"]", "[\"Share\"]", "19 Idle sessions[0].operations" },
        { "\"quota\": 0,", "\"quota\": 0, \"operations\": [\"Free\", \"Share\"],", "23 Idle sessions[1].operations" },

        // Fields that do not go together.
        { "\"regions\": 1,\n", "\n", "12 Contradiction scope.contents" },
        { "\"CanShare\"", "\"FreeSucceeds\"", "33 Contradiction should.FreeSucceeds" },
        { "\"source\"", "\"name\"", "4 FieldTwice name" },
        { "\"dataspaces\"", "\"frames\"", "9 FieldTwice scope.frames" },
        { "\"quota\": 2", "\"role\": \"server\"", "18 FieldTwice sessions[0].role" },
        { "\"it is the owner's\"", "\"a\",\n    \"FreeSucceeds\": \"b\"", "31 FieldTwice must.FreeSucceeds" },
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
    [InlineData("\"FreeSucceeds\"", "30 Idle must.QuotaBacksMemory")]
    [InlineData("\"CanShare\"", "33 Idle should.QuotaBacksMemory")]
    public void What_every_policy_would_keep_is_refused_as_a_must_and_as_a_should(string demand, string expected) =>
        // Quotas that are more than there is promise nothing.
        Refuses(
            ScenarioText.Bytes(ScenarioText.With(demand, "\"QuotaBacksMemory\"")
                .Replace("\"quota\": 0", "\"quota\": 1", StringComparison.Ordinal)),
            expected);

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
    [InlineData("[]", "1 WrongKind")]
    [InlineData("\n\nnull", "3 WrongKind")]
    [InlineData("{}", "1 MissingField scope")]
    [InlineData("", "1 NotJson")]
    [InlineData("\n \n", "3 NotJson")]
    [InlineData("// nothing\n", "2 NotJson")]
    public void A_text_that_is_something_else_altogether_is_refused(string text, string expected) =>
        Refuses(ScenarioText.Bytes(text), expected);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(40)]
    public void Too_few_and_too_many_sessions_are_refused_at_the_list(int sessions)
    {
        int begin = ScenarioText.Valid.IndexOf("\"sessions\": [", StringComparison.Ordinal);
        int end = ScenarioText.Valid.IndexOf("\"must\"", StringComparison.Ordinal);
        string list = string.Join(",\n", Enumerable.Repeat("{ \"role\": \"peer\", \"quota\": 1 }", sessions));
        string text = $"{ScenarioText.Valid[..begin]}\"sessions\": [{list}],\n{ScenarioText.Valid[end..]}";
        Refuses(ScenarioText.Bytes(text), "15 OutOfBounds sessions");
        Assert.NotEmpty(Schema.Scenario.Validate(text));
    }

    // What the reader of JSON says to programmers is nothing for a user.
    [Theory]
    [InlineData("", "small.json:1: there is nothing in it but blanks and comments")]
    [InlineData("{,}", "small.json:1: ',' is an invalid start of a property name. Expected a '\"'.")]
    [InlineData("{\"a\":1,}", "small.json:1: The JSON object contains a trailing comma at the end.")]
    public void A_text_that_is_not_JSON_is_refused_in_words_for_users(string text, string expected) => Assert.Equal(
        expected,
        Assert.Throws<BadInputException>(
            () => ScenarioFile.Parse(ScenarioText.Name, ScenarioText.Bytes(text))).Message);

    [Theory]
    [InlineData(5_000)]
    [InlineData(5_000_000)]
    public void A_name_of_any_length_is_refused_in_a_line_that_can_be_read(int length)
    {
        BadInputException exception = Assert.Throws<BadInputException>(() => ScenarioFile.Parse(
            ScenarioText.Name, ScenarioText.Bytes($"{{\"{new string('x', length)}\": 1}}")));
        Assert.Equal(BadInputKind.UnknownField, exception.Kind);
        Assert.InRange(exception.Message.Length, 100, Printable.MaximalLength + 50);
        Assert.StartsWith($"{ScenarioText.Name}:1: xxx", exception.Message, StringComparison.Ordinal);
        Assert.Contains(": no such field; there are ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        // Latin-1 writes ä as one byte, which begins nothing in UTF-8.
        Refuses(Encoding.Latin1.GetBytes(ScenarioText.With("a test", "ä test")), "4 NotUnicode source");
        Refuses(Encoding.Latin1.GetBytes(ScenarioText.With("\"name\"", "\"näme\"")), "3 NotUnicode");
        Refuses([.. ScenarioText.Bytes(ScenarioText.Valid), 0xff], "36 NotJson");
        Refuses(Encoding.Unicode.GetBytes(ScenarioText.Valid), "1 NotJson");
    }

    [Fact]
    public void Lines_are_counted_alike_with_other_line_endings_and_comments()
    {
        string text = ScenarioText.With("\"frames\": 2", "/*\n\n*/ // 0\n\"frames\": 0");
        Refuses(ScenarioText.Bytes(text), "11 OutOfBounds scope.frames");
        Refuses(
            ScenarioText.Bytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            "11 OutOfBounds scope.frames");
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
            "base-linux, buffer-slices, debug-monitor, dmabuf-allocator, genode-gpu, heap-claims, ipc-blocks, "
            + "mapping-vanishes, peers, pytorch-limbo, ram-service, registered-buffers, rom-cache, sealed-memfd, "
            + "session-quota, shared-buffer, slice-past-root, versioned-rom, vm-memory, vmo-handles, xsa255";
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
        Assert.Equal(
            expected, FormattableString.Invariant($"{exception.Line} {exception.Kind} {exception.Field}").TrimEnd());
        Assert.StartsWith(
            FormattableString.Invariant($"{ScenarioText.Name}:{exception.Line}: "),
            exception.Message,
            StringComparison.Ordinal);
        string named = exception.Kind == BadInputKind.MissingField ? exception.Field.Split('.')[^1] : exception.Field;
        Assert.Contains(Printable.Line(named), exception.Message, StringComparison.Ordinal);
        OneLine(exception);
    }

    private static void OneLine(BadInputException exception)
    {
        Assert.StartsWith($"{ScenarioText.Name}:", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.DoesNotContain("   at ", exception.Message, StringComparison.Ordinal);
    }
}
