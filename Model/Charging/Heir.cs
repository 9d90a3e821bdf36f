using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Charging;

/// <summary>The owner of the lowest parentless dataspace that covers a frame pays for it, asked or not.</summary>
public readonly record struct Heir : IChargingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Heir";

    /// <inheritdoc/>
    public static string Summary =>
        "The owner of the lowest parentless dataspace over a frame pays for it; nobody asks the heir.";

    /// <inheritdoc/>
    public static string Source =>
        "Zircon's page_attribution_user_id, reassigned to a surviving child; Moe's last releaser";

    /// <inheritdoc/>
    public static Distinctions TellsApart => Distinctions.Slots;

    /// <inheritdoc/>
    public static FrameBag Charged(in Occupancy occupancy, SessionId session)
    {
        FrameSet inherited = default;
        FrameSet charged = default;
        foreach (DataspaceId dataspace in occupancy.Covering)
        {
            if (occupancy.State.ParentOf(dataspace).IsEmpty)
            {
                FrameSet frames = occupancy.State.ExtentOf(dataspace).Frames - inherited;
                inherited |= frames;
                if (occupancy.State.OwnerOf(dataspace) == session)
                {
                    charged |= frames;
                }
            }
        }

        return FrameBag.Of(charged);
    }
}
