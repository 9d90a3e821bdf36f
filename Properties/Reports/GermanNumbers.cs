using System.Globalization;

namespace ModelCheck.Properties.Reports;

/// <summary>
/// Has this thread write numbers as in Germany until disposed of. The culture de-DE itself cannot be had, since the
/// project's programs know the invariant culture only; nothing may depend on that.
/// </summary>
internal sealed class GermanNumbers : IDisposable
{
    private readonly CultureInfo _former = CultureInfo.CurrentCulture;

    internal GermanNumbers()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _former;
}
