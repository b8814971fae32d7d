namespace Recapito.Core;

/// <summary>A change of the world that a remedy asks for, exact enough to be tried in a lab and shown as before and after.</summary>
public abstract record WorldChange
{
    /// <summary>The kind's name in JSON.</summary>
    public abstract string Kind { get; }
}

/// <summary>The domain's MX records become these.</summary>
/// <param name="Domain">Canonical owner name.</param>
/// <param name="Before">As seen now, lowest preference first.</param>
/// <param name="After">As they should be; empty only on the way back to a domain that had none.</param>
/// <param name="TtlSeconds">TTL of the old RRset: how long caches may keep it.</param>
public sealed record SetMx(string Domain, IReadOnlyList<MxRecord> Before, IReadOnlyList<MxRecord> After, uint TtlSeconds) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "set-mx";

    /// <summary>The new records as a watch waits for them: "0 mx1.contoso.example, 10 mx2.contoso.example".</summary>
    public string AfterText => string.Join(", ", After.Select(mx => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{mx.Preference} {mx.Exchange}")));
}

/// <summary>The DS records of a zone in the zone above become these (RFC 4034 §5). The registrar enters them there.</summary>
/// <param name="Zone">Canonical name of the signed zone.</param>
/// <param name="Before">As seen now, in presentation format.</param>
/// <param name="After">As they should be, of the keys that every server of the zone gives; empty where the DS must go, as the zone has no keys.</param>
/// <param name="TtlSeconds">TTL of the old RRset: how long caches may keep it.</param>
public sealed record SetDs(string Zone, IReadOnlyList<string> Before, IReadOnlyList<string> After, uint TtlSeconds) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "set-ds";
}

/// <summary>The SPF record of a sender's domain becomes this one (RFC 7208 §3).</summary>
/// <param name="Domain">Canonical owner name.</param>
/// <param name="Before">The record as the domain's own name servers give it.</param>
/// <param name="After">As it should be: the same, and the sending address is allowed.</param>
/// <param name="TtlSeconds">TTL of the old RRset: how long caches may keep it.</param>
public sealed record SetSpf(string Domain, string Before, string After, uint TtlSeconds) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "set-spf";
}

/// <summary>The host answers on port 25 again.</summary>
public sealed record RestoreHost(string Host, IReadOnlyList<string> Addresses) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "restore-host";
}

/// <summary>The organisation that holds the domain gets an object with this address, and its edge knows it.</summary>
public sealed record AddRecipient(string Address) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "add-recipient";
}

/// <summary>Nothing is changed but the address: the message is sent again, to the one that was meant.</summary>
/// <param name="Written">Canonical address that it was sent to, and that nobody has.</param>
/// <param name="Meant">Canonical address that was seen to be somebody's.</param>
public sealed record SendToMeant(string Written, string Meant) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "send-to-meant";
}

/// <summary>The domain becomes a verified, authoritative accepted domain of the organisation that has its mailboxes.</summary>
public sealed record AddAcceptedDomain(string Domain) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "add-accepted-domain";
}

/// <summary>Nothing is changed; time passes until old answers have left the caches and secondaries have caught up.</summary>
/// <param name="Until">The latest moment; null where it cannot be computed.</param>
public sealed record LetTimePass(DateTimeOffset? Until) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "wait";
}
