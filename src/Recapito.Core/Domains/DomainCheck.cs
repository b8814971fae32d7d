namespace Recapito.Core;

/// <summary>
/// One subject of a domain's mail: what must be asked for it, and what the answers show. Pure. Both are called again and again while answers
/// come, so they take what is known and no more: a question is named as soon as its inputs exist, a finding as soon as it is certain.
/// </summary>
internal abstract class DomainCheck
{
    /// <summary>Ids of the findings that it can make; each has an entry in <c>catalogue/findings/</c>.</summary>
    public abstract IReadOnlyList<string> Findings { get; }

    /// <summary>The questions that can be asked with what is known; those asked already do no harm.</summary>
    public abstract IEnumerable<Request> Asks(DomainView view);

    /// <summary>False for questions that it never names, whatever is answered; only for what is shown while answers come.</summary>
    public virtual bool MayAsk(Request request) => true;

    /// <summary>What is certain by now.</summary>
    public abstract IEnumerable<DomainFinding> Finds(DomainView view);

    /// <summary>A question for records to the resolver, as most checks ask no others.</summary>
    protected static bool IsToResolver(Request request) => request is DnsRequest { From.Kind: VantageKind.Resolver };
}

/// <summary>Every check of a domain.</summary>
internal static class DomainChecks
{
    public static readonly IReadOnlyList<DomainCheck> All =
    [
        new DelegationChain(),
        new ServerAnswers(),
        new ServerNames(),
        new ParentAndChild(),
        new ObserversView(),
        new SoaCopies(),
        new SoaTimers(),
        new SoaMailbox(),
        new EdnsBehaviour(),
        new QuestionBehaviour(),
        new DnssecChain(),
        new ZoneSignatures(),
        new KeyParameters(),
        new DenialOfExistence(),
        new MxRecords(),
        new MtaStsCheck(),
        new TlsRptCheck(),
        new SmtpReach(),
        new SmtpGreetings(),
        new SmtpHostNames(),
        new SmtpFeatures(),
        new OpenRelay(),
        new StartTlsOffers(),
        new HostCertificates(),
        new DaneRecords(),
        new AddressNames(),
        new BlocklistEntries(),
        new MxTargets(),
        new MxProviders(),
        new ExpectedRecords(),
        new MisbehavingServers(),
        new AliasChains(),
        new SpfCheck(),
        new DkimCheck(),
        new DmarcCheck(),
        new BimiCheck(),
        new AutodiscoverCheck(),
        new RegistrationCheck(),
    ];
}
