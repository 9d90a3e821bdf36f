using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Bridge;

/// <summary>Does something with a model and codes as wide as its states need, both known to the compiler.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface ICodedVisitor<out TResult>
{
    /// <summary>Visits the model.</summary>
    /// <typeparam name="TModel">The model's own type.</typeparam>
    /// <typeparam name="TCode">The codes of its states.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="codec">What translates between the two.</param>
    /// <returns>What comes of it.</returns>
    TResult VisitCoded<TModel, TCode>(TModel model, StateCodec codec)
        where TModel : struct, IModel
        where TCode : unmanaged, ICode<TCode>;
}
