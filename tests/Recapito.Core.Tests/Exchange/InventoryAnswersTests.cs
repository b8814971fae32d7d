namespace Recapito.Core.Tests;

/// <summary>What an inventory answers: nothing of a domain that is not the organisation's, and no absence from a list that may have left something out.</summary>
public class InventoryAnswersTests
{
    private static readonly ExchangeObject Domain = Item(("DomainName", "contoso.example"), ("DomainType", "Authoritative"));

    public static TheoryData<string, ExchangeInventory, Request, string> Rows => new()
    {
        { "an alias", Listed(null, Item(("PrimarySmtpAddress", "a@contoso.example"), ("EmailAddresses", "smtp:lee@contoso.example"))), new RecipientRequest("lee@contoso.example"), "Present" },
        { "nobody has it", Listed(null, Item(("PrimarySmtpAddress", "a@contoso.example"), ("EmailAddresses", "SMTP:a@contoso.example"))), new RecipientRequest("lee@contoso.example"), "Absent" },
        { "further addresses are not shown", Listed(null, Item(("PrimarySmtpAddress", "a@contoso.example"))), new RecipientRequest("lee@contoso.example"), "none" },
        { "another one was looked for", Listed(["kim@contoso.example"], Item(("PrimarySmtpAddress", "kim@contoso.example"), ("EmailAddresses", "SMTP:kim@contoso.example"))), new RecipientRequest("lee@contoso.example"), "none" },
        { "it was looked for in vain", Listed(["lee@contoso.example"]), new RecipientRequest("lee@contoso.example"), "Absent" },
        { "the other side was not listed", Listed(null), new RecipientRequest("lee@contoso.example", ExchangeSide.ExchangeServer), "none" },
        { "a foreign domain", Listed(null), new RecipientRequest("lee@fabrikam.example"), "none" },
        { "an accepted domain", Listed(null), new AcceptedDomainRequest("contoso.example"), "Present" },
        { "a foreign domain is not absent", Listed(null), new AcceptedDomainRequest("fabrikam.example"), "none" },
        { "none of a kind", Listed(null), new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient), "Absent" },
        { "a kind that was not listed", Listed(null), new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector), "none" },
        { "a recipient of a domain for which the servers relay to others", Foreign, new RecipientRequest("lee@litware.example"), "none" },
    };

    private static ExchangeInventory Foreign => Listed(null).With(
        new ExchangeListing(ExchangeSide.ExchangeServer, ExchangeObjectKind.AcceptedDomain, [Item(("DomainName", "litware.example"), ("DomainType", "ExternalRelay"))], new("test", DateTimeOffset.UnixEpoch)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Only_what_was_listed_whole_is_answered(string about, ExchangeInventory inventory, Request request, string answer)
    {
        var seen = new InventoryAnswers(inventory, []).Answer(request)?.Outcome.ToString() ?? "none";
        Assert.True(answer == seen, $"{about}: {seen}");
    }

    [Fact]
    public void A_domain_that_the_administrator_claims_is_absent_only_where_the_tenants_whole_list_lacks_it()
    {
        var accepted = Listed(null);
        var whole = accepted.With(new ExchangeListing(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain, [Item(("id", "contoso.example"), ("isVerified", "True"))], new("test", DateTimeOffset.UnixEpoch)));
        var asked = new AcceptedDomainRequest("new.example");
        var below = new AcceptedDomainRequest("new.contoso.example");
        Assert.Equal(Outcome.Unavailable, new InventoryAnswers(accepted, ["new.example"]).Answer(asked)!.Outcome);
        Assert.Equal(Outcome.Absent, new InventoryAnswers(whole, ["new.example"]).Answer(asked)!.Outcome);
        Assert.True(new InventoryAnswers(whole, ["new.contoso.example"]).Answer(below)!.Outcome is Outcome.Unavailable, "the parent does not show MatchSubDomains: it may include the domain");
    }

    private static ExchangeInventory Listed(string[]? onlyFor, params ExchangeObject[] recipients) => new(
    [
        new(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain, [Domain], new("test", DateTimeOffset.UnixEpoch)),
        new(ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient, [.. recipients], new("test", DateTimeOffset.UnixEpoch)) { OnlyFor = onlyFor },
    ]);

    private static ExchangeObject Item(params (string Name, string Value)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create<string, IReadOnlyList<string>>(property.Name, [property.Value])));
}
