using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cli.Commands;

/// <summary>The option that names requirements.</summary>
internal sealed class RequirementOption
{
    /// <summary>Makes the option.</summary>
    /// <param name="description">What is done with those that are named, and what holds where none is.</param>
    internal RequirementOption(string description)
    {
        Option = new Option<string?>("--require")
        {
            Description = $"{description} Several are separated by commas; {NameList.Everything}: each that there is.",
            HelpName = "NAME,…",
        };
        Option.CompletionSources.OfferList(Catalog.Requirements.Select(requirement => requirement.Name));
    }

    /// <summary>The option.</summary>
    internal Option<string?> Option { get; }

    /// <summary>Whether it stands for all requirements.</summary>
    internal bool IsEverything(ParseResult arguments) => NameList.IsEverything(arguments.GetValue(Option));

    /// <summary>The requirements named, each once; null where none is.</summary>
    internal ImmutableArray<Requirement>? NamedIn(ParseResult arguments) =>
        arguments.GetValue(Option) is { } list
            ? NameList.Read(list, Catalog.Requirements, name => Find(Option.Name, name))
            : null;

    /// <summary>Refuses requirements that do not apply: whatever is asked about would keep them.</summary>
    /// <param name="named">The requirements.</param>
    /// <param name="model">A model within the bounds, in which the obstacles lie.</param>
    internal void RefuseIdle(IEnumerable<Requirement> named, IModel model)
    {
        foreach (Requirement requirement in named)
        {
            if (requirement.Obstacle(model) is { } obstacle)
            {
                throw new BadInputException($"{Option.Name}: {requirement.Name} does not apply: {obstacle}");
            }
        }
    }

    /// <summary>The requirement of a name, or a complaint.</summary>
    /// <param name="place">Where the name stands.</param>
    /// <param name="name">The name.</param>
    internal static Requirement Find(string place, string name) => Catalog.FindRequirement(name)
        ?? throw new BadInputException($"{place}: no requirement {name}; 'modelcheck policies' lists them");
}
