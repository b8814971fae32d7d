using System.Net;

namespace Recapito.Core.Tests;

/// <summary>A domain whose mail hosts say what is written down for each address; what is not written down does not answer, and that is a gap.</summary>
internal sealed class HostScene
{
    public const string Mx = "mx.contoso.example";
    public const string Address = "203.0.113.25";

    public static readonly Provenance Heard = new("the scene", DomainScene.Now) { Transcript = ["S: 220 hello"] };
    private static readonly Provenance Unheard = new("the scene", DomainScene.Now) { Transcript = [] };
    private readonly Dictionary<string, Func<SmtpSessionRequest, Observation>> sessions = [];
    private readonly Dictionary<string, ConnectResult?> beside = [];

    /// <param name="lines">Records as <see cref="DomainScene"/> reads them, with "|" between them; null for one host with one address.</param>
    /// <param name="inquiry">What may be asked; null for what is asked by default.</param>
    public HostScene(string? lines = null, DomainInquiry? inquiry = null)
    {
        Domain = new((lines ?? "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25").Split('|'))
        {
            Inquiry = (inquiry ?? new()) with { InLab = true, ControlHost = "control.example" },
        };
        Domain.Answering(Answer);
    }

    public DomainScene Domain { get; }

    /// <summary>Every question that was asked.</summary>
    public HashSet<Request> Asked { get; } = [];

    /// <summary>A session that came about.</summary>
    public static SmtpSession Session(string banner = "220 mx.contoso.example ESMTP", string? ehlo = "250 mx.contoso.example", TlsSession? tls = null)
    {
        var reply = ehlo is null ? null : SmtpReply.Parse(ehlo);
        return new(SmtpReply.Parse(banner), reply is { IsPositive: true } ? [.. reply.Lines.Skip(1)] : [], tls) { Ehlo = reply };
    }

    public HostScene Says(SmtpSession session, string address = Address)
    {
        sessions[address] = asked => new Present<SmtpSession>(asked, session, Heard);
        return this;
    }

    /// <summary>"answers", "silent" and "refuses" beside a control host that answers, "silent?" and "refuses?" beside one that does not, or "breaks off".</summary>
    public HostScene Is(string address, string state)
    {
        beside[address] = state switch
        {
            "silent" => ConnectResult.Silent,
            "refuses" => ConnectResult.Refused,
            "unreachable" => ConnectResult.Unreachable,
            _ => null,
        };
        sessions[address] = asked => state switch
        {
            "answers" => new Present<SmtpSession>(asked, Session(), Heard),
            "breaks off" => new Unavailable<SmtpSession>(asked, "the host ends the conversation at EHLO: 421 busy", Heard),
            "refuses" or "refuses?" => new Absent<SmtpSession>(asked, "connection refused", Unheard),
            _ => new Unavailable<SmtpSession>(asked, "no answer within 3 s", Unheard),
        };
        return this;
    }

    public DomainReport Examine() => Domain.Examine();

    private Observation? Answer(Request request)
    {
        Asked.Add(request);
        return request switch
        {
            SmtpSessionRequest asked when sessions.TryGetValue(IPAddress.Parse(asked.Address).ToString(), out var session) => session(asked),
            ReachabilityRequest asked when beside.TryGetValue(asked.Address, out var result) && result is { } seen =>
                new Present<Reachability>(asked, new(seen, "198.51.100.25", 1, 3), Heard),
            _ => null,
        };
    }
}
