namespace Recapito.Core.Tests;

/// <summary>A test in a scene of <see cref="DomainScene"/>: asks as the command does, and keeps the tree after each answer.</summary>
internal sealed class StepScene(TestQuestion question, params IEnumerable<string> lines)
{
    public const string Control = "control.example";

    private readonly DomainScene scene = new DomainScene(lines).Answering(_ => null);
    private readonly List<StepTree> trees = [];

    public static InboundQuestion Inbound { get; } = new("lee@contoso.example") { InLab = true, ControlHost = Control };

    public static Provenance Source { get; } = new("mx", DomainScene.Now) { Elapsed = TimeSpan.FromMilliseconds(48) };

    /// <summary>Every tree, from that of no evidence to the last.</summary>
    public IReadOnlyList<StepTree> Trees => trees;

    /// <summary>Every question that was asked.</summary>
    public List<Request> Asked { get; } = [];

    public StepScene Answering(Func<Request, Observation?> answer)
    {
        scene.Answering(answer);
        return this;
    }

    /// <summary>A session at an address; the banner decides whether it invites.</summary>
    public StepScene Session(string address, string banner = "220 mx.contoso.example ESMTP", string? ehlo = "250 mx.contoso.example", TlsSession? tls = null) =>
        Answering(request => request is SmtpSessionRequest asked && asked.Address == address
            ? new Present<SmtpSession>(asked, new(SmtpReply.Parse(banner), ["PIPELINING"], tls) { Ehlo = ehlo is null ? null : SmtpReply.Parse(ehlo), BannerDelay = TimeSpan.FromMilliseconds(30) }, Source)
            : null);

    /// <summary>A recipient's reply at every host.</summary>
    public StepScene Rcpt(RcptRole role, string reply) => Answering(request => request is RcptRequest asked && asked.Role == role
        ? SmtpReply.Parse(reply) is { IsTransient: true } later
            ? new Unavailable<RcptAnswer>(asked, $"a transient reply says nothing for good: {later}", Source)
            : new Present<RcptAnswer>(asked, new(asked.Subject, SmtpReply.Parse(reply).IsPositive, SmtpReply.Parse(reply), "RCPT TO"), Source)
        : null);

    public StepScene Silent(string address, string why = "no answer") =>
        Answering(request => request is SmtpSessionRequest asked && asked.Address == address ? new Unavailable<SmtpSession>(asked, why, Source) : null);

    public StepScene Refused(string address) =>
        Answering(request => request is SmtpSessionRequest asked && asked.Address == address ? new Absent<SmtpSession>(asked, "connection refused", Source) : null);

    public StepScene Beside(string address, ConnectResult? target) => Answering(request => request is ReachabilityRequest asked && asked.Address == address
        ? target is { } result ? new Present<Reachability>(asked, new(result, "192.0.2.99", 2, 6.4), Source) : new Unavailable<Reachability>(asked, "port 25 seems closed from here", Source)
        : null);

    /// <summary>Answers one question after the other until there is none left.</summary>
    public StepTree Run()
    {
        var evidence = EvidenceSet.Empty;
        trees.Add(question.Tree(evidence, DomainScene.Now));
        while (question.Next(evidence, DomainScene.Now) is [var next, ..])
        {
            Assert.True(Asked.Count < 500, "the questions have no end");
            Asked.Add(next);
            var answer = scene.Answer(next);
            evidence = evidence.With(answer.Source.Elapsed is null ? Timed(answer) : answer);
            trees.Add(question.Tree(evidence, DomainScene.Now));
        }

        return trees[^1];
    }

    /// <summary>"id=status:result" of each step, the first of each id.</summary>
    public static string Summary(StepTree tree) =>
        string.Join(' ', tree.Root.All.DistinctBy(step => step.Id).Select(step => $"{step.Id}={Kebab.Of(step.Status)}:{step.Result}"));

    private static Observation Timed(Observation seen) => seen with { Source = seen.Source with { Elapsed = TimeSpan.FromMilliseconds(12) } };
}
