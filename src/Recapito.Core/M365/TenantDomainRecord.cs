namespace Recapito.Core;

/// <summary>What a record of a tenant's domain is there for.</summary>
public enum RecordUse
{
    /// <summary>It shows whose the domain is (Microsoft Graph: verificationDnsRecords).</summary>
    Verification,

    /// <summary>Mail comes by it.</summary>
    MailExchanger,

    /// <summary>The hosts that may send (RFC 7208).</summary>
    Spf,

    /// <summary>The key of signed mail (RFC 6376).</summary>
    Dkim,

    /// <summary>The certificate of the mail host (RFC 7672).</summary>
    Dane,

    /// <summary>Another record of a service, such as Autodiscover's alias.</summary>
    Service,
}

/// <summary>How a record stands.</summary>
public enum RecordStanding
{
    /// <summary>It is there and does what is wanted.</summary>
    Matches,

    /// <summary>Another one is there in its place.</summary>
    Differs,

    /// <summary>Those who serve the zone say that it is not there.</summary>
    Missing,

    /// <summary>It is there beside what is wanted.</summary>
    Surplus,

    /// <summary>A gap hides it: neither there nor missing.</summary>
    NotSeen,
}

/// <summary>A remark; its words stand in the catalogue: <c>m365-domain.note.ID</c> for a record of a domain, <c>m365.why.ID</c> for an answer of the doctor.</summary>
/// <param name="Id">Fixed id, kebab-case.</param>
/// <param name="Arguments">Values for the words.</param>
public sealed record RecordNote(string Id, IReadOnlyDictionary<string, string> Arguments)
{
    internal static RecordNote Of(string id, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in arguments)
        {
            values[name] = value;
        }

        return new(id, values);
    }
}

/// <summary>One record that Microsoft wants, or that is there beside them, against what the DNS says.</summary>
/// <param name="Use">What it is there for.</param>
/// <param name="Name">Canonical owner name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Standing">How it stands.</param>
public sealed record TenantDomainRecord(RecordUse Use, string Name, RrType Type, RecordStanding Standing)
{
    /// <summary>The service that wants it, as Microsoft Graph names it ("Email"); empty where none is named.</summary>
    public string Service { get; init; } = "";

    /// <summary>Microsoft Graph calls it optional, or only this program looks for it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Seconds that Microsoft wants; null where it names none. Another TTL is no difference.</summary>
    public int? Ttl { get; init; }

    /// <summary>For an MX, the preference that Microsoft wants.</summary>
    public int? Preference { get; init; }

    /// <summary>The value that Microsoft wants; null for a surplus record, and where Microsoft Graph does not give it.</summary>
    public string? Wanted { get; init; }

    /// <summary>What is there, in presentation form; a TXT record as one text.</summary>
    public IReadOnlyList<string> There { get; init; } = [];

    /// <summary>Something is to be mended. A record that may differ, or may be missing, is none.</summary>
    public bool IsFault { get; init; }

    /// <summary>What is to be said of it.</summary>
    public IReadOnlyList<RecordNote> Notes { get; init; } = [];

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<Observation> Evidence { get; init; } = [];
}
