namespace Recapito.Core.Tests;

public class StartTlsOffersTests
{
    private const string Offer = "250-mx.contoso.example\n250 STARTTLS";
    private const string Every = "starttls-not-offered starttls-masked starttls-refused tls-handshake-fails smtp-tls-hangs tls-too-old tls-encrypts tls-without-1-3";

    [Theory]
    [InlineData("250-mx.contoso.example\n250 PIPELINING", null, null, "?", "starttls-not-offered")]
    [InlineData("250-mx.contoso.example\n250-XXXXXXXA\n250 PIPELINING", null, null, "?", "starttls-masked")]
    [InlineData(Offer, null, TlsFailure.Refused, "?", "starttls-refused")]
    [InlineData(Offer, null, TlsFailure.Handshake, "", "tls-handshake-fails")]
    [InlineData(Offer, null, TlsFailure.Handshake, "?", "tls-handshake-fails")]
    [InlineData(Offer, null, TlsFailure.Handshake, "TLS 1.0", "tls-too-old")]
    [InlineData(Offer, null, TlsFailure.Silence, "?", "smtp-tls-hangs")]
    [InlineData(Offer, "TLS 1.3", null, "", "tls-encrypts")]
    [InlineData(Offer, "TLS 1.2", null, "", "tls-encrypts tls-without-1-3")]
    [InlineData(Offer, "TLS 1.2", null, "TLS 1.1", "tls-encrypts tls-without-1-3")]
    public void Whether_mail_is_encrypted_is_one_question(string ehlo, string? protocol, TlsFailure? failure, string old, string must)
    {
        var tls = protocol is null && failure is null ? null : new TlsSession(protocol, [], false, "why") { Failure = failure };
        var scene = new HostScene().Says(HostScene.Session(ehlo: ehlo, tls: tls));
        scene.Domain.Answering(request => request is not OldTlsRequest asked ? null
            : old is "?" ? new Unavailable<OldTls>(asked, "timeout", HostScene.Heard)
            : new Present<OldTls>(asked, new(old.Length == 0 ? null : old), HostScene.Heard));
        var report = scene.Examine();
        Findings.Are(report, must, string.Join(' ', Every.Split(' ').Except(must.Split(' '))));
        var (oldMust, oldMustNot) = old switch
        {
            "?" => ("", "tls-old-taken tls-old-declined"),
            "" => ("tls-old-declined", "tls-old-taken"),
            _ => ("tls-old-taken", "tls-old-declined"),
        };
        Findings.Are(report, oldMust, oldMustNot);
    }
}
