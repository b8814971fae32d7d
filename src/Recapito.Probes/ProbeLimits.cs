namespace Recapito.Probes;

/// <summary>How long, how much and how often. Every wait for the world ends at one of these.</summary>
public sealed record ProbeLimits
{
    /// <summary>How long one connection attempt may take, more than zero.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a silent host is tried, 1 or more.</summary>
    public int ConnectTries { get; init; } = 2;

    /// <summary>How long one reply, or one TLS handshake, may take as a whole, however slowly its bytes drip.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one conversation with one host may take.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long all questions of one diagnosis may take.</summary>
    public TimeSpan Diagnosis { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How many questions one diagnosis may ask, 1 or more (amplification cap).</summary>
    public int Requests { get; init; } = 500;

    /// <summary>How many questions are under way at the same time, 1 or more.</summary>
    public int Parallel { get; init; } = 32;

    /// <summary>How many octets of replies are taken on one connection.</summary>
    public int Octets { get; init; } = 64 * 1024;

    /// <summary>How many reply lines are taken on one connection.</summary>
    public int Lines { get; init; } = 512;

    /// <summary>How many connections to one address are open at the same time, 1 or more.</summary>
    public int ConnectionsPerHost { get; init; } = 2;

    /// <summary>How long one DNS question to one server may take, however often it is sent; as long again over TCP.</summary>
    public TimeSpan Dns { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a server is silent before the question is sent again, or to the next resolver.</summary>
    public TimeSpan DnsResend { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How often a question is sent while there is silence, 1 or more; of several resolvers, each is asked once at least. Times
    /// <see cref="Requests"/> it bounds what one domain may cost the world.
    /// </summary>
    public int DnsTries { get; init; } = 2;

    /// <summary>How many questions to one name server are under way at the same time, 1 or more: a burst of 1,000 overflows its buffers.</summary>
    public int QuestionsPerServer { get; init; } = 100;

    /// <summary>How many of them over TCP, 1 or more.</summary>
    public int DnsConnectionsPerServer { get; init; } = 10;

    /// <summary>
    /// How long a silence that was just waited for also answers the question whether the host is silent beside a control host; zero: it is waited for
    /// again, at the same time as the control host is asked. In that time the control host is asked once for all.
    /// </summary>
    public TimeSpan SilenceHolds { get; init; } = TimeSpan.Zero;

    /// <summary>How long silence is waited for where a lab's route drops everything or its host never says a word: no answer can come, so the wait only stands for one.</summary>
    public TimeSpan LabSilence { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// Limits for a lab on this machine. Real answers come within milliseconds there; what is waited for beyond that is silence that the
    /// world wants, or a processor that is busy: hence not shorter.
    /// </summary>
    public static ProbeLimits ForLab { get; } = new()
    {
        Step = TimeSpan.FromSeconds(12),
        Total = TimeSpan.FromSeconds(30),
        Diagnosis = TimeSpan.FromSeconds(60),
        Dns = TimeSpan.FromSeconds(3),
    };

    /// <summary>
    /// Limits for looking at whole domains: everything is asked at once, and a dead host costs one timeout in all. One try holds
    /// two or three packets: systems send a lost SYN again after 1 s, Linux since 6.5 after 2 s too.
    /// </summary>
    public static ProbeLimits ForCheck { get; } = new()
    {
        Connect = TimeSpan.FromSeconds(3),
        ConnectTries = 1,
        SilenceHolds = TimeSpan.FromSeconds(60),
        Diagnosis = TimeSpan.FromSeconds(150),
        Requests = 1000,
        Parallel = 200,
    };

    /// <summary>The same in a lab.</summary>
    public static ProbeLimits ForCheckInLab { get; } = ForLab with
    {
        ConnectTries = ForCheck.ConnectTries, SilenceHolds = ForCheck.SilenceHolds, Requests = ForCheck.Requests, Parallel = ForCheck.Parallel,
    };

    /// <summary>The same for a watch in a lab, whose servers answer at once or never.</summary>
    public static ProbeLimits ForWatchInLab { get; } = ForLab with { Dns = TimeSpan.FromMilliseconds(500), DnsTries = 1, LabSilence = TimeSpan.FromMilliseconds(50) };
}
