using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Causes;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Pages.Pictures;

/// <summary>
/// What a picture of a state shows, without any drawing: the frames and who pays for them, a bar over them for each
/// dataspace and region, and what each session uses of its quota.
/// </summary>
/// <param name="Frames">A cell for each frame of the scope.</param>
/// <param name="Bars">The dataspaces, then the regions, in the order of their slots.</param>
/// <param name="Gauges">What each session uses.</param>
public sealed record StatePicture(
    ImmutableArray<FrameCell> Frames, ImmutableArray<ExtentBar> Bars, ImmutableArray<QuotaGauge> Gauges)
{
    /// <summary>Looks at a state.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="state">The state.</param>
    /// <param name="before">
    /// The picture of the state before, from which what has changed is marked, and what has gone is kept as a shadow;
    /// null for no marks.
    /// </param>
    /// <param name="blame">What is at fault in this state; null where nothing is.</param>
    /// <returns>The picture.</returns>
    public static StatePicture Of(IModel model, in State state, StatePicture? before = null, Blame? blame = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Ledger ledger = model.Audit(in state);
        FrameCell[] frames = [.. CellsOf(model, state, ledger, blame)];
        ExtentBar[] bars =
        [
            .. DataspaceBars(model, state, blame),
            .. RegionBars(state, blame),
        ];
        QuotaGauge[] gauges = [.. GaugesOf(model, state, ledger, blame)];
        if (before is null)
        {
            return new StatePicture([.. frames], [.. bars], [.. gauges]);
        }

        return new StatePicture(
            [
                .. frames.Zip(before.Frames, (now, then) =>
                    now with { HasChanged = !now.LooksLike(then) }),
            ],
            [
                .. bars.Select(now => now with
                {
                    Change = before.Bars.FirstOrDefault(then => then.Name == now.Name && !then.IsGone) switch
                    {
                        null => Change.Made,
                        var then when then.LooksLike(now) => Change.None,
                        _ => Change.Altered,
                    },
                }).Concat(before.Bars
                    .Where(then => !then.IsGone && !Array.Exists(bars, now => now.Name == then.Name))
                    .Select(then => then with { Change = Change.Gone, IsWrong = IsBlamed(then, blame) }))
                    .OrderBy(bar => bar.Kind)
                    .ThenBy(bar => bar.Slot),
            ],
            [
                .. gauges.Zip(before.Gauges, (now, then) =>
                    now with { HasChanged = now.Used != then.Used || now.Quota != then.Quota }),
            ]);
    }

    /// <summary>The same in words, for those who do not see it.</summary>
    /// <returns>Sentences.</returns>
    public string InWords()
    {
        IEnumerable<string> all =
        [
            $"Frames: {string.Join(", ", Frames.Select(frame => $"{Number(frame.Index)} {frame.InWords()}"))}.",
            .. Bars.Select(bar => bar.InWords()),
            .. Gauges.Select(gauge => $"{gauge.Session} uses {Number(gauge.Used)} of {Number(gauge.Quota)}"
                + (gauge.IsWrong ? ", at fault." : ".")),
        ];
        return string.Join(' ', all);
    }

    private static bool IsBlamed(ExtentBar bar, Blame? blame) => blame is not null && (bar.Kind == BarKind.Dataspace
        ? blame.Dataspaces.Contains(new DataspaceId(bar.Slot))
        : blame.Regions.Contains(new RegionId(bar.Slot)));

    private static IEnumerable<FrameCell> CellsOf(IModel model, State state, Ledger ledger, Blame? blame)
    {
        FrameBag cover = state.CoverOf(model.Covering(in state));
        FrameSet live = state.FramesOf(state.Live);
        for (int index = 0; index < model.Scope.Frames; index++)
        {
            var frame = new Frame(index);
            yield return new FrameCell(
                index,
                ledger.Quarantined.Contains(frame) ? FrameFate.Quarantined
                    : !ledger.Allocated.Contains(frame) ? FrameFate.Free
                    : live.Contains(frame) ? FrameFate.Covered
                    : FrameFate.Stranded,
                [
                    .. Sessions(model.Scope)
                        .SelectMany(session => Enumerable.Repeat(session, ledger.ChargedTo(session).CountOf(frame))),
                ],
                cover.CountOf(frame),
                Sessions(model.Scope)
                    .Where(session => state.WrittenBy(session).Contains(frame))
                    .Cast<SessionId?>()
                    .FirstOrDefault())
            {
                IsWrong = blame?.Frames.Contains(frame) ?? false,
            };
        }
    }

    private static IEnumerable<ExtentBar> DataspaceBars(IModel model, State state, Blame? blame)
    {
        foreach (DataspaceId dataspace in Members(state.Occupied))
        {
            SessionId owner = state.OwnerOf(dataspace);
            DataspaceSet parent = state.ParentOf(dataspace);
            yield return new ExtentBar(
                BarKind.Dataspace,
                dataspace.Index,
                owner,
                state.ExtentOf(dataspace).Base,
                state.ExtentOf(dataspace).Length,
                state.Writable.Contains(dataspace),
                state.Zombies.Contains(dataspace) ? Life.Zombie
                    : state.Hollow.Contains(dataspace) ? Life.Hollow
                    : Life.Live,
                parent.IsEmpty ? null : parent.Lowest,
                [.. Members(state.HoldersOf(dataspace) - owner)])
            {
                IsSealed = state.Sealed.Contains(dataspace),
                IsHandle = model.Shape.Kind && state.Aliases.Contains(dataspace),
                IsWrong = blame?.Dataspaces.Contains(dataspace) ?? false,
            };
        }
    }

    private static IEnumerable<ExtentBar> RegionBars(State state, Blame? blame)
    {
        foreach (RegionId region in Members(state.Regions))
        {
            DataspaceSet through = state.DataspaceOf(region);
            yield return new ExtentBar(
                BarKind.Region,
                region.Index,
                state.SessionOf(region),
                state.ExtentOf(region).Base,
                state.ExtentOf(region).Length,
                state.WritableRegions.Contains(region),
                Life.Live,
                through.IsEmpty ? null : through.Lowest,
                [])
            {
                IsStale = state.StaleRegions.Contains(region),
                IsWrong = blame?.Regions.Contains(region) ?? false,
            };
        }
    }

    private static IEnumerable<QuotaGauge> GaugesOf(IModel model, State state, Ledger ledger, Blame? blame) =>
        Sessions(model.Scope).Select(session => new QuotaGauge(
            session, ledger.UsedBy(session), model.QuotaOf(in state, session))
        {
            IsWrong = blame?.Sessions.Contains(session) ?? false,
        });

    private static IEnumerable<SessionId> Sessions(Scope scope) =>
        Enumerable.Range(0, scope.Sessions).Select(index => new SessionId(index));

    private static List<T> Members<T>(FiniteSet<T> set)
        where T : struct, IElement<T>
    {
        List<T> members = [];
        foreach (T member in set)
        {
            members.Add(member);
        }

        return members;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
