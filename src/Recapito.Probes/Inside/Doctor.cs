using System.Buffers.Text;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Says of each question whether the application may ask it, by asking; and that it may no more, by asking for what it must be refused. What it finds out
/// rests on answers, and not on what the token says of itself; only permissions beyond the needed ones are read there.
/// </summary>
/// <param name="access">The connections.</param>
/// <param name="otherMailbox">A mailbox that must be refused; null for a made-up one.</param>
/// <param name="runsCmdlets">True where the question of cmdlets is put too.</param>
public sealed class Doctor(InsideAccess access, string? otherMailbox, bool runsCmdlets)
{
    private const string TracePermission = "ExchangeMessageTrace.Read.All";
    private const string ReadRole = "View-Only Organization Management";

    private static readonly string[] Needed =
    [
        "Domain.Read.All", "ServiceHealth.Read.All", TracePermission, "Exchange.ManageAsAppV2", "Exchange.ManageV2",
        "openid", "profile", "email", "offline_access", "User.Read",
    ];

    /// <summary>Asks everything.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<DoctorReport> ExamineAsync(CancellationToken cancel)
    {
        var answers = new List<DoctorAnswer> { await SignInAsync(cancel).ConfigureAwait(false) };
        if (answers[0].Status is DoctorStatus.Ok)
        {
            answers.AddRange(await QuestionsAsync(cancel).ConfigureAwait(false));
            answers.Add(await PermissionsAsync(cancel).ConfigureAwait(false));
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

    private async Task<IReadOnlyList<DoctorAnswer>> QuestionsAsync(CancellationToken cancel)
    {
        var mailbox = otherMailbox ?? $"recapito-doctor@{(access.SignIn.Tenant.Contains('.', StringComparison.Ordinal) ? access.SignIn.Tenant : "contoso.example")}";
        var now = access.Clock.GetUtcNow();
        var graph = access.Graph;
        string[] exchange = ["Exchange.ManageAsAppV2", ReadRole];
        return
        [
            Judge("domains", ["Domain.Read.All"], await graph.DomainsAsync(cancel).ConfigureAwait(false), "grant"),
            Judge("service-health", ["ServiceHealth.Read.All"], await graph.ServiceIssuesAsync(cancel).ConfigureAwait(false), "grant"),
            Judge("message-trace", [TracePermission], access.SignIn.Cloud.HasMessageTrace
                ? await graph.MessageTraceAsync(new(mailbox, now.AddHours(-1), now), cancel).ConfigureAwait(false)
                : ApiListing.Missing(ApiGapKind.NotAsked, $"the cloud {access.SignIn.Cloud.Id} has no message trace in Microsoft Graph"), "grant"),
            Judge("accepted-domains", exchange, await access.Exchange.ListAsync(ExchangeObjectKind.AcceptedDomain, cancel).ConfigureAwait(false), "exchange-role"),
            Judge("organization-config", exchange, await access.Exchange.ListAsync(ExchangeObjectKind.OrganizationConfig, cancel).ConfigureAwait(false), "exchange-role"),
            Judge("exchange-commands", ["Exchange.ManageAsApp", ReadRole], runsCmdlets
                ? await access.Exchange.InvokeAsync(ExchangeObjectKind.HostedConnectionFilterPolicy, cancel).ConfigureAwait(false)
                : ApiListing.Missing(ApiGapKind.NotAsked, "--exchange-commands was not given"), "exchange-role"),
            Mailbox(await graph.OtherMailboxAsync(mailbox, cancel).ConfigureAwait(false), mailbox),
        ];
    }

    private static DoctorAnswer Judge(string id, IReadOnlyList<string> needs, ApiListing listing, string remedy) => listing.Gap switch
    {
        null => new(id, DoctorStatus.Ok, needs, null, null),
        { Kind: ApiGapKind.NotAsked } gap => new(id, DoctorStatus.NotAsked, needs, gap.Text, null),
        { Kind: ApiGapKind.Unauthorized } gap when gap.Text.Contains("Service principal-less", StringComparison.OrdinalIgnoreCase) => new(id, DoctorStatus.Missing, needs, gap.Text, "trace-principal"),
        { Kind: ApiGapKind.Forbidden or ApiGapKind.Unauthorized } gap => new(id, DoctorStatus.Missing, needs, gap.Text, remedy),
        { Kind: ApiGapKind.NotSignedIn, Code: not null } gap => new(id, DoctorStatus.Missing, needs, gap.Text, "consent"),
        { } gap => new(id, DoctorStatus.Unknown, needs, gap.Text, "again"),
    };

    // Only a refusal proves that it is refused: nobody of that name means that the question went through.
    private static DoctorAnswer Mailbox(ApiListing listing, string mailbox) => listing.Gap switch
    {
        null => new("other-mailboxes", DoctorStatus.TooMuch, [], $"messages of {Visible.Text(mailbox)} can be listed", "mailboxes"),
        { Kind: ApiGapKind.Forbidden } => new("other-mailboxes", DoctorStatus.Ok, [], null, null),
        { Kind: ApiGapKind.NotFound } gap => new("other-mailboxes", DoctorStatus.Unknown, [], $"{Visible.Text(mailbox)} was looked for and not refused: {gap.Text}", "name-mailbox"),
        { } gap => new("other-mailboxes", DoctorStatus.Unknown, [], gap.Text, "again"),
    };

    private async Task<DoctorAnswer> PermissionsAsync(CancellationToken cancel)
    {
        var granted = new List<string>();
        foreach (var scope in new[] { access.SignIn.Cloud.GraphScope, access.SignIn.Cloud.ExchangeScope })
        {
            try
            {
                if (Granted(await access.Tokens.GetAsync(scope, false, cancel).ConfigureAwait(false)) is not { } some)
                {
                    return new("permissions", DoctorStatus.Unknown, [], "the token does not say what it permits", null);
                }

                granted.AddRange(some);
            }
            catch (SignInException)
            {
                // The questions to this service have said so already; without a token it permits nothing.
            }
        }

        var more = granted.Except(Needed).Except(runsCmdlets ? ["Exchange.ManageAsApp"] : []).Distinct().Order(StringComparer.Ordinal).ToList();
        return more.Count == 0 ? new("permissions", DoctorStatus.Ok, [], null, null) : new("permissions", DoctorStatus.TooMuch, [], Visible.Text(string.Join(", ", more)), "take-away");
    }

    // Access tokens are opaque by promise, and JWTs in fact (Microsoft: Access tokens in the Microsoft identity platform); roles are an application's, scp a person's.
    private static IReadOnlyList<string>? Granted(BearerToken token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Value.Split('.')[1]));
            var roles = claims.RootElement.TryGetProperty("roles", out var list) ? list.EnumerateArray().Select(role => role.GetString() ?? "") : [];
            var scopes = ApiJson.TextOf(claims.RootElement, "scp")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            return [.. roles, .. scopes];
        }
        catch (Exception e) when (e is JsonException or FormatException or IndexOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }
}
