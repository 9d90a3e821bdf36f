namespace ModelCheck.Model.Vocabulary;

/// <summary>Which dataspaces a session can name.</summary>
public enum Sharing
{
    /// <summary>Every one that is live or hollow: the adversary holds every capability.</summary>
    Open,

    /// <summary>Those that it created or was given by Share.</summary>
    Delegated,
}
