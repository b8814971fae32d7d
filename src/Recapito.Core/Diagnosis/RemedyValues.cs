namespace Recapito.Core;

/// <summary>Values that stand in a remedy's commands because the evidence shows them; what it does not show is left to be filled in.</summary>
internal static class RemedyValues
{
    /// <summary>The arguments of a remedy with what is known besides.</summary>
    public static IReadOnlyDictionary<string, string> Of(Case now, Remedy remedy)
    {
        var values = new Dictionary<string, string>(remedy.Arguments);
        foreach (var (name, value) in Known(now, remedy).Where(known => known.Value is { Length: > 0 }))
        {
            values[name] = value!;
        }

        return values;
    }

    private static IEnumerable<(string Name, string? Value)> Known(Case now, Remedy remedy) => remedy.Id switch
    {
        "replace-mx" => [("target", FormerTaker(now))],
        "correct-connector-addresses" => [("certificate", OwnCertificate(now)), ("addresses", Addresses(OrganisationView.OfSender(now), remedy))],
        "correct-partner-connector" => [("addresses", Addresses(OrganisationView.OfRecipient(now), remedy))],
        "correct-connector-certificate" or "create-inbound-connector" =>
            [("certificate", OwnCertificate(now)), ("sendConnector", ServerRoute.Of(now, OrganisationView.OfSender(now))?.Connector.Name), ("tlsCertificate", Fitting(now, remedy)),
                ("variant", remedy.Id is "create-inbound-connector" && ShowsFitting(now, remedy) ? "shown" : null)],
        "correct-certificate-name" => [("certificate", Shown(remedy)), ("identity", TouchedSettings.DemandingConnector(now, remedy.Arguments.GetValueOrDefault("expected"))?.Name), ("variant", remedy.Arguments.GetValueOrDefault("shown") is { Length: > 1 } ? null : "unseen past")],
        "break-loop" => LoopRemedy.Of(now).Values(),
        "front-with-group-or-contact" when now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Present<DirectoryRecipient> { Value.RecipientType: var type } && RecipientTypes.IsDynamicGroup(type) => [("variant", "online")],
        "renew-subscription" => [("services", TouchedSettings.ServicesOf(now) is { } services ? string.Join(", ", services.Append("Email")) : null)],
        "correct-or-add-recipient" when now.RefusedByMicrosoft || remedy.Arguments.GetValueOrDefault("meant") is { Length: > 0 } => [("localPart", LocalPart(now.Symptom.Recipient)), ("variant", Situation(now, remedy))],
        _ => [],
    };

    // A host that an older version of the zone names, and that knows the address now: invented ones it refuses.
    private static string? FormerTaker(Case now) => now.Hosts.Where(host => !host.IsCurrent && now.Rcpt(host, RcptRole.Target).Accepted && now.Rcpt(host, RcptRole.Control).Refused).ToList() is [var only] ? only.Name : null;

    private static string? OwnCertificate(Case now) => SenderRelay.Of(now) is { } relay ? ExchangeRemedies.NameOfOwn(relay) : null;

    // The list of a connector is written as a whole, with what is in it already.
    private static string? Addresses(OrganisationView owner, Remedy remedy) =>
        owner.Inbound.Where(connector => connector.Name == remedy.Arguments.GetValueOrDefault("identity")).ToList() is [var only] ? string.Join(", ", only.SenderAddresses) : null;

    /// <summary>True where the servers' Send connector shows already, over TLS, the one certificate that the new connector is to know them by.</summary>
    public static bool ShowsFitting(Case now, Remedy remedy) =>
        ServerRoute.Of(now, OrganisationView.OfSender(now))?.Connector is { CertificateName: { } name, Source: var source } && source.Flag("RequireTLS") is true && name == Fitting(now, remedy);

    /// <summary>Issuer and subject of the one certificate of the sender's servers that is valid and has the expected name, or one of the organisation's own; null where none or several have it.</summary>
    private static string? Fitting(Case now, Remedy remedy)
    {
        var expected = remedy.Arguments.GetValueOrDefault("expected") is { } name and not "–" ? name : OwnCertificate(now);
        var fitting = OrganisationView.OfSender(now).Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate).Select(item => new ExchangeCertificate(item))
            .Where(certificate => expected is not null && certificate.NotAfter > now.View.Now && !certificate.IsSelfSigned && CertificateNames.MayMatch(expected, certificate.Domains))
            .Select(certificate => new CertificateName(certificate.Issuer, certificate.Subject).ToString()).Distinct().ToList();
        return fitting is [var only] ? only : null;
    }

    // Of several names that a host shows, its own is meant first.
    private static string? Shown(Remedy remedy)
    {
        var names = (remedy.Arguments.GetValueOrDefault("shown") ?? "").Split(", ").Where(name => Names.IsHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name)).ToList();
        return remedy.Arguments.GetValueOrDefault("host") is { } host && names.Find(name => CertificateNames.MayMatch(host, [name])) is { } own ? own : names.FirstOrDefault();
    }

    private static string LocalPart(string address) => address[..address.LastIndexOf('@')];

    /// <summary>Which of the steps fit: those for an address that is hardly different, else those for Exchange Online, with the domain's type among them where it may be the reason and was not seen.</summary>
    private static string Situation(Case now, Remedy remedy) => remedy.Arguments.GetValueOrDefault("variant") is "past" or "everyone" ? remedy.Arguments["variant"] :
        remedy.Arguments.GetValueOrDefault("meant") is { Length: > 0 } ? "meant microsoft"
            : now.Symptom.Meaning is Meanings.EdgeRecipientRejected && now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is not Present<AcceptedDomain> ? "edge microsoft" : "microsoft";
}
