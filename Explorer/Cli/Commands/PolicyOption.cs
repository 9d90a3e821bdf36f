using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cli.Commands;

/// <summary>An option that names policies of one kind: one, or a list of them.</summary>
internal sealed class PolicyOption
{
    private readonly ImmutableArray<PolicyEntry> _policies;
    private readonly bool _isList;

    private PolicyOption(
        string name, string placeholder, string description, ImmutableArray<PolicyEntry> policies, bool isList)
    {
        _policies = policies;
        _isList = isList;
        Option = new Option<string?>(name)
        {
            Description = description + (isList
                ? $" Several are separated by commas; {NameList.Everything}: each of them."
                : string.Empty),
            HelpName = isList ? $"{placeholder},…" : placeholder,
        };
        IEnumerable<string> names = policies.Select(policy => policy.Name);
        if (isList)
        {
            Option.CompletionSources.OfferList(names);
        }
        else
        {
            Option.CompletionSources.Offer(names);
        }
    }

    /// <summary>The option.</summary>
    internal Option<string?> Option { get; }

    /// <summary>The option that names lifetime policies.</summary>
    internal static PolicyOption Lifetime(string description, bool isList) =>
        Of("--lifetime", "L", description, Catalog.Lifetimes, isList);

    /// <summary>The option that names charging policies.</summary>
    internal static PolicyOption Charging(string description, bool isList) =>
        Of("--charging", "C", description, Catalog.Chargings, isList);

    /// <summary>The option that names platforms.</summary>
    internal static PolicyOption Platform(string description, bool isList) =>
        Of("--platform", "P", description, Catalog.Platforms, isList);

    /// <summary>The option that names sealing policies.</summary>
    internal static PolicyOption Sealing(string description, bool isList) =>
        Of("--sealing", "S", description, Catalog.Sealings, isList);

    /// <summary>The same, with what holds where it is not given.</summary>
    internal PolicyOption WithDefault(string name)
    {
        Option.DefaultValueFactory = _ => name;
        return this;
    }

    /// <summary>Whether the command line gives it.</summary>
    internal bool IsGiven(ParseResult arguments) => arguments.GetResult(Option) is { Implicit: false };

    /// <summary>The name of the one policy chosen.</summary>
    internal string NameFrom(ParseResult arguments) => Find(arguments.GetValue(Option) ?? string.Empty).Name;

    /// <summary>The names of the policies chosen, in the order of the catalog; all where none is.</summary>
    internal ImmutableArray<string> NamesFrom(ParseResult arguments)
    {
        ImmutableArray<PolicyEntry> named =
            NameList.Read(arguments.GetValue(Option) ?? NameList.Everything, _policies, Find);
        return [.. _policies.Where(named.Contains).Select(policy => policy.Name)];
    }

    /// <summary>Whether the option stands for all policies of its kind.</summary>
    internal bool IsEverything(ParseResult arguments) => NameList.IsEverything(arguments.GetValue(Option));

    private PolicyEntry Find(string name) => Catalog.Find(_policies, name)
        ?? throw new BadInputException(
            $"{Option.Name}: no policy {name}; there are {Names(_policies)}"
            + (_isList ? $", {NameList.Everything}" : string.Empty));

    private static PolicyOption Of(
        string name, string placeholder, string description, ImmutableArray<PolicyEntry> policies, bool isList) =>
        new(name, placeholder, $"{description}{Names(policies)}.", policies, isList);

    private static string Names(ImmutableArray<PolicyEntry> policies) =>
        string.Join(", ", policies.Select(entry => entry.Name));
}
