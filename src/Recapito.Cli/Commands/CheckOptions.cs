using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>The options of <c>recapito check</c>, and what they mean for the questions that may be asked.</summary>
internal sealed class CheckOptions
{
    private const int MostAtOnce = 1000;

    private readonly Option<string?> resolver = new Option<string?>("--resolver") { Description = "IP address of the resolver to ask. Default: the system's.", HelpName = "IP" }
        .Checked(text => IPAddress.TryParse(text, out _) ? null : "this is no IP address");

    private readonly Option<string[]> selectors = new Option<string[]>("--selector") { Description = "A DKIM selector of the domain (repeatable), beside the common ones.", HelpName = "NAME" }
        .Checked(text => Names.IsHostName(text) ? null : "this is no selector (RFC 6376 §3.1)");

    private readonly Option<string[]> blocklists = new Option<string[]>("--dnsbl") { Description = "A DNS block list to ask about the mail hosts (repeatable); none by default.", HelpName = "ZONE" }
        .Checked(text => Names.IsHostName(Names.Canonical(text)) ? null : "this is no zone name");

    private readonly Option<string[]> anchors = new Option<string[]>("--trust-anchor") { Description = "DS data of the root's key (repeatable), instead of IANA's: for networks with a root of their own.", HelpName = "DS" }
        .Checked(text => TrustAnchors.IsAnchor(text) ? null : "expected the data of a DS record, such as '20326 8 2 E06D44B8…' (RFC 4034 §5.3)");

    private readonly Option<bool> own = new("--own-domain") { Description = "The domains are yours: their hosts may be asked whether they relay." };
    private readonly Option<bool> noSmtp = new("--no-smtp") { Description = "Do not talk to the mail hosts." };
    private readonly Option<bool> noHttps = new("--no-https") { Description = "Do not fetch policies and registry data over HTTPS." };
    private readonly Option<bool> allowPrivate = new("--allow-private") { Description = "Connect to private and other special-purpose addresses too: for networks of your own." };
    private readonly Option<string?> list = new("--list") { Description = "Check the domains of this file too, one a line; - for standard input.", HelpName = "FILE" };
    private readonly Option<string?> profile = new("--profile") { Description = "Change severities: lines such as 'mx-single-host: warning'.", HelpName = "FILE" };
    private readonly Option<string?> expect = new("--expect") { Description = "Compare with these records: lines such as 'contoso.example. MX 10 mx.contoso.example.'.", HelpName = "FILE" };
    private readonly Argument<string[]> domains = new("DOMAIN") { Description = "Mail domains, or addresses in them.", Arity = ArgumentArity.ZeroOrMore };

    public Option<int> Concurrency { get; } = new Option<int>("--concurrency") { Description = "Domains under way at the same time, 1 to 1000.", DefaultValueFactory = _ => 20, HelpName = "N" }
        .Checked(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostAtOnce ? null : "expected a number from 1 to 1000");

    public Option<string?> World { get; } = new("--world") { Description = "Look into this simulated mail world instead of the Internet.", HelpName = "FILE" };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Show the evidence of each finding, with commands to see it yourself." };

    public Option<string> Format { get; } = CommonOptions.Format("text", "json", "jsonl", "csv");

    public void AddTo(Command command)
    {
        command.Arguments.Add(domains);
        foreach (var option in new Option[] { list, Concurrency, expect, profile, selectors, blocklists, own, noSmtp, noHttps, allowPrivate, resolver, anchors, World, Verbose, Format })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(NeedsDomains);
    }

    /// <summary>Every domain that was named.</summary>
    public DomainList DomainsOf(ParseResult parsed, Surroundings around) => DomainList.Read(parsed.GetValue(domains) ?? [], parsed.GetValue(list), around);

    /// <summary>What may be asked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="known">What the world, or the Internet, allows.</param>
    /// <param name="expected">Wanted records.</param>
    public DomainInquiry InquiryOf(ParseResult parsed, DomainInquiry known, IReadOnlyList<ExpectedRecord> expected)
    {
        var https = !parsed.GetValue(noHttps);
        return known with
        {
            Smtp = known.Smtp && !parsed.GetValue(noSmtp),
            Https = known.Https && https,
            Registration = known.Registration && https,
            Own = parsed.GetValue(own),
            Selectors = [.. (parsed.GetValue(selectors) ?? []).Select(Names.Canonical)],
            Blocklists = [.. (parsed.GetValue(blocklists) ?? []).Select(Names.Canonical)],
            TrustAnchors = parsed.GetValue(anchors) is { Length: > 0 } given ? given : known.TrustAnchors,
            Expected = expected,
        };
    }

    /// <summary>Records that the user wants to see.</summary>
    public IReadOnlyList<ExpectedRecord> ExpectedOf(ParseResult parsed, Surroundings around) =>
        parsed.GetValue(expect) is { } path ? ExpectedInput.Read(path, around) : [];

    /// <summary>Severities that the user wants otherwise.</summary>
    public IReadOnlyDictionary<string, Severity> ProfileOf(ParseResult parsed, Surroundings around) =>
        parsed.GetValue(profile) is { } path ? SeverityProfile.Read(path, around) : new Dictionary<string, Severity>();

    /// <summary>How it is asked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="lab">The lab to look into; null for the real world.</param>
    /// <param name="cache">What the domains of a list share; null for one domain.</param>
    public ProbeOptions ProbesOf(ParseResult parsed, RunningLab? lab, EvidenceCache? cache) => new()
    {
        Resolver = parsed.GetValue(resolver),
        LabRoutes = lab?.Routes,
        Limits = lab is null ? ProbeLimits.ForCheck : ProbeLimits.ForCheckInLab,
        AllowSpecialAddresses = parsed.GetValue(allowPrivate),
        Cache = cache,
        Budget = lab is null ? ProbeBudget.ForUser(TimeProvider.System) : null,
    };

    private void NeedsDomains(CommandResult result)
    {
        if (result.GetResult(domains) is not { Tokens.Count: > 0 } && result.GetResult(list) is null)
        {
            result.AddError("Name a domain, or a file of domains with --list FILE.");
        }
    }
}
