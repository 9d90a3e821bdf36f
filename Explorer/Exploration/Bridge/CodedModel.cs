using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Bridge;

/// <summary>The only place that knows which widths of codes there are.</summary>
public static class CodedModel
{
    /// <summary>Visits a model with the narrowest codes that its states fit into.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="visitor">What is to be done with it.</param>
    /// <returns>What comes of it.</returns>
    public static TResult Accept<TResult>(IModel model, ICodedVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(model);
        var codec = new StateCodec(model.Scope, model.Shape);
        return codec.Words switch
        {
            1 => Within<Code64>(),
            2 => Within<WideCode<Words2>>(),
            <= 4 => Within<WideCode<Words4>>(),
            <= 8 => Within<WideCode<Words8>>(),
            <= 16 => Within<WideCode<Words16>>(),
            _ => Within<WideCode<Words32>>(),
        };

        TResult Within<TCode>()
            where TCode : unmanaged, ICode<TCode> => model.Accept(new WithCodes<TCode, TResult>(codec, visitor));
    }

    private sealed class WithCodes<TCode, TResult>(StateCodec codec, ICodedVisitor<TResult> visitor)
        : IModelVisitor<TResult>
        where TCode : unmanaged, ICode<TCode>
    {
        public TResult Visit<TModel>(TModel model)
            where TModel : struct, IModel => visitor.VisitCoded<TModel, TCode>(model, codec);
    }
}
