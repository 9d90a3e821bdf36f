using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>Every way to rename, one after the other: what the reductions do without.</summary>
internal static class NamesOf
{
    /// <summary>Every permutation of the sessions within each of some sets.</summary>
    internal static List<Names> Sessions(IEnumerable<SessionSet> interchangeable)
    {
        List<Names> all = [default];
        foreach (SessionSet sessions in interchangeable)
        {
            int[] members = [.. Enumerable.Range(0, SessionId.Capacity)
                .Where(index => sessions.Contains(new SessionId(index)))];
            all =
            [
                .. from names in all
                   from order in Orders(members.Length)
                   select names with
                   {
                       Sessions = Composed(
                           names.Sessions,
                           session => Array.IndexOf(members, session) is >= 0 and var place
                               ? members[order[place]]
                               : session),
                   },
            ];
        }

        return all;
    }

    /// <summary>Every permutation of a scope's dataspace slots and region slots.</summary>
    internal static List<Names> Slots(Scope scope) =>
    [
        .. from dataspaces in Orders(scope.Dataspaces)
           from regions in Orders(scope.Regions)
           select new Names(default, Permutation.Into(dataspaces), Permutation.Into(regions)),
    ];

    /// <summary>Every permutation of both.</summary>
    internal static List<Names> Both(Scope scope, IEnumerable<SessionSet> interchangeable) =>
    [
        .. from sessions in Sessions(interchangeable)
           from slots in Slots(scope)
           select slots with { Sessions = sessions.Sessions },
    ];

    private static Permutation Composed(Permutation first, Func<int, int> second)
    {
        byte[] order = new byte[16];
        for (int number = 0; number < order.Length; number++)
        {
            order[second(first[number])] = (byte)number;
        }

        return Permutation.Into(order);
    }

    private static IEnumerable<byte[]> Orders(int count)
    {
        if (count == 0)
        {
            return [[]];
        }

        return from order in Orders(count - 1)
               from place in Enumerable.Range(0, count)
               select (byte[])[.. order[..place], (byte)(count - 1), .. order[place..]];
    }
}
