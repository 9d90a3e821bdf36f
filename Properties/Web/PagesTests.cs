using System.Net;

using ModelCheck.Properties.Pages;

using Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>What the pages say.</summary>
public sealed class PagesTests(Site site) : IClassFixture<Site>
{
    private const string Stranded =
        "policy=Pin/Holder&policy=FirstClass/Holder&path=Alloc(s0,2);Alias(s1,d0,ro,0,1);Free(s0,d0)";

    [Fact]
    public async Task A_state_shows_what_each_policy_made_of_the_same_operations()
    {
        string page = await Read($"/state?{Stranded}").ConfigureAwait(true);
        Assert.Contains("peers: after 3 steps", page, StringComparison.Ordinal);
        Assert.Contains("The policies part at step 3, Free(s0, d0) .", page, StringComparison.Ordinal);
        Assert.Matches(@"✗ NoStrandedFrames \(should\): Frame 1 is ", page);
        Assert.Contains("peer 1 (s0) frees d0", page, StringComparison.Ordinal);
        Assert.Contains("The implementation beside the model", page, StringComparison.Ordinal);
        Assert.Contains("Asked the same, both say the same.", page, StringComparison.Ordinal);
        Assert.Contains("1 stranded, paid by s0", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_says_which_check_was_not_passed()
    {
        string page = await Read("/state?path=Alloc(s0,1);Free(s1,d0)").ConfigureAwait(true);
        Assert.Contains(
            "Refused: NotOwner, that is, the dataspace belongs to another session.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_of_a_page_leads_to_a_page()
    {
        foreach (string start in (string[])["/", $"/state?{Stranded}", "/run", $"/predecessors?{Stranded}"])
        {
            string page = (await site.Get(start).ConfigureAwait(true)).Body;
            string[] targets = [.. PageText.Targets(page).Distinct()];
            Assert.NotEmpty(targets);
            Assert.Equal(PageText.Ids(page).Distinct(), PageText.Ids(page));
            foreach (string target in targets)
            {
                if (target.StartsWith('#'))
                {
                    Assert.Contains(target[1..], PageText.Ids(page));
                    continue;
                }

                Assert.StartsWith("/", target, StringComparison.Ordinal);
                (HttpStatusCode status, string _) = await site.Get(target).ConfigureAwait(true);
                Assert.Equal((target, HttpStatusCode.OK), (target, status));
            }
        }
    }

    [Fact]
    public async Task The_nearest_state_that_matches_is_found_with_the_way_there()
    {
        string found = await Read("/find?policy=Pin/Holder&filter=d0+zombie").ConfigureAwait(true);
        Assert.Contains(
            "The nearest state that matches is 3 steps away, under Pin/Holder.", found, StringComparison.Ordinal);
        Assert.Contains("here it matches", found, StringComparison.Ordinal);
        Assert.Contains(
            "No state that can be reached from here matches, under FirstClass/Holder: all were looked at.",
            await Read("/find?filter=d0+zombie").ConfigureAwait(true),
            StringComparison.Ordinal);
        Assert.Contains(
            "This very state matches.",
            await Read("/find?filter=regions+%3D+0").ConfigureAwait(true),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Distances_and_predecessors_say_how_much_stands_behind_them()
    {
        string distances = await Read("/distances?frames=1&policy=Cascade/Allocator").ConfigureAwait(true);
        Assert.Contains("NoForeignRevocation: 3 steps", distances, StringComparison.Ordinal);
        Assert.Contains("Never, whatever is asked: ", distances, StringComparison.Ordinal);
        string others = await Read($"/predecessors?{Stranded}").ConfigureAwait(true);
        Assert.Matches(
            @"\d+ steps lead to this state under Pin/Holder \(all reachable states were looked at\)", others);
    }

    private async Task<string> Read(string address)
    {
        (HttpStatusCode status, string body) = await site.Get(address).ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.OK, status);
        return PageText.Read(body);
    }
}
