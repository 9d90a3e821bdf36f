namespace ModelCheck.Implementation.Records;

/// <summary>Where records have their links in one of the lists that they are in.</summary>
/// <typeparam name="TRecord">A record; its number is its place in the array of all records.</typeparam>
internal interface ILinks<TRecord>
    where TRecord : struct
{
    /// <summary>What is in one list, up to the number of whoever has the list.</summary>
    static abstract string Name { get; }

    /// <summary>1 + the number of the next record; 0 after the last one.</summary>
    static abstract ref int Next(ref TRecord record);

    /// <summary>1 + the number of the record before; 0 before the first one.</summary>
    static abstract ref int Previous(ref TRecord record);

    /// <summary>1 + the number of whoever has the list that the record is to be in; 0 for none.</summary>
    static abstract int Holder(ref readonly TRecord record);
}
