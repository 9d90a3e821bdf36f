using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>One line of two views of a service, side by side.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Model">What the model says.</param>
/// <param name="Implementation">What the implementation says.</param>
internal sealed record ViewRow(string Key, string Model, string Implementation)
{
    /// <summary>Whether both say the same.</summary>
    internal bool IsAlike => Model == Implementation;

    /// <summary>Two views, line by line; slots that are empty in both are left out.</summary>
    internal static IEnumerable<ViewRow> Of(Scope scope, ServiceView model, ServiceView? implementation)
    {
        if (implementation is null)
        {
            foreach (ViewRow row in Of(scope, model, model))
            {
                yield return row with { Implementation = "?" };
            }

            yield break;
        }

        yield return new ViewRow("frames", Frames(model), Frames(implementation));
        if (scope.Contents)
        {
            yield return new ViewRow("written by", Writers(model), Writers(implementation));
        }

        for (int slot = 0; slot < scope.Dataspaces; slot++)
        {
            var row = new ViewRow($"d{slot}", Dataspace(scope, model, slot), Dataspace(scope, implementation, slot));
            if (row.Model.Length + row.Implementation.Length > 0)
            {
                yield return row;
            }
        }

        for (int slot = 0; slot < scope.Regions; slot++)
        {
            var row = new ViewRow($"r{slot}", Region(model, slot), Region(implementation, slot));
            if (row.Model.Length + row.Implementation.Length > 0)
            {
                yield return row;
            }
        }

        for (int session = 0; session < scope.Sessions; session++)
        {
            yield return new ViewRow(
                $"used by s{session}",
                Wording.Number(model.Used[session]),
                Wording.Number(implementation.Used[session]));
            if (scope.Operations.Contains(OperationKind.Donate))
            {
                yield return new ViewRow(
                    $"quota of s{session}", Quota(model, session), Quota(implementation, session));
            }
        }
    }

    private static string Quota(ServiceView view, int session)
    {
        int sessions = view.Quotas.Length;
        var gifts = Enumerable.Range(0, sessions)
            .Select(receiver => (Receiver: receiver, Size: view.Given[(session * sessions) + receiver]))
            .Where(gift => gift.Size != 0)
            .Select(gift => string.Create(
                CultureInfo.InvariantCulture, $"{gift.Size} given to s{gift.Receiver}"));
        return string.Join(", ", gifts.Prepend(Wording.Number(view.Quotas[session])));
    }

    private static string Frames(ServiceView view) => string.Concat(view.Free.Select(free => free ? '·' : 'x'));

    private static string Writers(ServiceView view) =>
        string.Concat(view.Writers.Select(writer =>
            writer == 0 ? '·' : writer == ServiceView.NotZeroed ? '?' : (char)('0' + writer - 1)));

    private static string Dataspace(Scope scope, ServiceView view, int slot)
    {
        DataspaceStatus status = view.Dataspaces[slot];
        if (status.Life == Life.None)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{status.Owner} {(status.Writable ? "rw" : "ro")}");
        text.Append(CultureInfo.InvariantCulture, $" {status.Base}+{status.Length}");
        text.Append(status.ParentPlusOne == 0 ? string.Empty : $" alias of d{status.ParentPlusOne - 1}");
        text.Append(status.IsAlias ? " (kind Alias)" : string.Empty);
        text.Append(status.Sealed ? " sealed" : string.Empty);
        text.Append(status.Life switch
        {
            Life.Zombie => " zombie",
            Life.Hollow => " hollow",
            Life.Live or Life.None => string.Empty,
        });
        text.Append(status.Payer.Index == 0 ? string.Empty : $" paid by {status.Payer}");
        if (scope.Sharing == Sharing.Delegated)
        {
            text.Append(CultureInfo.InvariantCulture, $" named by {new SessionSet((uint)view.Namers[slot])}");
        }

        return text.ToString();
    }

    private static string Region(ServiceView view, int slot)
    {
        RegionStatus status = view.Regions[slot];
        return status.Length == 0
            ? string.Empty
            : $"{status.Session} {(status.Writable ? "rw" : "ro")} {status.Base}+{status.Length}"
                + (status.DataspacePlusOne == 0 ? ", dataspace gone" : $" through d{status.DataspacePlusOne - 1}");
    }
}
