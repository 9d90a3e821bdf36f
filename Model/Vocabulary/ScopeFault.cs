using System.Globalization;

namespace ModelCheck.Model.Vocabulary;

/// <summary>What is wrong with one field of a scope.</summary>
/// <param name="Field">The field, as scenario files spell it.</param>
/// <param name="Message">What is wrong, without the field's name.</param>
public sealed record ScopeFault(string Field, string Message)
{
    /// <summary>A number outside its bounds.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">What it was.</param>
    /// <param name="minimum">The least allowed.</param>
    /// <param name="maximum">The greatest allowed.</param>
    /// <returns>The fault.</returns>
    public static ScopeFault OutOfBounds(string field, long value, long minimum, long maximum) =>
        new(field, string.Create(CultureInfo.InvariantCulture, $"must be {minimum} to {maximum}, not {value}"));
}
