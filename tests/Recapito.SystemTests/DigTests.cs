namespace Recapito.SystemTests;

/// <summary>dig in a network of its own, where the world's addresses are the machine's: it asks the resolver, each authoritative server, and the tree from the root.</summary>
public sealed class DigTests(DigTests.SampleWorld sample) : IClassFixture<DigTests.SampleWorld>
{
    public static TheoryData<string, string> Questions => new()
    {
        // asked                                                     must be in the answer
        { "contoso.example MX +short",                               "10 mx.oldhost.example." },
        { "@192.0.2.53 contoso.example MX +norecurse",               "flags: qr aa;" },
        { "@198.51.100.53 contoso.example SOA +norecurse +short",    "ns1.dnshost.example. hostmaster.contoso.example. 2026112301 7200 3600 1209600 3600" },
        { "@192.0.2.53 contoso.example MX +tcp +norecurse +short",   "10 mx.oldhost.example." },
        { "mx.oldhost.example A +short",                             "203.0.113.25" },
        { "autodiscover.contoso.example CNAME +short",               "autodiscover.outlook.com." },
        { "contoso.example TXT +short",                              "\"v=spf1 include:spf.protection.outlook.com -all\"" },
        { "contoso.example AAAA",                                    "status: NOERROR" },
        { "nobody.contoso.example MX",                               "status: NXDOMAIN" },
        { "contoso-example.mail.protection.outlook.com A",           "status: NOERROR" },
        { "contoso.example MX +trace +nodnssec",                     "10 mx.oldhost.example." },
    };

    [Theory, MemberData(nameof(Questions))]
    public async Task Dig_is_answered_by_the_exposed_world(string question, string answer)
    {
        Assert.SkipWhen(sample.Missing is not null, sample.Missing ?? "");
        var asked = await sample.Network.RunAsync("dig", ["+tries=2", "+time=10", .. question.Split(' ')]);
        Assert.Contains(answer, asked.Output, StringComparison.Ordinal);
    }

    public sealed class SampleWorld : IAsyncLifetime
    {
        private ExposedLab? lab;

        public string? Missing { get; private set; }

        public NetworkNamespace Network => lab!.Network;

        public async ValueTask InitializeAsync()
        {
            Missing = Command.Exists("dig") ? await NetworkNamespace.ProblemAsync() : "dig is not installed";
            lab = Missing is null ? await ExposedLab.StartAsync(Repository.PathOf("samples", "relay-access-denied.yaml")) : null;
        }

        public async ValueTask DisposeAsync()
        {
            if (lab is not null)
            {
                await lab.DisposeAsync();
            }
        }
    }
}
