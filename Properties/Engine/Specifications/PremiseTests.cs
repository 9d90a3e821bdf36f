using ModelCheck.Engine;
using ModelCheck.Engine.Specifications;

using Xunit;

namespace ModelCheck.Properties.Engine.Specifications;

/// <summary>How often something put a claim to the test, where that is asked.</summary>
public sealed class PremiseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_puts_a_claim_to_the_test_is_counted(int workers)
    {
        CheckResult<int, string> found = new UpToNine().Check(new SearchLimits { Workers = workers });
        Assert.Equal(5, found["Small"].Premises);
        Assert.Equal(4, found["Upwards"].Premises);
        Assert.Equal(0, found["Empty"].Premises);
        Assert.Null(found["Plain"].Premises);
        Assert.Null(found["Broken"].Premises);
        Assert.Contains("\nEmpty: holds, put to the test 0 times\n", found.ToString(), StringComparison.Ordinal);
        Assert.Contains("\nPlain: holds\n", found.ToString(), StringComparison.Ordinal);
    }

    private sealed class UpToNine : Specification<int, string>
    {
        internal UpToNine()
        {
            Always("Small", state => state < 10, when: state => state > 4);
            AlwaysOnSteps("Upwards", (before, _, after) => after > before, when: (before, _, _) => before % 2 == 1);
            Always("Empty", state => state < 10, when: state => state > 100);
            Always("Plain", state => state < 10);
            Always("Broken", state => state < 5, when: _ => true);
        }

        protected override IEnumerable<int> Initial => [0];

        protected override void Next(int state, Steps<int, string> steps) =>
            steps.When(state < 9, "up", state + 1);
    }
}
