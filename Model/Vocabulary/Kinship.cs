namespace ModelCheck.Model.Vocabulary;

/// <summary>Whose alias it is, seen from the dataspace that is destroyed.</summary>
public enum Kinship
{
    /// <summary>The same session owns both.</summary>
    Own,

    /// <summary>Another session owns the alias.</summary>
    Foreign,
}
