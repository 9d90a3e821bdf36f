using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>How results are laid out as a table.</summary>
public sealed class MatrixTests
{
    [Theory]
    [InlineData("Holds", "✓")]
    [InlineData("HoldsVacuously", "∅")]
    [InlineData("Shown 2", "✓")]
    [InlineData("Violated 12", "12")]
    [InlineData("Violated", "!")]
    [InlineData("NotShown", "–")]
    [InlineData("NotApplicable", "")]
    [InlineData("Unknown", "?")]
    public void A_cell_says_the_verdict(string line, string text)
    {
        RequirementResult result = HandMade.Policy("Pin", "Heir", $"CanShare {line}").Requirements[0];
        Assert.Equal(new MatrixCell(text, result.Verdict), MatrixCell.Of(result));
    }

    [Fact]
    public void Charging_policies_that_fare_alike_share_a_row_and_musts_come_first()
    {
        Comparison comparison = HandMade.Compare(
            HandMade.Asking("CanShare", "CanRevoke"),
            HandMade.Policy("Cascade", "Allocator", "SealHolds Holds", "CanRevoke Shown 3", "CanShare Shown 2"),
            HandMade.Policy("Cascade", "Heir", "SealHolds Holds", "CanRevoke Shown 3", "CanShare Shown 2"),
            HandMade.Policy("Cascade", "Holder", "SealHolds Holds", "CanRevoke Shown 3", "CanShare Shown 2"),
            HandMade.Policy("Pin", "Allocator", "SealHolds Violated 4", "CanRevoke NotShown", "CanShare Shown 2"),
            HandMade.Policy("Pin", "Heir", "SealHolds Violated 5", "CanRevoke NotShown", "CanShare Shown 2"),
            HandMade.Policy("Pin", "Holder", "SealHolds Violated 4", "CanRevoke Unknown", "CanShare Shown 3"));
        Matrix matrix = Matrix.Of(comparison);
        Assert.Equal(["Cascade", "Pin"], matrix.Lifetimes.AsEnumerable());
        Assert.Equal(
            [
                "CanShare Must any: ✓ ✓",
                "CanRevoke Should Allocator, Heir: ✓ –",
                "CanRevoke Should Holder: ✓ ?",
                "SealHolds  Allocator, Holder: ✓ 4",
                "SealHolds  Heir: ✓ 5",
            ],
            matrix.Rows.Select(Written));
        Assert.Equal(RequirementVerdict.Violated, matrix.Rows[^1].Cells[1].Verdict);
    }

    [Fact]
    public void What_applies_to_no_policy_is_named_and_has_no_row()
    {
        Matrix matrix = Matrix.Of(HandMade.Compare(
            HandMade.Asking("CanShare"),
            HandMade.Policy(
                "Cascade", "Heir", "SealHolds NotApplicable", "CanRevoke NotApplicable", "CanShare Shown 2"),
            HandMade.Policy("Pin", "Heir", "SealHolds NotApplicable", "CanRevoke Holds", "CanShare Shown 2")));

        Assert.Equal(["CanShare", "CanRevoke"], matrix.Rows.Select(row => row.Requirement.Name));
        Assert.Equal(["SealHolds"], matrix.Inapplicable.AsEnumerable());
    }

    [Fact]
    public void The_legend_explains_every_sign()
    {
        Assert.All(["✓", "∅", "–", "?"], sign => Assert.Contains(sign, Matrix.Legend, StringComparison.Ordinal));
        Assert.Contains("a number: broken", Matrix.Legend, StringComparison.Ordinal);
        Assert.Contains("blank: does not apply", Matrix.Legend, StringComparison.Ordinal);
    }

    private static string Written(MatrixRow row) =>
        $"{row.Requirement.Name} {row.Level} {row.ChargingNames}: "
        + string.Join(' ', row.Cells.Select(cell => cell.Text));
}
