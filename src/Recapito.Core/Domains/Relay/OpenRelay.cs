using System.Net;

namespace Recapito.Core;

/// <summary>
/// Does a host take mail for domains that are none of its business, and for recipients that do not exist? Asked of the user's own domains only, at RCPT and
/// no further, at one address of each host.
/// </summary>
internal sealed class OpenRelay : DomainCheck
{
    /// <summary>A recipient that nobody's host is responsible for (RFC 2606 §3).</summary>
    private const string ForeignRecipient = "relay-test@example.com";

    public override IReadOnlyList<string> Findings { get; } = ["open-relay", "relay-undetermined", "relay-refused", "smtp-accepts-all"];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        if (view.Inquiry is not { Own: true, Smtp: true })
        {
            yield break;
        }

        foreach (var target in First(view))
        {
            yield return Foreign(target);
            yield return Random(view, target);
        }
    }

    public override bool MayAsk(Request request) => request is RcptRequest;

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        foreach (var target in First(view))
        {
            if (view.Evidence.Find(Foreign(target)) is Present<RcptAnswer> foreign)
            {
                yield return view.Found(!foreign.Value.Accepted ? "relay-refused" : IsTelling(view, target) ? "open-relay" : "relay-undetermined", foreign, target.HostArgument, target.AddressArgument,
                    ("recipient", foreign.Value.Recipient), ("reply", foreign.Value.Reply.ToString()));
            }

            if (view.Evidence.Find(Random(view, target)) is Present<RcptAnswer> { Value.Accepted: true } random)
            {
                yield return view.Found("smtp-accepts-all", random, target.HostArgument, target.AddressArgument, ("recipient", random.Value.Recipient));
            }
        }
    }

    /// <summary>The question for a foreign recipient.</summary>
    public static RcptRequest Foreign(MailTarget target) => new(target.Host.Name, target.Address, RcptRole.Relay, ForeignRecipient);

    /// <summary>The question for a recipient of the domain that nobody has.</summary>
    public static RcptRequest Random(DomainView view, MailTarget target) => new(target.Host.Name, target.Address, RcptRole.Control, view.Domain);

    /// <summary>
    /// Acceptance says something only of a host that refuses other recipients at RCPT, and that has no reason to trust this machine: hosts relay for their
    /// own networks, as they should (RFC 2505 §2.1).
    /// </summary>
    private static bool IsTelling(DomainView view, MailTarget target) =>
        view.Evidence.Find(Random(view, target)) is Present<RcptAnswer> { Value.Accepted: false } && SpecialAddresses.KindOf(target.Address, view.Inquiry.InLab) is null
        && !SeenAs(view, target).Any(own => SpecialAddresses.KindOf(own.ToString(), view.Inquiry.InLab) is not null || IsNear(own, IPAddress.Parse(target.Address)));

    // Many hosts name the client's address in their reply to EHLO; some name their own.
    private static IEnumerable<IPAddress> SeenAs(DomainView view, MailTarget target) => target.Session(view) is Present<SmtpSession> { Value.Ehlo.Lines: [var greeting, ..] }
        ? greeting.Split(' ', '[', ']', '(', ')', ',').Where(word => IPAddress.TryParse(word, out var ip) && ip.ToString() == word && word != target.Address).Select(IPAddress.Parse)
        : [];

    private static bool IsNear(IPAddress one, IPAddress other) =>
        one.AddressFamily == other.AddressFamily && new SpfTerm(SpfKind.Ip4, "", 0) { Prefix4 = 24, Prefix6 = 48 }.Covers(one, other);

    private static IEnumerable<MailTarget> First(DomainView view) => MailTarget.ByHost(view).Select(host => host.First());
}
