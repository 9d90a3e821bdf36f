using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public sealed class FiniteSetTests
{
    [Fact]
    public void The_first_32_elements_are_all_of_them() => Assert.Equal(32, FrameSet.First(32).Count);
}
