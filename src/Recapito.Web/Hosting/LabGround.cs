using Recapito.Input;
using Recapito.Lab;
using Recapito.Probes;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>A world of the lab in place of the real one, for demonstrations and tests.</summary>
internal sealed class LabGround : IProbingGround, IAsyncDisposable
{
    private static readonly string[] InsideAccess = ["graph", "exchange", "export"];

    private readonly World world;
    private readonly Lazy<byte[]?> bounce;
    private readonly RunningLab lab;

    public LabGround(World world, string name, TimeProvider clock, ProbeLimits? limits = null)
    {
        (this.world, Name) = (world, name);
        lab = LabRun.Start(world);
        Probes = new() { LabRoutes = lab.Routes, Cache = new(clock, longest: RealGround.SharedFor), Limits = limits };
        CheckInquiry = LabRun.InquiryOf(world, lab);
        bounce = new(() => LabRun.Bounce(world));
    }

    /// <summary>The world that a file, or a folder of them, begins with.</summary>
    /// <exception cref="WorldFileException">The world has an error.</exception>
    public static LabGround Of(LabWorlds worlds, TimeProvider clock, ProbeLimits? limits = null) => new(worlds.Find(worlds.Current)!, worlds.Current, clock, limits);

    public string? Name { get; }

    public ProbeOptions Probes { get; }

    public DomainInquiry CheckInquiry { get; }

    public ProbeOptions CheckProbes => Probes with { Limits = ProbeLimits.ForCheckInLab, Cache = null };

    /// <summary>What may be asked is what the world's observer may use.</summary>
    public Inquiry InquiryOf(Question question, IReadOnlyList<string> knownGood)
    {
        var allowed = InquiryOf(world, lab, world.Observer.Access);
        return knownGood.Count > 0 ? allowed with { KnownGood = knownGood } : allowed;
    }

    /// <summary>What may be asked in a world by whoever has such access.</summary>
    internal static Inquiry InquiryOf(World world, RunningLab lab, IReadOnlyList<string> access) => new()
    {
        Dns = access.Contains("dns"),
        Smtp = access.Contains("smtp"),
        Inside = access.Any(InsideAccess.Contains),
        KnownGood = [.. world.Observer.KnownGood.Select(Names.CanonicalAddress)],
        TrustAnchors = lab.Routes.TrustAnchors,
    };

    public EvidenceSet Known(Symptom symptom) => world.Observer.Access.Any(InsideAccess.Contains) ? LabRun.Inside(world, symptom) : EvidenceSet.Empty;

    /// <summary>The bounce that the world's sender gets; null where the message arrives.</summary>
    public byte[]? Bounce => bounce.Value;

    public ValueTask DisposeAsync() => lab.DisposeAsync();
}
