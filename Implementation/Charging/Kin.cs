using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Charging;

/// <summary>What <see cref="Heirs"/> has on record of a dataspace. Links are 1 + a number.</summary>
internal struct Kin
{
    /// <summary>The family that it is of; 0 for an empty slot.</summary>
    internal int Family;

    /// <summary>For a root: the next one of its family.</summary>
    internal int NextRoot;

    /// <summary>For a root: the one before it.</summary>
    internal int PreviousRoot;

    /// <summary>The roots of a family.</summary>
    internal readonly struct OfFamily : ILinks<Kin>
    {
        public static string Name => "roots of family";

        public static ref int Next(ref Kin record) => ref record.NextRoot;

        public static ref int Previous(ref Kin record) => ref record.PreviousRoot;

        public static int Holder(ref readonly Kin record) => record.Family;
    }
}
