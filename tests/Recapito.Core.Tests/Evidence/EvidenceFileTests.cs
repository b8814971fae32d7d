using System.Text;
using CsCheck;

namespace Recapito.Core.Tests;

public class EvidenceFileTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 15, 0, 123, TimeSpan.Zero);

    private static readonly SmtpReply Reply = SmtpReply.Parse("550-5.4.1 Recipient address rejected:\n550 5.4.1 Access denied. \u202e\x1b[2J");

    private static readonly TlsSession Tls = new("TLS 1.2", ["mx.contoso.example"], true, null) { Chain = ["MIIB", "MIIC"], CipherSuite = "TLS_AES_128_GCM_SHA256" };

    private static readonly DnsMessage WholeMessage = new(
        "RCODE 23",
        true,
        [new("contoso.example", RrType.Nsec3Param, 0, "1 0 0 -"), new("a\\.", RrType.Txt, 60, "\"\\027\\\\ \\\"\"")],
        [new("contoso.example", RrType.Unknown, 1, "\\# 4 C0000219")],
        [new("ns1.dnshost.example", RrType.A, 60, "192.0.2.53")])
    {
        RecursionAvailable = true,
        AuthenticData = true,
        Truncated = true,
        EdnsVersion = 1,
        EdnsFlags = 0x40,
        EdnsOptions = [3, 15],
        ExtendedErrors = ["18 \u202eno"],
        EchoedName = "CoNtOsO.example",
        Octets = 65535,
        Via = TransportProtocol.Tcp,
        OtherSource = "192.0.2.54",
    };

    /// <summary>Every kind of question with every outcome, and every shape of value.</summary>
    public static EvidenceSet EveryKind { get; } = Samples.Set(
        [
            .. Ends(new DnsRequest("contoso.example", RrType.Mx, Vantage.Resolver), new RrSet([new("www.contoso.example", RrType.Cname, 60, "contoso.example"), new("contoso.example", RrType.Mx, 3600, "10 mx.contoso.example")], false)),
            .. Ends(new DnsRequest("contoso.example", RrType.Soa, Vantage.Server("ns1.dnshost.example", "2001:db8::53")), new RrSet([new("contoso.example", RrType.Soa, 5, "ns1.dnshost.example hostmaster.contoso.example 1 2 3 4 5")], true)),
            .. Ends(new DnsRequest("contoso.example", RrType.Txt, Vantage.Resolver), new RrSet([new("contoso.example", RrType.Txt, 0, "\"a \\\" b\"")], true)),
            .. Ends(new SmtpSessionRequest("mx.contoso.example", "192.0.2.25"), new SmtpSession(SmtpReply.Parse("220 mx"), ["STARTTLS", "SIZE 10"], new("TLS 1.3", ["mx.contoso.example"], false, "expired"))),
            .. Ends(new SmtpSessionRequest("mx2.contoso.example", "192.0.2.25"), new SmtpSession(new(null, null, [""]), [], null)),
            .. Ends(new ReachabilityRequest("mx.contoso.example", "192.0.2.25", "control.example"), new Reachability(ConnectResult.NoBanner, "192.0.2.1", 3, 7.25)),
            .. Ends(new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Target, "lee@contoso.example"), new RcptAnswer("lee@contoso.example", false, Reply, "RCPT TO")),
            .. Ends(new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Control, "contoso.example"), new RcptAnswer("q7@contoso.example", true, Reply, "MAIL FROM")),
            .. Ends(new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.KnownGood, "ana@contoso.example"), new RcptAnswer("ana@contoso.example", true, SmtpReply.Parse("250 ok"), "RCPT TO")),
            .. Ends(new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Relay, "probe@fabrikam.example"), new RcptAnswer("probe@fabrikam.example", false, Reply, "RCPT TO")),
            .. Ends(new DnsMessageRequest("contoso.example", RrType.Mx, Vantage.Resolver), new DnsMessage("NXDOMAIN", false, [], [], [])),
            .. Ends(new DnsMessageRequest("contoso.example", RrType.Nsec3Param, Vantage.Server("ns1.dnshost.example", "192.0.2.53"), QueryForm.EdnsOption), WholeMessage),
            .. Ends(new HttpsRequest("https://mta-sts.contoso.example/.well-known/mta-sts.txt"), new HttpsAnswer(200, "text/plain", "version: STSv1\r\n\u202e", Tls) { Location = "https://www.contoso.example/", Cut = true }),
            .. Ends(new HttpsRequest("https://contoso.example/"), new HttpsAnswer(null, null, "", new(null, [], false, "handshake failed"))),
            .. Ends(new OldTlsRequest("mx.contoso.example", "192.0.2.25"), new OldTls("TLS 1.0")),
            .. Ends(new OldTlsRequest("mx2.contoso.example", "192.0.2.25"), new OldTls(null)),
            .. Ends(new SmtpSessionRequest("mx3.contoso.example", "2001:db8::25"), new SmtpSession(SmtpReply.Parse("220 mx"), ["SIZE 10"], Tls) { PlainExtensions = ["STARTTLS"], Ehlo = SmtpReply.Parse("250-mx\n250 STARTTLS"), BannerDelay = TimeSpan.FromMilliseconds(120) }),
            .. Ends(new AcceptedDomainRequest("contoso.example"), new AcceptedDomain("contoso.example", AcceptedDomainType.InternalRelay, true)),
            .. Ends(new RecipientRequest("lee@contoso.example"), new DirectoryRecipient("lee@contoso.example", "UserMailbox")),
            .. Ends(
                new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector),
                new ExchangeObjects([new([KeyValuePair.Create<string, IReadOnlyList<string>>("Name", ["To the tenant"]), new("SmartHosts", [])]), new([])])),
            .. Ends(
                new MessageTraceRequest("lee@contoso.example", At.AddDays(-2), At),
                new ExchangeObjects([new([KeyValuePair.Create<string, IReadOnlyList<string>>("status", ["failed"]), new("details.event", ["RECEIVE", "FAIL"]), new("toIP", [])])])),
            .. Ends(new MessageTraceControlRequest("lee@contoso.example", At.AddDays(-2), At), new TracedMail(At.AddDays(-1))),
        ]);

    public static TheoryData<string, string, string> Errors => new()
    {
        { "", "line 1, column 1", "the file is empty" },
        { "{", "line 1", "not JSON" },
        { "[]", "$", "expected an object" },
        { "{}", "$", "\"schema\" is missing" },
        { """{"schema":"recapito.evidence/2","observations":[]}""", "$.schema", "recapito.evidence/1" },
        { """{"schema":"recapito.evidence/1"}""", "$", "\"observations\" is missing" },
        { """{"schema":"recapito.evidence/1","observations":{}}""", "$.observations", "expected a list" },
        { File("""{"request":{"kind":"dnss"}}"""), "$.observations[0].request.kind", "no question of the kind \"dnss\"" },
        { File("""{"request":{"kind":"recipient","address":"lee@contoso.example"},"outcome":"present","value":{"recipientType":"UserMailbox"}}"""), "line 3", "\"at\" is missing" },
        { File("""{"request":{"kind":"recipient","address":"lee"},"outcome":"absent","why":"x","at":"2026-11-23T10:15:00Z"}"""), ".request.address", "is no address" },
        { File("""{"request":{"kind":"recipient","address":"lee@contoso.example\r\nDATA"},"outcome":"absent","why":"x","at":"2026-11-23T10:15:00Z"}"""), ".request.address", "\\x0d\\x0aDATA" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"presnt","at":"2026-11-23T10:15:00Z"}"""), ".outcome", "\"presnt\"" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"absent","at":"2026-11-23T10:15:00Z"}"""), "$.observations[0]", "\"why\" is missing" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"absent","why":"x","value":{},"at":"2026-11-23T10:15:00Z"}"""), ".value", "has no \"value\"" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"absent","why":"x","at":"yesterday"}"""), ".at", "RFC 3339" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"absent","why":"x","at":"2026-11-23T10:15:00"}"""), ".at", "RFC 3339" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"present","value":{"type":"Authorative"},"at":"2026-11-23T10:15:00Z"}"""), ".value.type", "Authoritative" },
        { File("""{"request":{"kind":"dns","name":"contoso.example","type":"MX"},"outcome":"present","value":{"records":[{"ttl":1,"data":"mx.contoso.example"}]},"at":"2026-11-23T10:15:00Z"}"""), ".records[0].data", "preference and exchanger" },
        { File("""{"request":{"kind":"dns","name":"contoso.example","type":"MX"},"outcome":"present","value":{"records":[]},"at":"2026-11-23T10:15:00Z"}"""), ".records", "one record at least" },
        { File("""{"request":{"kind":"dns","name":"contoso.example","type":"MX","form":"resolver"},"outcome":"absent","why":"NODATA","at":"2026-11-23T10:15:00Z"}"""), ".request.form", "no member \"form\"" },
        { File("""{"request":{"kind":"dns","name":"contoso.example","type":"MX"},"outcome":"absent","outcome":"present"}"""), ".outcome", "stands twice" },
        { "{\"schema\":\"recapito.evidence/1\",\n\"observations\":[\n\"\x1b\"]}", "line 3", "not JSON" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"absent","why":"x","finding":"y","at":"2026-11-23T10:15:00Z"}"""), ".finding", "has no \"finding\"" },
        { File("""{"request":{"kind":"accepted-domain","domain":"contoso.example"},"outcome":"absent","why":"x","elapsed":1e300,"at":"2026-11-23T10:15:00Z"}"""), ".elapsed", "a day at most" },
        { File("""{"request":{"kind":"https","url":"http://contoso.example/"},"outcome":"absent","why":"x","at":"2026-11-23T10:15:00Z"}"""), ".request.url", "an absolute URL with https" },
        { File("""{"request":{"kind":"https","url":"https://contoso.example/"},"outcome":"present","value":{"tls":null},"at":"2026-11-23T10:15:00Z"}"""), ".value.tls", "expected an object" },
        { File("""{"request":{"kind":"https","url":"https://contoso.example/"},"outcome":"present","value":{"tls":{"trusted":true,"chain":["?"]}},"at":"2026-11-23T10:15:00Z"}"""), ".chain[0]", "base64" },
        { File("""{"request":{"kind":"dns-message","name":"contoso.example","type":"MX","form":"wrong"},"outcome":"absent","why":"x","at":"2026-11-23T10:15:00Z"}"""), ".request.form", "\"edns-version\"" },
        { File("""{"request":{"kind":"dns-message","name":"contoso.example","type":"MX"},"outcome":"present","value":{},"at":"2026-11-23T10:15:00Z"}"""), ".value", "\"rcode\" is missing" },
        { File("""{"request":{"kind":"dns-message","name":"contoso.example","type":"MX"},"outcome":"present","value":{"rcode":"NOERROR","answer":[{"ttl":1,"data":"x"}]},"at":"2026-11-23T10:15:00Z"}"""), ".answer[0].data", "preference and exchanger" },
        { File("""{"request":{"kind":"old-tls","host":"mx.contoso.example","address":"192.0.2.25"},"outcome":"present","value":{},"at":"2026-11-23T10:15:00Z"}"""), ".value", "\"protocol\" is missing" },
    };

    [Fact]
    public void What_is_written_is_read_back_exactly()
    {
        var text = EvidenceFile.Write(EveryKind);
        Assert.Equal(66, EveryKind.All.Count());
        Assert.Equal(EvidenceForm.All.Select(form => form.Kind).Order(), EveryKind.All.Select(seen => seen.Request.Kind).Distinct().Order());
        Assert.Equal(text, EvidenceFile.Write(Read(text)));
        Assert.DoesNotContain('\x1b', text);
        Assert.DoesNotContain('\u202e', text);
        var back = (Present<RcptAnswer>)Read(text).History(new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Target, "lee@contoso.example"))[0];
        Assert.Equal(Reply.Lines, back.Value.Reply.Lines);
        Assert.Equal(["C: a\tb", "S: ü"], back.Source.Transcript);
        Assert.Equal((At, TimeSpan.FromMicroseconds(51300)), (back.Source.At, back.Source.Elapsed));
    }

    [Fact]
    public void Every_member_of_a_message_and_of_TLS_comes_back()
    {
        var back = Read(EvidenceFile.Write(EveryKind));
        var message = ((Present<DnsMessage>)back.History(new DnsMessageRequest("contoso.example", RrType.Nsec3Param, Vantage.Server("ns1.dnshost.example", "192.0.2.53"), QueryForm.EdnsOption))[0]).Value;
        Assert.Equivalent(WholeMessage, message, strict: true);
        var session = ((Present<SmtpSession>)back.History(new SmtpSessionRequest("mx3.contoso.example", "2001:db8::25"))[0]).Value;
        Assert.Equivalent(Tls, session.Tls, strict: true);
        Assert.Equal(["STARTTLS"], session.PlainExtensions);
        Assert.Equal((250, TimeSpan.FromMilliseconds(120)), (session.Ehlo!.Code, session.BannerDelay));
        Assert.Equal(["SIZE 10"], session.Extensions);
        var page = ((Present<HttpsAnswer>)back.History(new HttpsRequest("https://mta-sts.contoso.example/.well-known/mta-sts.txt"))[0]).Value;
        Assert.Equal((200, "text/plain", "version: STSv1\r\n\u202e", "https://www.contoso.example/", true), (page.Status, page.ContentType, page.Body, page.Location, page.Cut));
        Assert.Contains(back.All, seen => seen.Misbehaviour is "dns-malformed");
    }

    [Fact]
    public void What_was_written_before_the_newer_members_reads_and_writes_the_same()
    {
        var old = new Present<SmtpSession>(
            new SmtpSessionRequest("mx.contoso.example", "192.0.2.25"), new(SmtpReply.Parse("220 mx"), ["STARTTLS"], new("TLS 1.3", [], true, null)), new("host", At));
        Assert.Equal(
            """
            {
              "schema": "recapito.evidence/1",
              "observations": [
                {
                  "request": {
                    "kind": "smtp-session",
                    "host": "mx.contoso.example",
                    "address": "192.0.2.25"
                  },
                  "outcome": "present",
                  "value": {
                    "banner": {
                      "code": 220,
                      "status": null,
                      "lines": [
                        "mx"
                      ]
                    },
                    "extensions": [
                      "STARTTLS"
                    ],
                    "tls": {
                      "protocol": "TLS 1.3",
                      "subjects": [],
                      "trusted": true,
                      "problem": null
                    }
                  },
                  "by": "host",
                  "at": "2026-11-23T10:15:00.123Z",
                  "command": null
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            EvidenceFile.Write(EvidenceSet.Empty.With(old)));
    }

    [Fact]
    public void Reports_leave_out_what_only_a_program_reads()
    {
        var seen = EveryKind.All.Single(one => one is Present<SmtpSession> { Asked: SmtpSessionRequest { Host: "mx3.contoso.example" } });
        var shown = ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            ObservationJson.WriteMembers(json, seen);
            json.WriteEndObject();
        });
        Assert.DoesNotContain("chain", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("elapsed", shown, StringComparison.Ordinal);
        Assert.Contains("TLS_AES_128_GCM_SHA256", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_survives_the_file() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
    {
        var set = EvidenceSet.Empty.With(new Unavailable<AcceptedDomain>(new AcceptedDomainRequest("contoso.example"), text, new(text, At, text) { Transcript = [text] }));
        var back = Read(EvidenceFile.Write(set)).All.Single();
        return back.Why == text && back.Source.By == text && back.Source.Command == text && back.Source.Transcript![0] == text;
    });

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_names_the_place_and_what_was_expected(string text, string place, string problem)
    {
        var error = Assert.Throws<EvidenceFileException>(() => Read(text));
        Assert.StartsWith("half.json, line ", error.Message, StringComparison.Ordinal);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Line, 1, 3);
    }

    [Fact]
    public void What_repeats_the_question_may_be_left_out()
    {
        var set = Read("""
            { // by hand
              "schema": "recapito.evidence/1",
              "observations": [
                { "request": { "kind": "accepted-domain", "domain": "Contoso.EXAMPLE." }, "outcome": "present", "value": { "type": "authoritative" }, "at": "2026-11-23T11:15:00+01:00" },
                { "request": { "kind": "rcpt", "host": "mx.contoso.example", "address": "192.0.2.25", "role": "target", "subject": "Lee@contoso.example" },
                  "outcome": "present", "value": { "reply": "550 5.4.1 no" }, "at": "2026-11-23T10:15Z" },
              ]
            }
            """);
        var domain = (Present<AcceptedDomain>)set.Find(new AcceptedDomainRequest("contoso.example"))!;
        Assert.Equal(new AcceptedDomain("contoso.example", AcceptedDomainType.Authoritative, false), domain.Value);
        Assert.Equal("half.json", domain.Source.By);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 15, 0, TimeSpan.Zero), domain.Source.At);
        var rcpt = (Present<RcptAnswer>)set.Find(new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Target, "lee@contoso.example"))!;
        Assert.Equal(("lee@contoso.example", false, new EnhancedStatusCode(5, 4, 1), "RCPT TO"), (rcpt.Value.Recipient, rcpt.Value.Accepted, rcpt.Value.Reply.Status!.Value, rcpt.Value.Command));
    }

    [Fact]
    public void A_file_as_Windows_PowerShell_writes_it_is_read()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(EvidenceFile.Write(EveryKind))];
        Assert.Equal(EvidenceFile.Write(EveryKind), EvidenceFile.Write(EvidenceFile.Read(bytes, "half.json")));
    }

    [Fact]
    public void The_examples_in_the_reference_are_read()
    {
        var examples = System.IO.File.ReadAllText(Repository.PathOf("docs", "reference", "evidence.md")).Split("```json").Skip(1).Select(rest => rest.Split("```")[0]).ToList();
        Assert.Equal(2, examples.Count);
        Assert.All(examples, example => Assert.NotEmpty(Read(example).All));
    }

    private static EvidenceSet Read(string text) => EvidenceFile.Read(Encoding.UTF8.GetBytes(text), "half.json");

    private static string File(string observation) => "{\"schema\":\"recapito.evidence/1\",\n\"observations\":[\n" + observation + "]}";

    private static IEnumerable<Observation> Ends<T>(Request<T> request, T value)
        where T : class =>
        [
            new Present<T>(request, value, new("host [192.0.2.25]", At, "dig +norecurse 'x'") { Transcript = ["C: a\tb", "S: ü"], Elapsed = TimeSpan.FromMicroseconds(51300), IsUndated = true }),
            new Absent<T>(request, "NXDOMAIN", new("host", At.AddSeconds(1))),
            new Unavailable<T>(request, "timeout after 2 s", new("host", At.AddSeconds(2)) { Transcript = [] }) { Finding = "dns-malformed" },
        ];
}
