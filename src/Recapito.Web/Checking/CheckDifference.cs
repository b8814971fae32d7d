namespace Recapito.Web;

/// <summary>What became of a domain's faults since an earlier check.</summary>
/// <param name="Id">Of the earlier check.</param>
/// <param name="At">When it was made, in words.</param>
/// <param name="Gone">Faults that are not there any more, a sentence each.</param>
/// <param name="Come">Faults that are new.</param>
public sealed record CheckDifference(string Id, string At, IReadOnlyList<string> Gone, IReadOnlyList<string> Come)
{
    /// <summary>The difference. A fault is the same where its sentence is; what could not be asked this time is not called mended.</summary>
    /// <param name="earlier">The earlier check.</param>
    /// <param name="before">What it found.</param>
    /// <param name="now">What was found now.</param>
    internal static CheckDifference Of(Watch.StoredCheck earlier, DomainSheet before, DomainSheet now)
    {
        var (old, present) = (Faults(before), Faults(now));
        return new(earlier.Id, earlier.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture), now.Undetermined is null && now.NotChecked.Count <= before.NotChecked.Count ? [.. old.Except(present)] : [], [.. present.Except(old)]);
    }

    private static List<string> Faults(DomainSheet sheet) => [.. sheet.Subjects.SelectMany(subject => subject.Findings).Where(finding => finding.Severity >= Severity.Warning).Select(finding => finding.Says).Distinct()];
}
