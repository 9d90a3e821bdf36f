namespace ModelCheck.Exploration.Scenarios;

/// <summary>What is wrong with something that the user gave.</summary>
public enum BadInputKind
{
    /// <summary>Something that has no kind of its own: the message says it.</summary>
    Other,

    /// <summary>A text is not JSON.</summary>
    NotJson,

    /// <summary>A text is not Unicode.</summary>
    NotUnicode,

    /// <summary>There is no such field.</summary>
    UnknownField,

    /// <summary>A field that must be there is missing.</summary>
    MissingField,

    /// <summary>A field is there twice.</summary>
    FieldTwice,

    /// <summary>A value is of another kind: a number for a text, for instance.</summary>
    WrongKind,

    /// <summary>A number is out of its bounds.</summary>
    OutOfBounds,

    /// <summary>A name is none of those that there are.</summary>
    UnknownName,

    /// <summary>A text says nothing.</summary>
    Blank,

    /// <summary>Fields do not go together.</summary>
    Contradiction,

    /// <summary>What is asked for says nothing within the bounds.</summary>
    Idle,
}
