using System.Globalization;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>Zones that the lab signs, looked at by BIND's dnssec-verify and delv, and by the lab's own validating resolver.</summary>
public sealed class SigningTests
{
    private const string Validating = "192.0.2.10", Trusting = "192.0.2.11";
    private const int Mx = 15;
    private const int Dnssec = 0x8000, CheckingDisabled = 0x0010, Authentic = 0x0020;

    // delv and dnssec-verify look at the machine's clock.
    private static string World(string signing) => $$"""
        times: { now: {{DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}} }
        dns:
          zones:
            contoso.example: |
              @ MX 10 mx
              @ TXT "v=spf1 mx -all"
              mx A 203.0.113.25
              alias CNAME mx
              away CNAME mx.fabrikam.example.
              *.wild A 203.0.113.26
              *.aliased CNAME mx
              a.deep A 203.0.113.27
              sub NS ns.sub
              ns.sub A 203.0.113.28
              sub2 NS ns.sub
              sub2 DS 1 13 2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
              old DNAME new
              host.new A 203.0.113.29
              zz TYPE65400 \# 2 0a0b
          {{signing}}
          resolvers:
            - { name: validating, address: {{Validating}}, validates: true }
            - { name: trusting, address: {{Trusting}} }
        """;

    public static TheoryData<string> Ways =>
    [
        "", "algorithm: 8", "algorithm: 10", "algorithm: 14", "keys: single", "denial: nsec3", "denial: nsec3, iterations: 10, salt: aabb", "denial: nsec3, optOut: true",
        "digest: [1, 2, 4]", "cds: match", "algorithm: 7, denial: nsec3",
    ];

    [Theory, MemberData(nameof(Ways))]
    public async Task A_signed_zone_is_whole(string way)
    {
        var text = "$ORIGIN contoso.example.\n" + ZoneFile.Write(Snapshot($"signing: {{ contoso.example: {{ {way} }} }}").Zones.Single(zone => zone.Apex == "contoso.example").Records);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var output = await LabClient.RunAsync("dnssec-verify", "", way.Contains("single", StringComparison.Ordinal) ? ["-z", "-o", "contoso.example", file] : ["-o", "contoso.example", file]);
        File.Delete(file);
        Assert.SkipWhen(output is null, "dnssec-verify is not installed (package bind9-utils)");

        Assert.Contains("Zone fully signed", output, StringComparison.Ordinal);
        Assert.DoesNotContain("rror", output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Delv_validates_what_is_there_and_what_is_not(string way)
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", World($"signing: {{ contoso.example: {{ {way} }} }}")));

        // With opt-out it is not proven that the name itself does not exist (RFC 5155 §9.2).
        var expanded = way.Contains("optOut", StringComparison.Ordinal) ? "; unsigned answer" : "; fully validated";
        foreach (var (name, type, wanted) in new[]
        {
            ("contoso.example", "MX", "; fully validated"), ("contoso.example", "DNSKEY", "; fully validated"), ("contoso.example", "DS", "; fully validated"),
            ("alias.contoso.example", "A", "; fully validated"), ("zz.contoso.example", "TYPE65400", "; fully validated"), ("x.wild.contoso.example", "A", expanded),
            ("x.aliased.contoso.example", "A", expanded), ("host.old.contoso.example", "A", "; fully validated"),
            ("mx.contoso.example", "MX", "; negative response, fully validated"), ("none.contoso.example", "MX", "; negative response, fully validated"),
            ("x.none.contoso.example", "MX", "; negative response, fully validated"), ("deep.contoso.example", "A", "; negative response, fully validated"),
            ("x.wild.contoso.example", "MX", "; negative response, fully validated"), ("_25._tcp.mx.contoso.example", "TLSA", "; negative response, fully validated"),
            ("fabrikam.example", "MX", "; unsigned answer"), ("example", "SOA", "; fully validated"), (".", "NS", "; fully validated"), ("other", "A", "; negative response, fully validated"),
        })
        {
            var output = await Delv(lab, name, type);
            Assert.SkipWhen(output is null, "delv is not installed (package bind9-dnsutils)");
            Assert.True(output.Contains(wanted, StringComparison.Ordinal), $"{name} {type}: {output}");
        }
    }

    // fault, what delv says of the MX, what the validating resolver says (code, AD) and which extended error
    [Theory]
    [InlineData("", "; fully validated", 0, true, 0)]
    [InlineData("fault: expired", "RRSIG has expired", 2, false, 7)]
    [InlineData("fault: expired, on: MX", "RRSIG has expired", 2, false, 7)]
    [InlineData("fault: expired, on: TXT", "; fully validated", 0, true, 0)]
    [InlineData("fault: not-yet-valid", "RRSIG validity period has not begun", 2, false, 8)]
    [InlineData("fault: no-rrsig", "insecurity proof failed|no valid RRSIG", 2, false, 10)]
    [InlineData("fault: no-rrsig, on: MX", "insecurity proof failed|no valid RRSIG", 2, false, 10)]
    [InlineData("fault: bogus", "no valid signature found", 2, false, 6)]
    [InlineData("fault: bogus, on: MX", "RRSIG failed to verify|verify failure", 2, false, 6)]
    [InlineData("fault: wrong-ds", "no valid|broken trust chain", 2, false, 9)]
    [InlineData("fault: extra-ds", "; fully validated", 0, true, 0)]
    [InlineData("fault: no-ds", "; unsigned answer", 0, false, 0)]
    [InlineData("fault: ds-unknown-algorithm", "; unsigned answer", 0, false, 0)]
    [InlineData("fault: unsigned-with-ds", "insecurity proof failed|broken trust chain|no valid", 2, false, 9)]
    [InlineData("fault: missing-denial", "; fully validated", 0, true, 0)]
    [InlineData("inception: 2020-01-01T00:00:00Z, expiration: 2020-02-01T00:00:00Z", "RRSIG has expired", 2, false, 7)]
    public async Task A_fault_is_seen_by_all_who_validate(string how, string delv, int rcode, bool ad, int error)
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", World($"signing: {{ contoso.example: {{ {how} }} }}")));
        var answer = (await Asking.AskRaw(lab.Routes, Validating, Asking.EdnsQuery("contoso.example", Mx, flags: Dnssec)))!;
        Assert.Equal(rcode, answer[3] & 15);
        Assert.Equal(ad, (answer[3] & Authentic) != 0);
        Assert.Equal(error, Asking.Opt(answer)!.Length > 12 ? Convert.ToInt32(Asking.Opt(answer)![20..24], 16) : 0);

        var trusting = (await Asking.AskRaw(lab.Routes, Trusting, Asking.EdnsQuery("contoso.example", Mx, flags: Dnssec)))!;
        Assert.Equal((0, 0), (trusting[3] & 15, trusting[3] & Authentic));

        var output = await Delv(lab, "contoso.example", "MX");
        Assert.SkipWhen(output is null, "delv is not installed (package bind9-dnsutils)");
        Assert.True(delv.Split('|').Any(words => output.Contains(words, StringComparison.Ordinal)), output);
    }

    [Theory]
    [InlineData("fault: missing-denial", "mx.contoso.example", 2, false)]
    [InlineData("fault: missing-denial", "none.contoso.example", 2, false)]
    [InlineData("", "mx.contoso.example", 0, true)]
    [InlineData("", "none.contoso.example", 3, true)]
    [InlineData("", "x.wild.contoso.example", 0, true)]
    [InlineData("denial: nsec3", "mx.contoso.example", 0, true)]
    [InlineData("denial: nsec3", "x.none.contoso.example", 3, true)]
    [InlineData("denial: nsec3", "x.wild.contoso.example", 0, true)]
    [InlineData("denial: nsec3", "deep.contoso.example", 0, true)]
    [InlineData("denial: nsec3, iterations: 200", "mx.contoso.example", 0, false)]
    [InlineData("fault: weak, denial: nsec3", "mx.contoso.example", 0, true)]
    [InlineData("denial: nsec3, optOut: true", "x.wild.contoso.example", 0, false)]
    [InlineData("denial: nsec3, optOut: true", "none.contoso.example", 3, false)]
    [InlineData("denial: nsec3, optOut: true", "mx.contoso.example", 0, true)]
    [InlineData("", "fabrikam.example", 0, false)]
    [InlineData("", "away.contoso.example", 3, false)]
    public async Task The_validating_resolver_asks_for_proofs(string how, string name, int rcode, bool ad)
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", World($"signing: {{ contoso.example: {{ {how} }} }}")));
        var answer = (await Asking.AskRaw(lab.Routes, Validating, Asking.EdnsQuery(name, Mx, flags: Dnssec)))!;

        Assert.Equal((rcode, ad), (answer[3] & 15, (answer[3] & Authentic) != 0));
    }

    [Fact]
    public async Task Bogus_data_come_to_those_who_check_themselves()
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", World("signing: { contoso.example: { fault: bogus } }")));
        var query = Asking.EdnsQuery("contoso.example", Mx, flags: Dnssec);
        query[3] |= CheckingDisabled;
        var answer = (await Asking.AskRaw(lab.Routes, Validating, query))!;

        Assert.Equal((0, CheckingDisabled), (answer[3] & 15, answer[3] & (CheckingDisabled | Authentic)));
    }

    [Fact]
    public async Task Without_DO_there_are_no_signatures()
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", World("signing: { contoso.example: { } }")));

        Assert.Equal("0 [ra] contoso.example 3600 MX 10 mx.contoso.example /  / ", (await Asking.Ask(lab.Routes, Validating, "contoso.example", Mx))?.ToString());
        Assert.Equal(0, (await Asking.AskRaw(lab.Routes, Validating, Asking.Query("contoso.example", Mx, 0)))![3] & Authentic);
    }

    [Fact]
    public async Task The_trust_anchor_is_the_root_s_and_there_is_none_where_nothing_is_signed()
    {
        await using var signed = LabRun.Start(WorldFile.Read("w", World("signing: { contoso.example: { } }")));
        await using var unsigned = LabRun.Start(WorldFile.Read("w", World("faults: []")));

        Assert.Matches("^[0-9]+ 13 2 [0-9a-f]{64}$", Assert.Single(signed.Routes.TrustAnchors));
        Assert.Empty(unsigned.Routes.TrustAnchors);
        Assert.DoesNotContain(unsigned.World.Zones.Where(zone => zone.Apex is "." or "example"), zone => zone.Records.Any(record => record.Type is DnsType.Rrsig));
    }

    [Theory]
    [InlineData("match", true)]
    [InlineData("other", false)]
    [InlineData("delete", false)]
    public void A_CDS_says_what_the_child_wishes(string cds, bool fits)
    {
        var world = Snapshot($"signing: {{ contoso.example: {{ cds: {cds} }} }}");
        var ds = world.Zones.Single(zone => zone.Apex is "example").Of("contoso.example", DnsType.Ds).Single().Text;
        var zone = world.Zones.Single(zone => zone.Apex is "contoso.example");

        Assert.Equal(fits, zone.Of("contoso.example", DnsType.Cds).Single().Text == ds);
        Assert.Equal(cds is "delete", zone.Of("contoso.example", DnsType.Cdnskey).Single().Text is "0 3 0 AA==");
    }

    [Theory]
    [InlineData("contoso.example: { algorithm: 15 }", "known are 5, 7, 8, 10, 13, 14")]
    [InlineData("contos.example: { }", "has no text")]
    [InlineData("contoso.example: { fault: expird }", "did you mean \"expired\"")]
    [InlineData("contoso.example: { salt: abc }", "no salt")]
    public void What_cannot_be_signed_so_is_an_error(string signing, string words) =>
        Assert.Contains(words, Assert.Throws<WorldFileException>(() => WorldFile.Read("w", World($"signing: {{ {signing} }}"))).Message, StringComparison.Ordinal);

    private static WorldSnapshot Snapshot(string signing) => WorldSnapshot.At(WorldFile.Read("w", World(signing)));

    private static async Task<string?> Delv(RunningLab lab, string name, string type)
    {
        var anchor = lab.Routes.TrustAnchors[0].Split(' ');
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"trust-anchors {{ . static-ds {anchor[0]} {anchor[1]} {anchor[2]} \"{anchor[3]}\"; }};\n", TestContext.Current.CancellationToken);
        var port = lab.Routes.Routes.Single(route => route is { Address: Trusting, Port: 53, Protocol: TransportProtocol.Udp }).LoopbackPort;
        var output = await LabClient.RunAsync("delv", "", "@127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-a", file, "+root=.", name, type);
        File.Delete(file);
        return output;
    }
}
