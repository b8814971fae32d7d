namespace Recapito.Core;

/// <summary>Whose hosts the MX names: Exchange Online in all its spellings, filtering services before it, and what was left behind.</summary>
internal sealed class MxProviders : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "mx-exchange-online", "mx-provider", "mx-gateway", "mx-token-unknown", "mx-token-of-other-domain", "mx-verification-leftover", "mx-beside-exchange-online", "mx-exchange-online-legacy-name",
    ];

    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var named = view.Hosts.Where(host => !host.IsImplicit).ToList();
        var microsoft = named.Where(host => MicrosoftNames.IsMxShaped(host.Name)).ToList();
        foreach (var host in named)
        {
            foreach (var finding in OfHost(view, host))
            {
                yield return finding;
            }
        }

        var others = named.Where(host => !MicrosoftNames.IsMxShaped(host.Name) && !MicrosoftNames.IsVerification(host.Name)).ToList();
        if (microsoft.Count > 0 && others.Count > 0)
        {
            yield return view.Found("mx-beside-exchange-online", view.Zone.Resolver,
                ("hosts", string.Join(", ", others.Select(host => host.Name))), ("microsoft", microsoft[0].Name));
        }

        foreach (var theirs in others.GroupBy(host => ProviderOf(view, host)).Where(group => group.Key is { Mail: not (null or MailHosting.Filter) }))
        {
            yield return view.Found("mx-provider", view.Zone.Resolver, ("hosts", string.Join(", ", theirs.Select(host => host.Name))), ("provider", theirs.Key!.Name));
        }
    }

    private static ProviderEntry? ProviderOf(DomainView view, MxHost host) => view.Providers.FirstOrDefault(provider => provider.TakesMail(host.Name));

    private static IEnumerable<DomainFinding> OfHost(DomainView view, MxHost host)
    {
        if (MicrosoftNames.IsVerification(host.Name))
        {
            yield return view.Found("mx-verification-leftover", view.Zone.Resolver, ("host", host.Name));
        }
        else if (MicrosoftNames.IsGateway(host.Name) || ProviderOf(view, host) is { Mail: MailHosting.Filter })
        {
            yield return view.Found("mx-gateway", view.Zone.Resolver, ("host", host.Name));
        }
        else if (MicrosoftNames.IsMxShaped(host.Name))
        {
            foreach (var finding in OfMicrosoft(view, host))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<DomainFinding> OfMicrosoft(DomainView view, MxHost host)
    {
        if (host.HasNoAddress)
        {
            var suggestion = MicrosoftNames.SuggestedMx(view.Domain);
            yield return view.Found("mx-token-unknown", host.Answers, ("host", host.Name), ("suggestion", suggestion));
            yield break;
        }

        yield return view.Found("mx-exchange-online", [view.Zone.Resolver, .. host.Answers], ("host", host.Name));
        if (MicrosoftNames.IsLegacyMx(host.Name))
        {
            yield return view.Found("mx-exchange-online-legacy-name", view.Zone.Resolver, ("host", host.Name), ("suggestion", MicrosoftNames.SuggestedMx(view.Domain)));
        }

        // The rule is known for names without a hyphen only; for the others a difference says nothing.
        var token = host.Name[..host.Name.IndexOf('.', StringComparison.Ordinal)];
        if (!view.Domain.Contains('-', StringComparison.Ordinal) && !token.Contains(MicrosoftNames.Token(view.Domain), StringComparison.Ordinal)
            && host.Addresses.Count > 0 && !IsOfParent(view.Domain, token))
        {
            yield return view.Found("mx-token-of-other-domain", view.Zone.Resolver, ("host", host.Name), ("suggestion", MicrosoftNames.SuggestedMx(view.Domain)));
        }
    }

    // A subdomain may rightly use the name of its parent.
    private static bool IsOfParent(string domain, string token) =>
        Zones.PossibleCuts(domain).Skip(1).Any(parent => parent.Contains('.', StringComparison.Ordinal) && token.Contains(MicrosoftNames.Token(parent), StringComparison.Ordinal));
}
