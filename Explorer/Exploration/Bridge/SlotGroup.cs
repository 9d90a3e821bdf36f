using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>Every way to rename a scope's slots, numbered, with the number of one after another.</summary>
internal sealed class SlotGroup
{
    /// <summary>How many ways there may be, so that a set of them stays small beside an orbit's states.</summary>
    private const int Capacity = 5_040;

    private const int MostDataspaces = 6;
    private const int MostRegions = 4;

    private readonly Table _dataspaces;
    private readonly Table _regions;

    internal SlotGroup(Scope scope)
    {
        _dataspaces = new Table(scope.Dataspaces);
        _regions = new Table(scope.Regions);
        Order = _dataspaces.Order * _regions.Order;
    }

    /// <summary>How many ways there are.</summary>
    internal int Order { get; }

    /// <summary>Whether the ways to rename the slots of a scope are few enough.</summary>
    internal static bool Has(Scope scope) =>
        scope.Dataspaces <= MostDataspaces
        && scope.Regions <= MostRegions
        && Enumerable.Range(1, scope.Dataspaces).Concat(Enumerable.Range(1, scope.Regions))
            .Aggregate(1, (product, factor) => product * factor) <= Capacity;

    /// <summary>The names that a number stands for.</summary>
    internal Names this[int element] => new(
        default, _dataspaces.Elements[element / _regions.Order], _regions.Elements[element % _regions.Order]);

    /// <summary>The number of some names, those of sessions left aside.</summary>
    internal int NumberOf(in Names names) =>
        Joined(_dataspaces.NumberOf(names.Dataspaces), _regions.NumberOf(names.Regions));

    /// <summary>The number of the names that come of the second and then of the first.</summary>
    internal int After(int first, int second) => Joined(
        _dataspaces.After(first / _regions.Order, second / _regions.Order),
        _regions.After(first % _regions.Order, second % _regions.Order));

    /// <summary>The number of the names with which two dataspace slots have changed places.</summary>
    internal int WithExchangedDataspaces(int element, int one, int other) => Joined(
        _dataspaces.WithExchanged(element / _regions.Order, one, other), element % _regions.Order);

    /// <summary>The number of the names with which two region slots have changed places.</summary>
    internal int WithExchangedRegions(int element, int one, int other) => Joined(
        element / _regions.Order, _regions.WithExchanged(element % _regions.Order, one, other));

    private int Joined(int dataspaces, int regions) => (dataspaces * _regions.Order) + regions;

    /// <summary>The permutations of so many numbers.</summary>
    private sealed class Table
    {
        private readonly Dictionary<Permutation, int> _numbers = [];
        private readonly ushort[] _after;

        internal Table(int count)
        {
            Elements = [.. Orders(count).Select(order => Permutation.Into(order))];
            for (int element = 0; element < Order; element++)
            {
                _numbers.Add(Elements[element], element);
            }

            _after = new ushort[Order * Order];
            byte[] order = new byte[count];
            for (int first = 0; first < Order; first++)
            {
                for (int second = 0; second < Order; second++)
                {
                    for (int number = 0; number < count; number++)
                    {
                        order[Elements[first][Elements[second][number]]] = (byte)number;
                    }

                    _after[(first * Order) + second] = (ushort)_numbers[Permutation.Into(order)];
                }
            }
        }

        internal Permutation[] Elements { get; }

        internal int Order => Elements.Length;

        internal int NumberOf(Permutation permutation) => _numbers[permutation];

        internal int After(int first, int second) => _after[(first * Order) + second];

        internal int WithExchanged(int element, int one, int other) => one == other
            ? element
            : After(
                _numbers[new Permutation(
                    ((ulong)(one ^ other) << (4 * one)) | ((ulong)(one ^ other) << (4 * other)))],
                element);

        private static IEnumerable<byte[]> Orders(int count) => count == 0
            ? [[]]
            : from order in Orders(count - 1)
              from place in Enumerable.Range(0, count)
              select (byte[])[.. order[..place], (byte)(count - 1), .. order[place..]];
    }
}
