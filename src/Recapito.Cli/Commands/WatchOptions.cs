using System.CommandLine;
using System.Globalization;
using System.Net;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>The options of <c>recapito watch</c>, and what they mean for the watch.</summary>
internal sealed class WatchOptions
{
    private const string Durations = "expected a duration such as 30s, 2h or 1h30m";

    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UsualLimit = TimeSpan.FromHours(24);

    private readonly Option<string?> record = new Option<string?>("--record") { Description = $"Type of the record: {string.Join(", ", TypeNames)}. Default: MX.", HelpName = "TYPE" }
        .Checked(text => WatchSubject.TypeNamed(text) is null ? $"expected one of {string.Join(", ", TypeNames)}" : null);

    private readonly Option<string?> expect = new("--expect")
    {
        Description = "The answer to wait for: \"0 mx.contoso.example\", several with commas between, or \"none\". Default: the newest of the authoritative servers.", HelpName = "VALUE",
    };

    private readonly Option<string[]> resolvers = new Option<string[]>("--resolver")
    {
        Description = "IP address of a resolver to watch, with a name if wanted: office=192.0.2.10 (repeatable). Takes the place of the well-known ones.", HelpName = "[NAME=]IP",
    }.Checked(text => IPAddress.TryParse(AddressOf(text), out _) ? null : "this is no IP address");

    private readonly Option<bool> alsoKnown = new("--well-known") { Description = "Watch the well-known resolvers too, beside those of --resolver." };

    private readonly Option<string?> interval = new Option<string?>("--interval") { Description = "How often an authoritative server is asked, 5s or more. Default: 30s.", HelpName = "TIME" }
        .Checked(text => Duration.Read(text) is { } time && time >= WatchSubject.ShortestInterval ? null : Durations + ", 5s or more");

    private readonly Option<string?> limit = new Option<string?>("--for") { Description = "How long to watch at most. Default: 24h.", HelpName = "TIME" }
        .Checked(text => Duration.Read(text) is null ? Durations : null);

    private readonly Option<bool> noSmtp = new("--no-smtp") { Description = "Do not connect to the mail hosts of the new answer at the end." };

    private readonly Option<string?> pace = new Option<string?>("--pace") { Description = "With --world: seconds of the world that pass in one real second. Default: as many as can be.", HelpName = "N" }
        .Checked(text => Pace(text) is null ? "expected a number from 1 to 1000000" : null);

    public Argument<string> Domain { get; } = new("DOMAIN") { Description = "Owner name of the record." };

    public Option<string?> World { get; } = new("--world") { Description = "Watch this simulated mail world, in which time passes as fast as can be.", HelpName = "FILE" };

    public Option<bool> Once { get; } = new("--once") { Description = "Look once, and say how it stands." };

    public Option<string> Format { get; } = CommonOptions.Format("text", "json", "jsonl");

    private static IEnumerable<string> TypeNames => WatchSubject.Types.Select(type => type.ToString().ToUpperInvariant());

    public void AddTo(Command command)
    {
        command.Arguments.Add(Domain);
        record.CompletionSources.Add([.. TypeNames]);
        foreach (var option in new Option[] { record, expect, resolvers, alsoKnown, interval, limit, Once, noSmtp, Format, World, pace })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            var type = WatchSubject.TypeNamed(result.GetValue(record) ?? "MX");
            if (result.GetValue(expect) is { } value && type is { } known && ExpectedAnswer.Read(value, known) is null)
            {
                result.AddError($"--expect {value}: this is no {known.ToString().ToUpperInvariant()} record; expected {Example(known)}.");
            }

            if (result.GetValue(Domain) is { } domain && !Names.IsHostName(Names.Canonical(domain)))
            {
                result.AddError($"{domain}: this is no domain name; expected something like contoso.example.");
            }
        });
    }

    /// <summary>What is watched. What the user leaves open, a world may say.</summary>
    public WatchSubject SubjectOf(ParseResult parsed, MovingLab? lab)
    {
        var type = WatchSubject.TypeNamed(parsed.GetValue(record) ?? lab?.Watch.Record ?? "MX")!.Value;
        var wanted = parsed.GetValue(expect) ?? (parsed.GetValue(record) is null ? lab?.Watch.Expect : null);
        return new(Names.Canonical(parsed.GetValue(Domain)!), type)
        {
            Expected = wanted is null ? null : ExpectedAnswer.Read(wanted, type) ?? throw new InputException($"the world waits for \"{wanted}\", which is no {type.ToString().ToUpperInvariant()} record"),
            Resolvers = ResolversOf(parsed, lab),
            Interval = parsed.GetValue(interval) is { } text ? Duration.Read(text)!.Value : UsualInterval,
            Smtp = !parsed.GetValue(noSmtp),
        };
    }

    public TimeSpan LimitOf(ParseResult parsed, MovingLab? lab) => parsed.GetValue(limit) is { } text ? Duration.Read(text)!.Value : lab?.Watch.For ?? UsualLimit;

    /// <summary>How it is asked.</summary>
    public static ProbeOptions ProbesOf(MovingLab? lab) => lab is null ? new() : new() { LabRoutes = lab.Routes, Clock = lab.Clock, Limits = ProbeLimits.ForWatchInLab };

    public WatchPace PaceOf(ParseResult parsed, MovingLab? lab) => lab is null ? new RealPace(TimeProvider.System) : new LabPace(lab.Clock, lab.Clock.Advance, parsed.GetValue(pace) is { } text ? Pace(text) : null);

    private IReadOnlyList<WatchedResolver> ResolversOf(ParseResult parsed, MovingLab? lab)
    {
        var known = lab is null ? WatchedResolver.WellKnown : [.. lab.Resolvers.Select(resolver => new WatchedResolver(resolver.Name, resolver.Address))];
        var named = (parsed.GetValue(resolvers) ?? []).Select(text => new WatchedResolver(NameOf(text), IPAddress.Parse(AddressOf(text)).ToString())).ToList();
        return named.Count == 0 ? known : [.. named.Concat(parsed.GetValue(alsoKnown) ? known : []).DistinctBy(resolver => resolver.Address)];
    }

    private static string AddressOf(string text) => text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private static string NameOf(string text) => text.IndexOf('=', StringComparison.Ordinal) is var at && at > 0 ? text[..at] : text[(at + 1)..];

    private static double? Pace(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_000_000 ? number : null;

    private static string Example(RrType type) => type switch
    {
        RrType.Mx => "one such as \"0 mx.contoso.example\", several with commas between, or none",
        RrType.A => "one such as 192.0.2.25, several with commas between, or none",
        RrType.Aaaa => "one such as 2001:db8::25, several with commas between, or none",
        _ => "a host name, several with commas between, or none",
    };
}
