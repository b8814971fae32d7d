using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The words in which a kind of mail server refuses recipients.</summary>
/// <param name="NotRelayed">For a domain that it does not take mail for; {0} is the address.</param>
/// <param name="Unknown">For an address that does not exist in an accepted domain.</param>
internal sealed record RecipientTexts(Func<string, string> NotRelayed, Func<string, string> Unknown)
{
    public static readonly RecipientTexts Postfix = new(
        address => $"554 5.7.1 <{address}>: Relay access denied",
        address => $"550 5.1.1 <{address}>: Recipient address rejected: User unknown in local recipient table");

    public static readonly RecipientTexts Exim = new(_ => "550 relay not permitted", _ => "550 Unrouteable address");

    public static readonly RecipientTexts ExchangeServer = new(
        _ => "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        _ => "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup");

    /// <summary>A host's own words before those of its kind.</summary>
    public static RecipientTexts Of(WorldHost host)
    {
        var kind = host.Is switch
        {
            "exim" => Exim,
            "exchange-server" => ExchangeServer,
            _ => Postfix,
        };
        return host.Words is null ? kind : new(Own(host.Words.NotRelayed) ?? kind.NotRelayed, Own(host.Words.Unknown) ?? kind.Unknown);
    }

    private static Func<string, string>? Own(string? words) => words is null ? null : address => words.Replace(WorldWords.Recipient, address, StringComparison.Ordinal);
}

/// <summary>An ordinary host: takes mail for its domains, and there for its recipients where it knows them.</summary>
internal sealed class LocalDomainPolicy(WorldHost host, RecipientTexts texts) : IHostPolicy
{
    private readonly HashSet<string> domains = [.. host.Accepts.Select(Names.Canonical)];
    private readonly HashSet<string>? known = host.Recipients is null ? null : [.. host.Recipients.Select(Names.CanonicalAddress)];

    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient)
    {
        if (Names.DomainOf(recipient) is not { } domain || !domains.Contains(domain))
        {
            return SmtpReply.Parse(texts.NotRelayed(recipient));
        }

        // What is not here is passed on, wherever the organisation's connectors lead it.
        return known is null || host.Relays.ContainsKey(domain) || known.Contains(Names.CanonicalAddress(recipient)) ? null : SmtpReply.Parse(texts.Unknown(recipient));
    }
}
