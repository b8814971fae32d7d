namespace Recapito.Core;

/// <summary>
/// The records that show whose the domain is (Microsoft Graph: verificationDnsRecords): a TXT or, instead of it, an MX that never takes mail. Once the
/// domain is verified neither is needed, and one that is there shows nothing of the present tenant.
/// </summary>
internal static class VerificationComparison
{
    private const string Sign = "MS=";

    /// <param name="view">What is known.</param>
    /// <param name="wanted">The alternatives.</param>
    /// <param name="isVerified">Null where that was not seen.</param>
    public static IEnumerable<TenantDomainRecord> Of(DomainView view, IReadOnlyList<WantedRecord> wanted, bool? isVerified)
    {
        var rows = wanted.Select(record => (Row: Of(view, record), record)).ToList();
        var one = rows.Exists(row => row.Row.Standing is RecordStanding.Matches);
        foreach (var (row, record) in rows)
        {
            if (record.Type is RrType.Mx && row.Standing is RecordStanding.Missing && rows.Count > 1)
            {
                continue;
            }

            yield return row switch
            {
                { Standing: RecordStanding.Matches } when isVerified is true && record.Type is RrType.Mx =>
                    row with { Standing = RecordStanding.Surplus, Notes = [RecordNote.Of("mx-verification-leftover", ("host", record.Value))] },
                { Standing: RecordStanding.Missing or RecordStanding.Differs } when one => row with { IsFault = false, Notes = [.. row.Notes, RecordNote.Of("verification-other-way")] },
                { Standing: RecordStanding.Missing or RecordStanding.Differs } when isVerified is true => row with { IsFault = false, IsOptional = true, Notes = [.. row.Notes, RecordNote.Of("verification-not-needed")] },
                { IsFault: true } when isVerified is null => row with { IsFault = false },
                _ => row,
            };
        }
    }

    private static TenantDomainRecord Of(DomainView view, WantedRecord wanted)
    {
        var published = PublishedSet.At(view, wanted.Name, wanted.Type);
        if (wanted.Type is RrType.Mx)
        {
            return published.Settle(published.Mx.FirstOrDefault(mx => mx.Exchange == wanted.Value) is { } mx
                ? wanted.Row(RecordStanding.Matches) with { There = [FormattableString.Invariant($"{mx.Preference} {mx.Exchange}")] }
                : wanted.Row(RecordStanding.Missing) with { IsFault = true });
        }

        var texts = published.Data(wanted.Type);
        string[] others = [.. texts.Where(text => text.StartsWith(Sign, StringComparison.OrdinalIgnoreCase))];
        return published.Settle(texts.Any(text => text.Trim().Equals(wanted.Value, StringComparison.OrdinalIgnoreCase)) ? wanted.Row(RecordStanding.Matches) with { There = [wanted.Value] }
            : others.Length > 0 ? wanted.Row(RecordStanding.Differs) with { There = others, IsFault = true, Notes = [RecordNote.Of("verification-other-number")] }
            : wanted.Row(RecordStanding.Missing) with { IsFault = true });
    }
}
