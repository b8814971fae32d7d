using Recapito.Core;

namespace Recapito.Lab.Tests;

/// <summary>A DNS and a set of hosts in two tables.</summary>
internal sealed class TinyInternet : ILabResolver, ILabHosts
{
    private readonly Dictionary<(string Name, RrType Type), LabAnswer> answers = [];
    private readonly Dictionary<string, LabHost> hosts = [];

    public LabAnswer Ask(string name, RrType type) => answers.TryGetValue((name, type), out var answer)
        ? answer
        : new(answers.Keys.Any(key => key.Name == name) ? LabAnswerKind.NoData : LabAnswerKind.NxDomain, []);

    public LabHost? At(string address) => hosts.GetValueOrDefault(address);

    public TinyInternet Mx(string domain, params string[] exchangers)
    {
        answers[(domain, RrType.Mx)] = new(LabAnswerKind.Records, [.. exchangers.Select(exchanger => new DnsRecord(domain, RrType.Mx, 3600, exchanger))]);
        return this;
    }

    public TinyInternet Fails(string name, RrType type)
    {
        answers[(name, type)] = new(LabAnswerKind.ServFail, []);
        return this;
    }

    public TinyInternet Host(string name, string address, WorldHost? host = null)
    {
        var type = address.Contains(':', StringComparison.Ordinal) ? RrType.Aaaa : RrType.A;
        answers[(name, type)] = new(LabAnswerKind.Records, [new(name, type, 3600, address)]);
        if (host is not null)
        {
            hosts[address] = new(name, host);
        }

        return this;
    }

    public IReadOnlyList<Attempt> Deliver(World world) => new LabSender(MailView.Of(world, world.BounceAt), this, this).Deliver(world);
}
