namespace Recapito.Core;

/// <summary>The recipient's tenant takes no mail in its own name from hosts that none of its connectors knows (5.7.68; Microsoft: Set-OrganizationConfig -RejectDirectSend).</summary>
internal static class DirectSendRefused
{
    public static readonly Check Check = new("direct-send-refused", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.NamesRefusingHost && !now.RefusedByMicrosoft)
        {
            return Assessment.ExcludedBy("refusing-host-is-not-microsoft");
        }

        var recipient = OrganisationView.OfRecipient(now);
        List<string> missing = [.. now.NamesRefusingHost ? [] : new[] { "why.report-names-no-host" }];
        var sender = InsidePlan.SenderDomain(now.Symptom);
        var settings = recipient.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OrganizationConfig);
        var held = sender is null ? null : HasSender(now, recipient, sender);
        if (settings is not Present<ExchangeObjects> { Value.Items: [var config, ..] } || held is null)
        {
            missing.Add("why.inside-not-seen");
        }
        else if (config.Flag("RejectDirectSend") is not true)
        {
            missing.Add("why.direct-send-allowed-now");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. new Observation?[] { settings, held }.OfType<Observation>(), .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["sender"] = sender ?? "–", ["server"] = now.Symptom.ReportingMta ?? "–" },
        };
    }

    /// <summary>That the sender's domain is the recipient's organisation's own; null where that was not seen. What another organisation accepts does not count.</summary>
    private static Observation? HasSender(Case now, OrganisationView recipient, string sender) => sender == now.Symptom.Domain
        ? now.Evidence.Find(new AcceptedDomainRequest(sender)) as Present<AcceptedDomain>
        : recipient.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain).Select(AcceptedDomainReader.Read).OfType<AcceptedDomain>().Any(domain => domain.Holds(sender))
            ? recipient.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain) : null;
}
