using System.Globalization;

namespace Recapito.Core;

/// <summary>Banner and EHLO of each mail host: whether it invites us, in time and in a form that others can read (RFC 5321 §3.1, §3.2, §4.2).</summary>
internal sealed class SmtpGreetings : DomainCheck
{
    /// <summary>Clients may give up on a banner after five minutes (RFC 5321 §4.5.3.2.1); many wait for much less.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    // RFC 1846 §4 and RFC 7504 §3, and what hosts make of it.
    private static readonly string[] Denials =
    [
        "not accept mail", "not accept any mail", "not accept email", "not accept e-mail", "not accepting mail", "not receive mail", "not receive any mail", "not take mail",
        "no mail", "no smtp service", "no mail service",
    ];

    private static readonly string[] AboutUs = ["from", "you", "client", "block", "list", "unavailable", "current", "temporar", "later", "address", " ip "];

    public override IReadOnlyList<string> Findings { get; } =
        ["smtp-answers", "smtp-declines", "smtp-takes-no-mail", "smtp-no-ehlo", "smtp-ehlo-refused", "smtp-slow-banner", "smtp-garbage"];

    public override IEnumerable<Request> Asks(DomainView view) =>
        view.Inquiry.Smtp ? MailTarget.Of(view).Select(target => new SmtpSessionRequest(target.Host.Name, target.Address)) : [];

    public override bool MayAsk(Request request) => request is SmtpSessionRequest;

    public override IEnumerable<DomainFinding> Finds(DomainView view) =>
        MailTarget.ByHost(view).SelectMany(host => Finds(view, MailTarget.Answered(host, view)));

    private static IEnumerable<DomainFinding> Finds(DomainView view, IReadOnlyList<(MailTarget Target, Present<SmtpSession> Seen)> answered)
    {
        var inviting = answered.Where(one => one.Seen.Value.Banner.Code is 220).ToList();
        if (inviting.Count > 0)
        {
            yield return view.Found("smtp-answers", inviting.Select(one => one.Seen), inviting[0].Target.HostArgument,
                ("addresses", MailTarget.List(inviting.Select(one => one.Target))), ("banner", inviting[0].Seen.Value.Banner.Text));
        }

        foreach (var (target, seen) in answered)
        {
            foreach (var (id, reply) in Of(seen.Value))
            {
                yield return view.Found(id, seen, target.HostArgument, target.AddressArgument, ("reply", reply));
            }
        }
    }

    private static IEnumerable<(string Id, string Reply)> Of(SmtpSession session)
    {
        if (session.Banner.Code is not 220)
        {
            yield return (TakesNoMail(session.Banner) ? "smtp-takes-no-mail" : "smtp-declines", session.Banner.ToString());
        }
        else if (session.BannerDelay is { } delay && delay > Slow)
        {
            yield return ("smtp-slow-banner", delay.TotalSeconds.ToString("0", CultureInfo.InvariantCulture));
        }

        if (session.Ehlo is { IsPositive: false } refusal)
        {
            yield return (refusal.Code is 500 or 502 ? "smtp-no-ehlo" : "smtp-ehlo-refused", refusal.ToString());
        }

        if (session.Banner.Lines.Concat(session.Ehlo?.Lines ?? []).FirstOrDefault(IsGarbage) is { } line)
        {
            yield return ("smtp-garbage", line);
        }
    }

    /// <summary>
    /// A banner that says of the host that it takes no mail from anybody (RFC 7504 §3). Code and 5.3.2 alone do not: postscreen, among others, says
    /// "521 5.3.2 Service currently unavailable" to clients that it blocks. All other banners may be about our own address, too.
    /// </summary>
    public static bool TakesNoMail(SmtpReply banner) => banner.Code is 521
        && Denials.Any(words => banner.Text.Contains(words, StringComparison.OrdinalIgnoreCase)) && !AboutUs.Any(words => banner.Text.Contains(words, StringComparison.OrdinalIgnoreCase));

    // Replies are printable ASCII (RFC 5321 §4.2); what is not comes here as \xNN, or as the letters that its UTF-8 stands for.
    private static bool IsGarbage(string line) =>
        line.Any(c => c is < ' ' or > '~') || Enumerable.Range(0, Math.Max(0, line.Length - 3)).Any(at => line.AsSpan(at) is ['\\', 'x', var high, var low, ..]
            && char.IsAsciiHexDigitUpper(high) && char.IsAsciiHexDigitUpper(low));
}
