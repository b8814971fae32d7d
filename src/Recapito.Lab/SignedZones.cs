namespace Recapito.Lab;

/// <summary>Which zones of a world are signed: those that the file signs, and the synthesised ones above them up to the root.</summary>
internal sealed class SignedZones
{
    private readonly IReadOnlyDictionary<string, WorldSigning> written;
    private readonly HashSet<string> signed = new(StringComparer.Ordinal);
    private readonly DateTimeOffset moment;

    /// <param name="written">The file's, by "zone" or "zone@version".</param>
    /// <param name="parentOf">The zone above a zone, or null.</param>
    /// <param name="synthesised">Whether a zone is synthesised.</param>
    /// <param name="moment">The world's clock.</param>
    public SignedZones(IReadOnlyDictionary<string, WorldSigning> written, Func<string, string?> parentOf, Func<string, bool> synthesised, DateTimeOffset moment)
    {
        (this.written, this.moment) = (written, moment);
        foreach (var apex in written.Keys.Select(key => key.Split('@')[0]).Distinct())
        {
            signed.Add(apex);
            for (var above = parentOf(apex); above is not null; above = parentOf(above))
            {
                _ = synthesised(above) && signed.Add(above);
            }
        }
    }

    /// <summary>The zones that have DS records in their parents, or no DS by fault.</summary>
    public IEnumerable<string> Apexes => signed;

    /// <summary>Data of the root's DS records; empty where it is not signed.</summary>
    public IReadOnlyList<string> TrustAnchors => signed.Contains(".") ? [.. InParent(".").Select(record => record.Text)] : [];

    /// <summary>The DS records of a signed zone in its parent.</summary>
    public IEnumerable<ZoneRecord> InParent(string apex) => new ZoneSigner(apex, HowOf(apex), moment).SignersInParent();

    /// <summary>The records of a zone, signed where it is to be.</summary>
    /// <param name="key">"zone" or "zone@version".</param>
    /// <param name="records">Its records.</param>
    public IReadOnlyList<ZoneRecord> Sign(string key, IReadOnlyList<ZoneRecord> records)
    {
        var apex = key.Split('@')[0];
        return signed.Contains(apex) ? new ZoneSigner(apex, HowOf(key), moment).Sign(records) : records;
    }

    private WorldSigning HowOf(string key)
    {
        var apex = key.Split('@')[0];
        return written.GetValueOrDefault(key) ?? written.GetValueOrDefault(apex) ?? written.FirstOrDefault(entry => entry.Key.Split('@')[0] == apex).Value ?? new();
    }
}
