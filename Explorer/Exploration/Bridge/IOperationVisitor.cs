using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>Is told of operations to try.</summary>
public interface IOperationVisitor
{
    /// <summary>Whether no more operations are wanted.</summary>
    bool Satisfied { get; }

    /// <summary>An operation to try.</summary>
    void Visit(Operation operation);
}
