using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>The samples are what the lab writes. RECAPITO_UPDATE_SAMPLES=1 writes them anew.</summary>
public class SampleTests
{
    private static readonly DateTimeOffset BounceAt = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
    private const string Old = "mx.oldhost.example";
    private const string Edge = "contoso-example.mail.protection.outlook.com";

    [Theory]
    [InlineData("relay-access-denied.eml", "exchange-online-2014", "550 5.4.1 Relay Access Denied")]
    [InlineData("relay-access-denied-postfix.eml", "postfix", null)]
    [InlineData("recipient-rejected.eml", "postfix", null)]
    public void A_sample_is_what_the_lab_writes(string file, string system, string? reply)
    {
        var edge = file.StartsWith("recipient", StringComparison.Ordinal);
        var world = new World
        {
            BounceAt = BounceAt,
            Message = new() { To = ["lee@contoso.example"], NdrBy = system },
            Tenants = new Dictionary<string, WorldTenant>
            {
                ["contoso.onmicrosoft.example"] = new() { AcceptedDomains = [new("contoso.example", AcceptedDomainType.Authoritative, MatchSubDomains: false)] },
            },
        };
        var old = new WorldHost { Accepts = ["other.example"], Refuses = reply is null ? [] : [new("rcpt", "@contoso.example", null, null, reply)] };
        var internet = edge
            ? new TinyInternet().Mx("contoso.example", $"0 {Edge}").Host(Edge, "198.51.100.129", new() { Is = "exchange-online" })
            : new TinyInternet().Mx("contoso.example", $"10 {Old}").Host(Old, "203.0.113.25", old);

        var written = NdrWriter.Write(world, internet.Deliver(world))!;
        var path = Path.Combine(Root(), "samples", file);
        if (Environment.GetEnvironmentVariable("RECAPITO_UPDATE_SAMPLES") is "1")
        {
            File.WriteAllBytes(path, written);
        }

        Assert.Equal(File.ReadAllBytes(path), written);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recapito.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Recapito.slnx is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
