namespace Recapito.Core;

/// <summary>Gaps in the talk with a mail host that are misbehaviour of the host: the prober says which (<see cref="Observation.Misbehaviour"/>).</summary>
internal sealed class SmtpMisbehaviour : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "smtp-no-banner", "smtp-closes-without-banner", "smtp-closes-early", "smtp-no-reply", "smtp-tarpit", "smtp-endless-banner",
        "smtp-endless-reply", "smtp-line-too-long", "smtp-mixed-codes", "smtp-not-smtp", "smtp-plaintext-after-starttls",
    ];

    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        // The session and the recipients share a connection; what broke it is said once.
        var seen = MailTarget.Of(view).SelectMany(target => Questions(view, target).Select(gap => (Target: target, Gap: gap)))
            .Where(one => one.Gap?.Misbehaviour is { } id && Findings.Contains(id));
        foreach (var same in seen.GroupBy(one => (one.Target.Host.Name, one.Target.Address, one.Gap!.Misbehaviour)))
        {
            var (target, gap) = same.First();
            yield return view.Found(gap!.Misbehaviour!, same.Select(one => one.Gap), target.HostArgument, target.AddressArgument, ("why", gap.Why!));
        }
    }

    private static IEnumerable<Observation?> Questions(DomainView view, MailTarget target) =>
    [
        target.Session(view),
        view.Evidence.Find(OpenRelay.Foreign(target)),
        view.Evidence.Find(OpenRelay.Random(view, target)),
        view.Evidence.Find(new OldTlsRequest(target.Host.Name, target.Address)),
    ];
}
