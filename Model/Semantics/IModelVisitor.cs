namespace ModelCheck.Model.Semantics;

/// <summary>Does something with a model whose type is known to the compiler.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IModelVisitor<out TResult>
{
    /// <summary>Visits the model.</summary>
    /// <typeparam name="TModel">The model's own type.</typeparam>
    /// <param name="model">The model.</param>
    /// <returns>What comes of it.</returns>
    TResult Visit<TModel>(TModel model)
        where TModel : struct, IModel;
}
