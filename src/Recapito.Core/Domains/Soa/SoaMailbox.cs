namespace Recapito.Core;

/// <summary>The mailbox of the person who answers for the zone (RFC 1035 §3.3.13, RFC 2142 §7; Zonemaster: SYNTAX05 and SYNTAX06).</summary>
internal sealed class SoaMailbox : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["rname-at-sign", "rname-invalid", "rname-without-mail"];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        if (MailboxOf(view) is ({ } mailbox, _) && DomainOf(mailbox) is { } domain && Names.IsHostName(domain))
        {
            yield return DomainView.At(domain, RrType.Mx);
            if (view.Dns(domain, RrType.Mx) is Absent<RrSet>)
            {
                yield return DomainView.At(domain, RrType.A);
                yield return DomainView.At(domain, RrType.Aaaa);
            }
        }
    }

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        if (MailboxOf(view) is not ({ } mailbox, { } seen))
        {
            yield break;
        }

        if (mailbox.Contains('@', StringComparison.Ordinal))
        {
            yield return view.Found("rname-at-sign", seen, ("rname", mailbox), ("zone", view.Authority.Apex!));
            yield break;
        }

        if (DomainOf(mailbox) is not { } domain || !Names.IsHostName(domain))
        {
            yield return view.Found("rname-invalid", seen, ("rname", mailbox), ("zone", view.Authority.Apex!));
            yield break;
        }

        Observation<RrSet>?[] answers = [view.Dns(domain, RrType.Mx), view.Dns(domain, RrType.A), view.Dns(domain, RrType.Aaaa)];
        var isNull = answers[0] is Present<RrSet> { Value.Mx: { Count: > 0 } mx } && mx.All(record => record.Exchange is ".");
        if (isNull || answers.All(answer => answer is Absent<RrSet>))
        {
            yield return view.Found("rname-without-mail", [seen, .. answers], ("rname", mailbox), ("mailbox", AddressOf(mailbox, domain)), ("maildomain", domain), ("zone", view.Authority.Apex!));
        }
    }

    private static (string? Mailbox, Observation? Seen) MailboxOf(DomainView view)
    {
        var zone = view.Authority;
        var place = zone.Apex is null ? null : zone.Credible.FirstOrDefault(place => zone.SoaOf(place) is not null);
        return place is null ? (null, null) : (zone.SoaOf(place)!.Mailbox, zone.Seen(place, zone.Apex!, RrType.Soa));
    }

    /// <summary>All after the first label; null where there is nothing.</summary>
    private static string? DomainOf(string mailbox) => DnsName.ParentOf(mailbox) is var domain && domain is "." ? null : domain;

    private static string AddressOf(string mailbox, string domain) =>
        $"{mailbox[..^(domain.Length + 1)].Replace("\\.", ".", StringComparison.Ordinal)}@{domain}";
}
