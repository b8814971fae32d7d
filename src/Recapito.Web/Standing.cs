using Recapito.Watch;

namespace Recapito.Web;

/// <summary>How far a case is, for every page and the API alike.</summary>
/// <param name="Case">The case.</param>
/// <param name="State">One of <see cref="CaseState"/>.</param>
/// <param name="Answers">So many came in by now, where it is being asked for.</param>
internal sealed record Standing<TCase>(TCase Case, string State, int Answers)
{
    /// <summary>Nobody asks any more, though not all was asked.</summary>
    public bool IsInterrupted => State == CaseState.Interrupted;
}

/// <summary>Looks how far cases are. Between the look into the store and the look at what is being asked, a case may have come to its end; then it is looked at again.</summary>
internal static class Standings
{
    /// <summary>A diagnosis; null where there is none.</summary>
    public static Standing<OpenedCase>? Of(DiagnosisDesk desk, string id) => Of(id, desk.Open, desk.Live, opened => opened.IsWhole);

    /// <summary>A check; null where there is none.</summary>
    public static Standing<OpenedCheck>? Of(CheckDesk desk, string id) => Of(id, desk.Open, desk.Live, opened => opened.Report is not null);

    private static Standing<TCase>? Of<TCase>(string id, Func<string, TCase?> open, Func<string, LiveDiagnosis?> live, Func<TCase, bool> isWhole)
        where TCase : class
    {
        var opened = open(id);
        var asking = live(id);
        opened = opened is not null && !isWhole(opened) && asking is null ? open(id) : opened;
        return opened is null ? null : new(opened, CaseState.Of(isWhole(opened), asking is not null), asking?.Count ?? 0);
    }
}
