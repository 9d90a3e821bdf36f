using System.Runtime.CompilerServices;

namespace ModelCheck.Implementation.Records;

/// <summary>
/// Lists that are linked through their records, in both directions and without order. Whoever has one keeps its first
/// record, as 1 + the number or 0 when it is empty. All operations but the check take constant time.
/// </summary>
/// <typeparam name="TRecord">What is in a list.</typeparam>
/// <typeparam name="TLinks">Through which links of the record.</typeparam>
internal static class IntrusiveList<TRecord, TLinks>
    where TRecord : struct
    where TLinks : struct, ILinks<TRecord>
{
    /// <summary>Puts a record that is in no list before the others.</summary>
    /// <param name="records">All records.</param>
    /// <param name="first">The first one of the list.</param>
    /// <param name="record">The record.</param>
    /// <param name="index">Its number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Insert(TRecord[] records, ref int first, ref TRecord record, int index)
    {
        TLinks.Previous(ref record) = 0;
        TLinks.Next(ref record) = first;
        if (first != 0)
        {
            TLinks.Previous(ref records[first - 1]) = index + 1;
        }

        first = index + 1;
    }

    /// <summary>Takes a record out of its list; its own links stay as they were.</summary>
    /// <param name="records">All records.</param>
    /// <param name="first">The first one of the list.</param>
    /// <param name="record">The record.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Remove(TRecord[] records, ref int first, ref TRecord record)
    {
        int next = TLinks.Next(ref record);
        int previous = TLinks.Previous(ref record);
        if (previous != 0)
        {
            TLinks.Next(ref records[previous - 1]) = next;
        }
        else
        {
            first = next;
        }

        if (next != 0)
        {
            TLinks.Previous(ref records[next - 1]) = previous;
        }
    }

    /// <summary>
    /// Goes through a list of which nothing is trusted. A record that is where it should be is in one list, and in that
    /// once: so all of them are linked when the lists have as many records as there are with a holder.
    /// </summary>
    /// <param name="records">All records.</param>
    /// <param name="first">The first one of the list.</param>
    /// <param name="holder">1 + the number of whoever has the list.</param>
    /// <returns>How many records there are in the list.</returns>
    /// <exception cref="InvalidOperationException">
    /// A link leads nowhere, a record has another holder or another one before it, or there is no end.
    /// </exception>
    internal static int Check(TRecord[] records, int first, int holder)
    {
        int count = 0;
        int previous = 0;
        for (int link = first; link != 0; link = TLinks.Next(ref records[link - 1]))
        {
            if ((uint)(link - 1) >= (uint)records.Length)
            {
                throw new InvalidOperationException($"A link leads to slot {link - 1} of {records.Length}.");
            }

            ref TRecord record = ref records[link - 1];
            if (TLinks.Holder(in record) != holder || TLinks.Previous(ref record) != previous
                || ++count > records.Length)
            {
                throw new InvalidOperationException($"The {TLinks.Name} {holder - 1} are not linked.");
            }

            previous = link;
        }

        return count;
    }
}
