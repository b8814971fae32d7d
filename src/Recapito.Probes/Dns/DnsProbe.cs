using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Asks resolvers and authoritative servers. NXDOMAIN and NODATA are answers; all else without data is a gap.</summary>
public sealed class DnsProbe
{
    private readonly TimeProvider clock;
    private readonly DnsClient client;
    private readonly bool isLab;
    private readonly Lazy<IReadOnlyList<string>> resolvers;

    /// <summary>A probe that asks through the dialer.</summary>
    /// <param name="dialer">Where sockets come from.</param>
    /// <param name="clock">The clock of provenance.</param>
    /// <param name="resolver">IP address of the resolver; null for the system's.</param>
    public DnsProbe(Dialer dialer, TimeProvider clock, string? resolver = null)
        : this(dialer, clock, resolver is null ? SystemResolvers.Read : () => [resolver])
    {
    }

    internal DnsProbe(Dialer dialer, TimeProvider clock, Func<IReadOnlyList<string>> resolvers)
    {
        ArgumentNullException.ThrowIfNull(dialer);
        this.clock = clock;
        this.resolvers = new(resolvers);
        client = new(dialer);
        isLab = dialer.IsLab;
    }

    /// <summary>True to learn nothing of inner networks from the resolver (<see cref="ProbeOptions.PublicNamesOnly"/>).</summary>
    internal bool PublicNamesOnly { get; init; }

    /// <summary>Asks which records stand at a name.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<RrSet>> AskAsync(DnsRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var inquiry = new DnsInquiry(request.Name, request.Type, QueryForm.Plain, request.From.Kind is not VantageKind.NameServer);
        var (reply, source) = await AskAsync(inquiry, request.From, cancel).ConfigureAwait(false);
        return reply.Message is { } message
            ? MessageAnswer.Read(request, message, source)
            : new Unavailable<RrSet>(request, reply.Why, source) { Finding = reply.Finding };
    }

    /// <summary>Asks for a message as it is: that the server fails or refuses the question is part of it.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<DnsMessage>> AskAsync(DnsMessageRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var inquiry = new DnsInquiry(request.Name, request.Type, request.Form, request.From.Kind is not VantageKind.NameServer);
        var (reply, source) = await AskAsync(inquiry, request.From, cancel).ConfigureAwait(false);
        return reply switch
        {
            { Message: { } message } => new Present<DnsMessage>(request, message, source),
            { IsRefused: true } => new Absent<DnsMessage>(request, reply.Why, source),
            _ => new Unavailable<DnsMessage>(request, reply.Why, source) { Finding = reply.Finding },
        };
    }

    private async Task<(DnsReply Reply, Provenance Source)> AskAsync(DnsInquiry inquiry, Vantage from, CancellationToken cancel)
    {
        // Nothing that is more than a name may reach a message or a command line.
        if (inquiry.Name is not "." && !Names.IsHostName(inquiry.Name))
        {
            return (new("", null, $"not a host name: {Visible.Text(inquiry.Name)}"), new(Provenance.NobodyAsked, clock.GetUtcNow()));
        }

        if (inquiry.Type is RrType.Unknown || !Enum.IsDefined(inquiry.Type))
        {
            return (new("", null, "not a record type that can be asked for"), new(Provenance.NobodyAsked, clock.GetUtcNow()));
        }

        var isServer = from.Kind is VantageKind.NameServer;
        var keepsInner = PublicNamesOnly && from == Vantage.Resolver;
        if (keepsInner && InnerNames.WhyNotAsked(inquiry.Name, inquiry.Type, isLab) is { } inner)
        {
            return (new("", null, inner), new(Provenance.NobodyAsked, clock.GetUtcNow()));
        }

        IReadOnlyList<string> servers = from.Address is { } address ? [address] : isServer ? [""] : resolvers.Value;
        if (servers.Count == 0)
        {
            return (new("", null, "this machine knows no resolver; name one"), new("resolver", clock.GetUtcNow()));
        }

        var asked = clock.GetTimestamp();
        var reply = await client.AskAsync(inquiry, servers, trusted: !isServer, cancel).ConfigureAwait(false);
        var elapsed = clock.GetElapsedTime(asked);
        return keepsInner ? (InnerNames.Kept(reply, isLab), new(InnerNames.Resolver, clock.GetUtcNow(), Command("")) { Elapsed = elapsed })
            : (reply, new(from.Name is { } name ? $"{name} [{reply.Server}]" : $"resolver {reply.Server}", clock.GetUtcNow(), Command($"@{reply.Server} ")) { Elapsed = elapsed });

        string Command(string at) => $"dig {(isServer ? "+norecurse " : "")}{Options(inquiry.Form)}{at}{inquiry.SentName} {TypeBitmap.NameOf((ushort)inquiry.Type)}";
    }

    /// <summary>What dig takes to ask in the same form.</summary>
    private static string Options(QueryForm form) => form switch
    {
        QueryForm.Dnssec => "+dnssec ",
        QueryForm.CheckingDisabled => "+dnssec +cdflag ",
        QueryForm.NoEdns => "+noedns ",
        QueryForm.EdnsVersion => "+edns=1 +noednsnegotiation ",
        QueryForm.EdnsOption => "+ednsopt=65001 ",
        QueryForm.EdnsFlag => "+ednsflags=0x40 ",
        QueryForm.Tcp => "+dnssec +tcp ",
        QueryForm.SmallBuffer => "+dnssec +bufsize=512 +ignore ",
        _ => "",
    };
}
