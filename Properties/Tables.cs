using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties;

/// <summary>
/// Models of policies by the tables of their lifetimes: of a look at a small state space under each policy most of the
/// time would go by compiling it for each. That a table means what its policy does TabledTests shows.
/// </summary>
internal static class Tables
{
    /// <summary>Does something with a model on this thread.</summary>
    internal static void With(PolicyName policy, Scope scope, Action<IModel> work) =>
        TabledPolicy.Of(policy).With(scope, model =>
        {
            work(model);
            return true;
        });
}
