namespace Recapito.Core;

/// <summary>The service extensions that each mail host offers.</summary>
internal sealed class SmtpFeatures : DomainCheck
{
    /// <summary>Those that spare round trips or carry mail that would otherwise be changed or refused: RFC 1870, 2920, 6152, 6531, 3461, 2034, 3030.</summary>
    private static readonly string[] Wanted = ["SIZE", "PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "CHUNKING"];

    private const int MostShown = 20;

    public override IReadOnlyList<string> Findings { get; } = ["smtp-extensions", "smtp-extensions-missing"];

    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        foreach (var host in MailTarget.ByHost(view))
        {
            // The addresses of one host are one service; what one of them offers stands for all.
            var (target, seen) = MailTarget.Answered(host, view).FirstOrDefault(one => one.Seen.Value.Ehlo is { IsPositive: true });
            if (seen is null)
            {
                continue;
            }

            var offered = seen.Value.Extensions;
            if (offered.Count > 0)
            {
                yield return view.Found("smtp-extensions", seen, target.HostArgument, ("extensions", string.Join(", ", offered.Take(MostShown))));
            }

            if (Wanted.Where(keyword => !SmtpKeywords.Has(offered, keyword)).ToList() is { Count: > 0 } missing)
            {
                yield return view.Found("smtp-extensions-missing", seen, target.HostArgument, ("extensions", string.Join(", ", missing)));
            }
        }
    }
}
