using System.Globalization;

namespace Recapito.Core;

/// <summary>An address that reports go to (RFC 9989 §4.7).</summary>
/// <param name="Uri">As written, without the old size limit behind "!".</param>
/// <param name="Domain">Canonical domain of the mailbox; null where it is no usable "mailto:".</param>
internal sealed record DmarcReportUri(string Uri, string? Domain);

/// <summary>A DMARC policy record (RFC 9989 §4.7; RFC 7489 §6.3, whose readers are still about).</summary>
/// <param name="Domain">The domain that it is for.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Seen">Where it was seen.</param>
internal sealed record DmarcRecord(string Domain, TagList Tags, Observation<RrSet> Seen)
{
    // pct, rf and ri were taken out by RFC 9989; they are known, and said nothing about but pct.
    private static readonly string[] Known = ["v", "p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "psd", "t", "pct", "rf", "ri"];
    private static readonly string[] Policies = ["none", "quarantine", "reject"];
    private const int MostUris = 10;

    /// <summary>The policy: "none", "quarantine" or "reject". A record without a usable one counts as "none" (RFC 9989 §4.7).</summary>
    public string Policy => PolicyOf("p") ?? "none";

    /// <summary>It says one of the three policies.</summary>
    public bool HasPolicy => PolicyOf("p") is not null;

    /// <summary>The policy for names below the domain.</summary>
    public string SubdomainPolicy => PolicyOf("sp") ?? Policy;

    /// <summary>The policy for names below the domain that do not exist.</summary>
    public string NonexistentPolicy => PolicyOf("np") ?? SubdomainPolicy;

    /// <summary>"y", "n" or "u" (RFC 9989 §4.7): whether the domain is one under which others register.</summary>
    public string PublicSuffix => Tags["psd"]?.ToLowerInvariant() ?? "u";

    /// <summary>t=y: the policy is only tried.</summary>
    public bool IsTesting => Tags["t"]?.ToLowerInvariant() is "y";

    /// <summary>The share of mail to which readers of RFC 7489 apply the policy, 0 to 100; RFC 9989 took it out.</summary>
    public int? Percent => int.TryParse(Tags["pct"], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100 ? percent : null;

    /// <summary>The policy stops forged mail of the domain itself.</summary>
    public bool IsEnforced => Policy is not "none" && !IsTesting;

    /// <summary>Where aggregate and failure reports go.</summary>
    public IEnumerable<(string Tag, DmarcReportUri Uri)> Reports =>
        Uris("rua").Select(uri => ("rua", uri)).Concat(Uris("ruf").Select(uri => ("ruf", uri)));

    /// <summary>Tags whose values receivers do not take, with what may stand there.</summary>
    public IEnumerable<(Tag Tag, string Expected)> Wrong()
    {
        foreach (var tag in Tags.Tags)
        {
            var expected = tag.Name switch
            {
                "p" or "sp" or "np" => Policies.Contains(tag.Value.ToLowerInvariant()) ? null : "none, quarantine, reject",
                "adkim" or "aspf" => tag.Value.ToLowerInvariant() is "r" or "s" ? null : "r, s",
                "psd" => tag.Value.ToLowerInvariant() is "y" or "n" or "u" ? null : "y, n, u",
                "t" => tag.Value.ToLowerInvariant() is "y" or "n" ? null : "y, n",
                "fo" => tag.Value.ToLowerInvariant().Split(':').All(one => one.Trim() is "0" or "1" or "d" or "s") ? null : "0, 1, d, s",
                "pct" => Percent is null ? "0 - 100" : null,
                _ => null,
            };
            if (expected is not null)
            {
                yield return (tag, expected);
            }
        }
    }

    /// <summary>Tags that no standard knows; receivers pass over them (RFC 9989 §4.7).</summary>
    public IEnumerable<Tag> Unknown() => Tags.Tags.Where(tag => !Known.Contains(tag.Name));

    /// <summary>The DMARC records at a name; more than one count as none (RFC 9989 §4.10).</summary>
    public static IReadOnlyList<DmarcRecord> At(string domain, Observation<RrSet>? seen) =>
        seen is null ? [] : [.. TxtStrings.Of(seen).Where(IsOne).Select(text => new DmarcRecord(domain, TagList.Parse(text), seen))];

    /// <summary>A text of that version (RFC 9989 §4.7: the version comes first).</summary>
    public static bool IsOne(string text) => TagList.Parse(text).IsVersion("DMARC1");

    private string? PolicyOf(string tag) => Tags[tag]?.ToLowerInvariant() is { } policy && Policies.Contains(policy) ? policy : null;

    private IEnumerable<DmarcReportUri> Uris(string tag) => (Tags[tag] ?? "").Split(',', MostUris + 1).Take(MostUris).Select(uri => uri.Trim()).Where(uri => uri.Length > 0).Select(Uri);

    private static DmarcReportUri Uri(string text)
    {
        var uri = text.IndexOf('!', StringComparison.Ordinal) is > 0 and var size ? text[..size] : text;
        var address = uri.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? uri["mailto:".Length..] : "";
        address = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? address[..query] : address;
        return new(uri, Names.IsAddress(address) ? Names.DomainOf(address) : null);
    }
}
