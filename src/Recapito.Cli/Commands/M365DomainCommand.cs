using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito m365 domain</c>: the records that Microsoft wants for a domain of the tenant, against those that are there.</summary>
internal sealed class M365DomainCommand
{
    private static readonly ExchangeObjectKind[] OfOneDomain = [ExchangeObjectKind.ServiceConfigurationRecord, ExchangeObjectKind.VerificationDnsRecord];

    private readonly InsideCommandOptions options;

    private readonly Argument<string> domain = new("DOMAIN") { Description = "A domain of the tenant." };
    private readonly Option<bool> noSmtp = new("--no-smtp") { Description = "Do not talk to the mail hosts." };
    private readonly Option<bool> noHttps = new("--no-https") { Description = "Do not fetch policies and registry data over HTTPS." };
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Show the evidence of each finding, with commands to see it yourself." };
    private readonly Option<string> format = CommonOptions.Format("text", "json");

    private M365DomainCommand(Command command, Surroundings around)
    {
        domain.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !Names.IsHostName(Names.Canonical(given.Value)))
            {
                result.AddError($"'{given.Value}' is no domain name; expected one such as contoso.example.");
            }
        });
        command.Arguments.Add(domain);
        foreach (var option in new Option[] { noSmtp, noHttps, verbose, format })
        {
            command.Options.Add(option);
        }

        options = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("domain",
            """
            Compares the records that Microsoft wants for a domain of the tenant with
            those that the domain's name servers give, and says how the domain stands
            in the words of the admin centre; then the findings of 'recapito check'.
            The application needs Domain.Read.All; the accepted domain needs
            Exchange.ManageAsAppV2 and a view-only role.

            Examples:
              recapito m365 domain contoso.example --tenant contoso.example \
                --client-id ID --certificate app.pfx
              recapito m365 domain contoso.example --world world.yaml --format json

            Exit codes: 0 healthy, 1 something is to be mended, 3 could not be
            determined, 4 bad input.
            """);
        _ = new M365DomainCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var name = Names.Canonical(parsed.GetValue(domain)!);
        var run = options.Begin(parsed);
        await using (run.ConfigureAwait(false))
        {
            var (inventory, gaps) = await ListAsync(new InsideSource(run.Access, [], runsCmdlets: false), name, cancel).ConfigureAwait(false);
            var inquiry = InquiryOf(parsed, run);
            var check = new DomainRun(ProbesOf(run), inquiry, new Dictionary<string, Severity>());
            var progress = new Answered(run.Terminal);
            var seen = await check.ExamineAsync(name, (known, now) => TenantDomainExamination.Next(name, inventory, known, inquiry, now), progress, cancel).ConfigureAwait(false);
            var report = TenantDomainExamination.Judge(run.Access.SignIn.Tenant, inventory, gaps, seen, inquiry, Catalogue.Default);
            run.Terminal.EndProgress();
            run.Terminal.Output.Write(parsed.GetValue(format) is "json"
                ? TenantDomainJson.Write(report, Catalogue.Default, run.Language)
                : TenantDomainText.Write(report, run.Style with { Verbose = parsed.GetValue(verbose) }, Catalogue.Default));
            return ExitCode.Of(report);
        }
    }

    // Records are asked for unless the tenant's whole list shows that the domain is not there.
    private static async Task<(ExchangeInventory Inventory, IReadOnlyList<ListingGap> Gaps)> ListAsync(InsideSource source, string name, CancellationToken cancel)
    {
        var (inventory, missing) = await source.InventoryAsync([ExchangeObjectKind.TenantDomain, ExchangeObjectKind.AcceptedDomain], cancel).ConfigureAwait(false);
        List<ListingGap> gaps = [.. missing.Select(gap => new ListingGap(gap.Kind, gap.Gap.Text))];
        var isThere = inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain) is not { } listed
            || listed.Items.Any(item => Names.Canonical(item.Text("id") ?? "") == name);
        foreach (var kind in isThere ? OfOneDomain : [])
        {
            var (records, gap) = await source.ListAsync(kind, name, cancel).ConfigureAwait(false);
            inventory = records is null ? inventory : inventory.With(records);
            gaps.AddRange(gap is null ? [] : [new ListingGap(kind, gap.Text)]);
        }

        return (inventory, gaps);
    }

    private DomainInquiry InquiryOf(ParseResult parsed, InsideRun run)
    {
        var known = run is { World: { } world, Lab: { } lab } ? LabRun.InquiryOf(world, lab) : new();
        var https = known.Https && !parsed.GetValue(noHttps);
        return known with { Smtp = known.Smtp && !parsed.GetValue(noSmtp), Https = https, Registration = known.Registration && https };
    }

    private static ProbeOptions ProbesOf(InsideRun run) => run.Probes with
    {
        Limits = run.Lab is null ? ProbeLimits.ForCheck : ProbeLimits.ForCheckInLab,
        Budget = run.Lab is null ? ProbeBudget.ForUser(TimeProvider.System) : null,
    };
}
