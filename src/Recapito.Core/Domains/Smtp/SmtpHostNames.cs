namespace Recapito.Core;

/// <summary>The name that a host gives itself, in its banner and in its reply to EHLO (RFC 5321 §4.2, §4.1.1.1).</summary>
internal sealed class SmtpHostNames : DomainCheck
{
    // Names that no machine on the Internet has (RFC 6761, RFC 6762, RFC 8375, RFC 9476), and those that systems come with.
    private static readonly string[] Nowhere = ["localhost", "localdomain", "local", "lan", "internal", "intranet", "corp", "home", "invalid", "alt", "arpa"];

    private static readonly (RrType Type, bool V6)[] Families = [(RrType.A, false), (RrType.Aaaa, true)];

    public override IReadOnlyList<string> Findings { get; } = ["smtp-banner-without-name", "smtp-generic-name", "smtp-banner-name-elsewhere"];

    public override IEnumerable<Request> Asks(DomainView view) =>
        MailTarget.Answered(MailTarget.Of(view), view)
            .Where(one => BannerName(one.Seen.Value) is { } name && Resolves(name))
            .SelectMany(one => Families.Where(family => family.V6 == one.Target.IsV6).Select(family => DomainView.At(BannerName(one.Seen.Value)!, family.Type)));

    public override bool MayAsk(Request request) => request is DnsRequest { Type: RrType.A or RrType.Aaaa, From.Kind: VantageKind.Resolver };

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        foreach (var (target, seen) in MailTarget.Answered(MailTarget.Of(view), view).Where(one => one.Seen.Value.Banner.Code is 220))
        {
            var name = BannerName(seen.Value);
            if (name is null)
            {
                yield return view.Found("smtp-banner-without-name", seen, target.HostArgument, target.AddressArgument, ("banner", seen.Value.Banner.Text));
            }
            else if (name.Length > 0 && !IsElsewhereKnown(name))
            {
                yield return Generic(view, target, seen, name);
            }
            else if (name.Length > 0 && Elsewhere(view, target, name) is { } answer)
            {
                yield return view.Found("smtp-banner-name-elsewhere", [seen, answer], target.HostArgument, target.AddressArgument, ("name", name));
            }

            if (EhloName(seen.Value) is { Length: > 0 } ehlo && ehlo != name && !IsElsewhereKnown(ehlo))
            {
                yield return Generic(view, target, seen, ehlo);
            }
        }
    }

    private static DomainFinding Generic(DomainView view, MailTarget target, Observation seen, string name) =>
        view.Found("smtp-generic-name", seen, target.HostArgument, target.AddressArgument, ("name", name));

    /// <summary>The answer that shows that the name does not lead to the address; null where it does, or where that is not known.</summary>
    private static Observation? Elsewhere(DomainView view, MailTarget target, string name) =>
        view.Dns(name, target.IsV6 ? RrType.Aaaa : RrType.A) switch
        {
            Present<RrSet> seen when !seen.Value.Addresses.Contains(target.Address) => seen,
            Absent<RrSet> none => none,
            _ => null,
        };

    private static bool Resolves(string name) => name.Length > 0 && IsElsewhereKnown(name);

    /// <summary>Canonical; empty for an address literal, which is a name too; null where the banner begins with none.</summary>
    private static string? BannerName(SmtpSession session) => session.Banner.Code is 220 ? NameIn(session.Banner) : "";

    private static string? EhloName(SmtpSession session) => session.Ehlo is { IsPositive: true } ehlo ? NameIn(ehlo) : null;

    private static string? NameIn(SmtpReply reply)
    {
        var word = SmtpKeywords.Of(reply.Lines[0]);
        var name = Names.Canonical(word.TrimEnd(',', ';', ':'));
        return word is ['[', .., ']'] ? ""
            : Names.IsHostName(name) && (name.Contains('.', StringComparison.Ordinal) || name is "localhost") ? name
            : null;
    }

    private static bool IsElsewhereKnown(string name) => !Nowhere.Contains(name[(name.LastIndexOf('.') + 1)..]);
}
