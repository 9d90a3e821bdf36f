using ModelCheck.Properties.Peers;

using Xunit;

namespace ModelCheck.Properties.Browsers;

/// <summary>
/// A fact about a page in a browser, skipped where there is none, as <see cref="InstalledTheoryAttribute"/> says.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = new InstalledTheoryAttribute(Browser.Program).Skip;
}
