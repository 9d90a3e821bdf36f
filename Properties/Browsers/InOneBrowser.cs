using Xunit;

namespace ModelCheck.Properties.Browsers;

/// <summary>The tests that look at pages in a browser: one browser for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class InOneBrowser : ICollectionFixture<Browser>
{
    /// <summary>What they say that they belong to.</summary>
    public const string Name = "in one browser";
}
