namespace Recapito.Core;

/// <summary>Whether each mail host offers STARTTLS and TLS comes about. Who the certificate is from is another question (<see cref="HostCertificates"/>).</summary>
internal sealed class StartTlsOffers : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "starttls-not-offered", "starttls-masked", "starttls-refused", "tls-handshake-fails", "smtp-tls-hangs", "tls-too-old", "tls-encrypts",
        "tls-without-1-3", "tls-old-taken", "tls-old-declined",
    ];

    /// <summary>Old versions are asked for at once with the session, at one address of each host: afterwards would cost as many round trips again.</summary>
    public override IEnumerable<Request> Asks(DomainView view) =>
        view.Inquiry.Smtp ? MailTarget.ByHost(view).Select(host => Old(host.First())) : [];

    public override bool MayAsk(Request request) => request is OldTlsRequest;

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        foreach (var host in MailTarget.ByHost(view))
        {
            var old = view.Evidence.Find(Old(host.First())) as Present<OldTls>;
            var greeted = MailTarget.Answered(host, view).Where(one => one.Seen.Value.Ehlo is { IsPositive: true } || one.Seen.Value.Tls is not null);
            foreach (var same in greeted.GroupBy(one => IdOf(one.Seen.Value, old)))
            {
                var (target, seen) = same.First();
                yield return view.Found(same.Key, same.Select(one => one.Seen), target.HostArgument, ("addresses", MailTarget.List(same.Select(one => one.Target))),
                    ("protocol", Protocol(seen.Value.Tls) ?? old?.Value.Protocol ?? "?"), ("why", seen.Value.Tls?.Problem ?? "?"));
                if (seen.Value.Tls?.Protocol is "TLS 1.2")
                {
                    yield return view.Found("tls-without-1-3", seen, target.HostArgument);
                }
            }

            if (old is not null)
            {
                yield return view.Found(old.Value.Protocol is null ? "tls-old-declined" : "tls-old-taken", old, ("host", host.Key), ("protocol", old.Value.Protocol ?? ""));
            }
        }
    }

    private static string? Protocol(TlsSession? tls) => tls?.CipherSuite is { } suite ? $"{tls.Protocol}, {suite}" : tls?.Protocol;

    private static OldTlsRequest Old(MailTarget target) => new(target.Host.Name, target.Address);

    private static string IdOf(SmtpSession session, Present<OldTls>? old) => session.Tls switch
    {
        null when session.PlainExtensions.Any(IsMasked) => "starttls-masked",
        null => "starttls-not-offered",
        { Protocol: not null } => "tls-encrypts",
        { Failure: TlsFailure.Refused } => "starttls-refused",
        { Failure: TlsFailure.Silence } => "smtp-tls-hangs",
        _ when old?.Value.Protocol is not null => "tls-too-old",
        _ => "tls-handshake-fails",
    };

    // Firewalls that inspect SMTP write over what they do not know, letter for letter: "250-XXXXXXXA".
    internal static bool IsMasked(string line) => line.StartsWith("XXXX", StringComparison.Ordinal);
}
