namespace Recapito.Core;

/// <summary>
/// A host whose TLS is not what the sender demands: what is common to the causes of that (RFC 3207 §4.1; Microsoft: NDR error codes in Exchange Online,
/// 4.4.317). The sender says what it met, and the host itself is looked at from here: two views, of which neither alone convicts.
/// </summary>
internal sealed class TlsView
{
    private const string ExpectedWords = "Expected Subject:";

    private readonly Case now;

    public TlsView(Case now)
    {
        this.now = now;
        Host = now.TriedHost;
        Fault = TlsFaults.Of(now.Symptom.Form);
        Sessions = [.. (Host?.Addresses ?? []).Where(Facts.IsPublic)
            .Select(address => now.Evidence.Find(new SmtpSessionRequest(Host!.Name, address))).OfType<Present<SmtpSession>>()
            .Where(session => (session.Value.Ehlo is { IsPositive: true } || session.Value.Tls is not null) && !session.Value.PlainExtensions.Any(StartTlsOffers.IsMasked))];
    }

    /// <summary>The host; null where the report names none.</summary>
    public MailHost? Host { get; }

    /// <summary>What the report says.</summary>
    public TlsFault Fault { get; }

    /// <summary>What its addresses showed; none where a device on the way wrote over what they offer.</summary>
    public IReadOnlyList<Present<SmtpSession>> Sessions { get; }

    /// <summary>
    /// The outbound connectors of an organisation that sends by one of them to this host, or demands the name of it: by that one mail goes there, and what it
    /// demands is set in it. Empty where none was seen to.
    /// </summary>
    public IReadOnlyList<Observation> ConnectorsSeen => Host is not { } host ? [] :
    [
        .. new[] { OrganisationView.OfRecipient(now), OrganisationView.OfSender(now) }.DistinctBy(organisation => organisation.Domain)
            .Where(organisation => organisation.LeadingTo(host.Name).Count > 0 || organisation.Outbound.Any(connector => connector is { IsEnabled: true, TlsDomain: { } domain } && domain.Equals(Expected, StringComparison.OrdinalIgnoreCase)))
            .Select(organisation => organisation.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector)).OfType<Observation>(),
    ];

    /// <summary>The name that the sender wants to see in the certificate; null where the report does not say.</summary>
    public string? Expected
    {
        get
        {
            var text = now.Symptom.Reply?.ToString() ?? "";
            var at = text.IndexOf(ExpectedWords, StringComparison.OrdinalIgnoreCase);
            var name = at < 0 ? "" : text[(at + ExpectedWords.Length)..].TrimStart().Split([' ', ',', ']', ')', '\''], 2)[0].TrimEnd('.').ToLowerInvariant();
            return Names.IsHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) ? name
                : TlsFaults.DemandsHostName(now.Symptom.Form) ? Host?.Name : null;
        }
    }

    /// <summary>The host's own certificate, where it was there before the bounce; null where none was shown, or a newer one.</summary>
    public CertificateView? CertificateThen(SmtpSession session) =>
        CertificateView.Chain(session.Tls?.Chain ?? []) is [var own, ..] && !(own.NotBefore > now.Symptom.At) ? own : null;

    /// <summary>The verdict on one fault.</summary>
    /// <param name="view">The case.</param>
    /// <param name="fault">The fault that the cause is about.</param>
    /// <param name="shows">What a session shows of it, for words; null where it does not.</param>
    /// <param name="further">What is missing besides, where it is shown: ids of words under "why.".</param>
    public static Assessment Judge(TlsView view, TlsFault fault, Func<SmtpSession, string?> shows, params IReadOnlyList<string> further)
    {
        if (view.Fault is not TlsFault.Unknown && view.Fault != fault)
        {
            return Assessment.ExcludedBy("report-names-other-fault");
        }

        var shown = view.Sessions.Where(session => shows(session.Value) is not null).ToList();
        if (view.Fault is TlsFault.Unknown && shown.Count == 0)
        {
            return Assessment.Open;
        }

        List<string> missing =
        [
            .. view.Host is null ? ["why.report-names-no-host"] : view.Sessions.Count == 0 ? ["why.host-not-seen"] : shown.Count == 0 ? ["why.fault-not-seen-now"] : further,
            .. view.Host is { IsConfirmed: false } ? ["why.address-not-confirmed"] : Array.Empty<string>(),
            .. view.Fault is TlsFault.Unknown ? ["why.report-names-no-fault"] : Array.Empty<string>(),
        ];
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. shown.Count > 0 ? shown : view.Sessions, .. view.ConnectorsSeen, .. view.Host?.Own.Answers ?? []])
        {
            Weight = shown.Count > 0 ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(view.now, view.Host))
            {
                ["expected"] = view.Expected ?? view.Host?.Name ?? "–",
                ["shown"] = shown.Select(session => shows(session.Value)).FirstOrDefault() ?? "–",
                ["variant"] = missing.Contains("why.fault-not-seen-now") ? "past" : "",
            },
        };
    }
}
