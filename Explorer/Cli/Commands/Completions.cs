using System.CommandLine.Completions;

namespace ModelCheck.Cli.Commands;

/// <summary>What a shell can offer while a name is typed.</summary>
internal static class Completions
{
    /// <summary>Offers names of which one is wanted.</summary>
    /// <param name="sources">The sources of an option or argument.</param>
    /// <param name="names">The names.</param>
    internal static void Offer(this List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, params
        IEnumerable<string> names) => sources.Add(_ => names.Select(name => new CompletionItem(name)));

    /// <summary>Offers names of which a list is wanted: the next one after those that are there already.</summary>
    /// <param name="sources">The sources of an option or argument.</param>
    /// <param name="names">The names.</param>
    internal static void OfferList(
        this List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, IEnumerable<string> names) =>
        sources.Add(context =>
        {
            string typed = context.WordToComplete[..(context.WordToComplete.LastIndexOf(',') + 1)];
            return (typed.Length == 0 ? names.Append(NameList.Everything) : names.Except(typed.Split(',')))
                .Select(name => new CompletionItem(typed + name));
        });
}
