using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Says of each question whether the application may ask it, by asking; and looks for what it may beyond that, by asking for what it must be refused. What it
/// finds out rests on answers, and not on what the token says of itself; only permissions beyond the needed ones are read there.
/// </summary>
/// <param name="access">The connections.</param>
/// <param name="otherMailbox">A mailbox that must be refused; null for a made-up one.</param>
/// <param name="runsCmdlets">True where the question of cmdlets is put too.</param>
public sealed class Doctor(InsideAccess access, string? otherMailbox, bool runsCmdlets)
{
    private const string TracePermission = "ExchangeMessageTrace.Read.All";
    private const string ReadRole = "View-Only Organization Management";
    private const string CommandPermission = "Exchange.ManageAsApp";

    /// <summary>Asks everything.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<DoctorReport> ExamineAsync(CancellationToken cancel)
    {
        var answers = new List<DoctorAnswer> { await SignInAsync(cancel).ConfigureAwait(false) };
        if (answers[0].Status is DoctorStatus.Ok)
        {
            var granted = await GrantedPermissions.ReadAsync(access, cancel).ConfigureAwait(false);
            answers.AddRange(await QuestionsAsync(granted, cancel).ConfigureAwait(false));
            answers.Add(Permissions(granted, isRefused: answers[^1].Status is DoctorStatus.Ok));
        }

        return new(access.SignIn.Tenant, access.SignIn.Cloud.Id, access.Tokens.Way, access.Clock.GetUtcNow(), answers);
    }

    private async Task<DoctorAnswer> SignInAsync(CancellationToken cancel)
    {
        try
        {
            await access.Tokens.GetAsync(access.SignIn.Cloud.GraphScope, false, cancel).ConfigureAwait(false);
            return new("sign-in", DoctorStatus.Ok, [], null, null);
        }
        catch (SignInException e)
        {
            return new("sign-in", e.Code is null ? DoctorStatus.Unknown : DoctorStatus.Missing, [], e.Message, SignInRemedy(e.Code));
        }
    }

    private static string SignInRemedy(string? code) => code switch
    {
        "AADSTS90002" or "AADSTS50059" or "AADSTS900023" or "AADSTS900382" => "tenant",
        "AADSTS700016" or "AADSTS700021" or "AADSTS900971" => "client-id",
        "AADSTS7000215" or "AADSTS7000222" or "AADSTS7000218" => "secret",
        "AADSTS700027" or "AADSTS700030" or "AADSTS50012" => "certificate",
        "AADSTS700024" => "clock",
        null => "again",
        _ => "sign-in",
    };

    private async Task<IReadOnlyList<DoctorAnswer>> QuestionsAsync(GrantedPermissions? granted, CancellationToken cancel)
    {
        var mailbox = otherMailbox ?? $"recapito-doctor@{(access.SignIn.Tenant.Contains('.', StringComparison.Ordinal) ? access.SignIn.Tenant : "contoso.example")}";
        var (now, graph) = (access.Clock.GetUtcNow(), access.Graph);
        string[] exchange = ["Exchange.ManageAsAppV2", ReadRole];
        return
        [
            Judge("domains", ["Domain.Read.All"], await graph.DomainsAsync(cancel).ConfigureAwait(false)),
            Judge("service-health", ["ServiceHealth.Read.All"], await graph.ServiceIssuesAsync(cancel).ConfigureAwait(false)),
            access.SignIn.Cloud.HasMessageTrace
                ? Judge("message-trace", [TracePermission], await graph.MessageTraceAsync(new(mailbox, now.AddHours(-1), now), cancel).ConfigureAwait(false))
                : NotAsked("message-trace", [TracePermission], Note("no-trace-in-cloud", ("cloud", access.SignIn.Cloud.Id))),
            Judge("accepted-domains", exchange, await access.Exchange.ListAsync(ExchangeObjectKind.AcceptedDomain, cancel).ConfigureAwait(false)),
            Judge("organization-config", exchange, await access.Exchange.ListAsync(ExchangeObjectKind.OrganizationConfig, cancel).ConfigureAwait(false)),
            runsCmdlets
                ? Judge("exchange-commands", [CommandPermission, ReadRole], await access.Exchange.InvokeAsync(ExchangeObjectKind.HostedConnectionFilterPolicy, cancel).ConfigureAwait(false))
                : NotAsked("exchange-commands", [CommandPermission, ReadRole], Note(granted?.All.Contains(CommandPermission) is true ? "commands-granted-only" : "commands-not-given")),
            Mailbox(await graph.OtherMailboxAsync(mailbox, cancel).ConfigureAwait(false), mailbox),
        ];
    }

    private static DoctorAnswer NotAsked(string id, string[] needs, RecordNote note) => new(id, DoctorStatus.NotAsked, needs, null, null) { Note = note };

    private static DoctorAnswer Judge(string id, string[] needs, ApiListing listing) => listing.Gap switch
    {
        null => new(id, DoctorStatus.Ok, needs, null, null),
        { Kind: ApiGapKind.Unauthorized } gap when gap.Text.Contains("Service principal-less", StringComparison.OrdinalIgnoreCase) => new(id, DoctorStatus.Missing, needs, gap.Text, "trace-principal"),
        { Kind: ApiGapKind.Unauthorized, Code: "InvalidAuthenticationToken" } gap => new(id, DoctorStatus.Unknown, needs, gap.Text, "sign-in"),
        { Kind: ApiGapKind.Forbidden or ApiGapKind.Unauthorized } gap => Refused(id, needs, gap),
        { Kind: ApiGapKind.NotSignedIn, Code: not null } gap => new(id, DoctorStatus.Missing, needs, gap.Text, "consent") { Lacks = [needs[0]] },
        { } gap => new(id, DoctorStatus.Unknown, needs, gap.Text, "again"),
    };

    // Exchange Online wants a role beside the permission, and its words tell which of them is missing (Microsoft: App-only authentication in Exchange Online
    // PowerShell). Microsoft Graph wants the permission alone.
    private static DoctorAnswer Refused(string id, string[] needs, ApiGap gap)
    {
        var (lacks, remedy) = needs.Length == 1 ? (needs[0], "grant")
            : gap.Text.Contains("supported in this scenario", StringComparison.OrdinalIgnoreCase) ? (needs[1], "exchange-role") : (needs[0], "exchange-permission");
        return new(id, DoctorStatus.Missing, needs, gap.Text, remedy) { Lacks = [lacks] };
    }

    // Only a refusal shows that it is refused: nobody of that name means that the question went through.
    private DoctorAnswer Mailbox(ApiListing listing, string mailbox)
    {
        var who = ("mailbox", Visible.Text(mailbox));
        return listing.Gap switch
        {
            null => new("other-mailboxes", DoctorStatus.TooMuch, [], null, "mailboxes") { Note = Note("mailbox-open", who), ReadsMail = true },
            { Kind: ApiGapKind.Forbidden } => new("other-mailboxes", DoctorStatus.Ok, [], null, null) { Note = Note(otherMailbox is null ? "mailbox-refused-invented" : "mailbox-refused", who) },
            { Kind: ApiGapKind.NotFound } gap => new("other-mailboxes", DoctorStatus.Unknown, [], gap.Text, "name-mailbox") { Note = Note("mailbox-not-refused", who) },
            { } gap => new("other-mailboxes", DoctorStatus.Unknown, [], gap.Text, "again") { Note = Note("mailbox-asked", who) },
        };
    }

    private static DoctorAnswer Permissions(GrantedPermissions? granted, bool isRefused)
    {
        if (granted is null)
        {
            return new("permissions", DoctorStatus.Unknown, [], null, "again") { Note = Note("token-silent") };
        }

        // That cmdlets are not asked for, and may be, is said with their question.
        var more = granted.BeyondNeed.Where(permission => permission is not CommandPermission).ToList();
        return more.Count == 0 ? new("permissions", DoctorStatus.Ok, [], null, null) { Note = Note("no-surplus") } : new("permissions", DoctorStatus.TooMuch, [], null, "take-away")
        {
            Surplus = [.. more.Select(Visible.Text)], ReadsMail = granted.ReadsMail && !isRefused,
        };
    }

    private static RecordNote Note(string id, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in arguments)
        {
            values[name] = value;
        }

        return new(id, values);
    }
}
