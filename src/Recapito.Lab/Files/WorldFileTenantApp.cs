using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads the keys "app", "health" and "trace" of a tenant in a world file.</summary>
internal static class WorldFileTenantApp
{
    private static readonly string[] Clouds = ["worldwide", "gcc-high", "dod", "21vianet"];

    // Those that a question needs, and those that come close to them by name or stand for too much.
    private static readonly string[] KnownPermissions =
    [
        .. WorldApp.LeastPrivilege, "Exchange.ManageAsApp", "Exchange.ManageV2", "Directory.Read.All", "Directory.ReadWrite.All", "Domain.ReadWrite.All", "ServiceMessage.Read.All",
        "Mail.Read", "Mail.ReadBasic", "Mail.ReadBasic.All", "Mail.ReadWrite", "Mail.Read.Shared", "Mail.Send", "User.Read", "User.Read.All", "Group.Read.All", "full_access_as_app",
    ];

    private static readonly string[] IssueKeys =
        ["id", "title", "status", "service", "feature", "featureGroup", "classification", "startDateTime", "endDateTime", "lastModifiedDateTime", "isResolved", "impactDescription", "origin"];

    private static readonly string[] RowKeys = ["id", "messageId", "receivedDateTime", "senderAddress", "recipientAddress", "subject", "status", "size", "fromIP", "toIP"];

    private static readonly string[] DetailKeys = ["id", "messageId", "dateTime", "event", "action", "description", "data"];

    private static readonly string[] TimeKeys = ["startDateTime", "endDateTime", "lastModifiedDateTime", "receivedDateTime", "dateTime"];

    public static WorldApp Read(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "app", "clientId", "secret", "certificate", "permissions", "exchangeRole", "tracePrincipal", "cloud", "throttle", "retryAfter", "pageSize", "tokenLasts", "deviceCodePolls");
        var standard = new WorldApp();
        return new()
        {
            ClientId = keys.Or("clientId", standard.ClientId, value => Id(scope, value)),
            Secret = keys.Or<string?>("secret", null, value => scope.Line(value, "secret")),
            Certificate = keys.Or("certificate", standard.Certificate, value => Certificate(scope, value)),
            Permissions = keys.Or("permissions", standard.Permissions, value => Permissions(scope, value)),
            HasExchangeRole = keys.Or("exchangeRole", true, value => scope.Flag(value, "exchangeRole")),
            HasTracePrincipal = keys.Or("tracePrincipal", true, value => scope.Flag(value, "tracePrincipal")),
            Cloud = keys.Or("cloud", standard.Cloud, value => scope.Word(value, "cloud", Clouds)),
            Throttle = keys.Or("throttle", 0, value => scope.Number(value, "throttle", 0, 1000)),
            RetryAfter = keys.Or("retryAfter", standard.RetryAfter, value => scope.Number(value, "retryAfter", 0, 86_400)),
            PageSize = keys.Or("pageSize", 0, value => scope.Number(value, "pageSize", 1, 100_000)),
            TokenLasts = keys.Or("tokenLasts", 0, value => scope.Number(value, "tokenLasts", 1, 100_000)),
            DeviceCodePolls = keys.Or("deviceCodePolls", standard.DeviceCodePolls, value => scope.Number(value, "deviceCodePolls", 0, 100)),
        };
    }

    public static IReadOnlyList<ExchangeObject> Health(WorldFileScope scope, Keys keys) =>
        keys.Or<IReadOnlyList<ExchangeObject>>("health", [], value => [.. scope.Items(value, "health").Select(item => Flat(scope, item, "an issue", "id", IssueKeys, []))]);

    public static IReadOnlyList<WorldTraceRow> Trace(WorldFileScope scope, Keys keys) =>
        keys.Or<IReadOnlyList<WorldTraceRow>>("trace", [], value => [.. scope.Items(value, "trace").Select(item => Row(scope, item))]);

    private static WorldTraceRow Row(WorldFileScope scope, YamlNode node)
    {
        var details = scope.Keys(node, "a row of the trace", [.. RowKeys, "details"])["details"];
        return new(
            Flat(scope, node, "a row of the trace", "recipientAddress", RowKeys, ["details"]),
            details is null ? [] : [.. scope.Items(details, "details").Select(item => Flat(scope, item, "a detail", "event", DetailKeys, []))]);
    }

    private static ExchangeObject Flat(WorldFileScope scope, YamlNode node, string what, string must, string[] known, string[] others)
    {
        var keys = scope.Keys(node, what, [.. known, .. others]);
        keys.Must(must, what);
        return new(known.Where(keys.Has).Select(name => KeyValuePair.Create<string, IReadOnlyList<string>>(name, Value(scope, keys[name]!, name))));
    }

    private static string[] Value(WorldFileScope scope, YamlNode node, string name) => node is YamlText { IsNull: true } ? []
        : TimeKeys.Contains(name) ? [scope.Time(node, name).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)]
        : name is "isResolved" ? [scope.Flag(node, name) ? "True" : "False"]
        : [scope.Line(node, name)];

    private static string[] Permissions(WorldFileScope scope, YamlNode node) => [.. scope.OneOrMore(node, "permissions").Select(item => Permission(scope, item))];

    // An application may have been granted anything; what is all but a known name is a slip of the pen, and the questions would be refused for no visible reason.
    private static string Permission(WorldFileScope scope, YamlNode node)
    {
        var name = scope.Text(node, "permissions");
        return !KnownPermissions.Contains(name, StringComparer.Ordinal) && WorldFileScope.Slip(name, KnownPermissions) is { } meant
            ? throw scope.Error(node, $"there is no permission \"{name}\"; did you mean \"{meant}\"?") : name;
    }

    private static string Id(WorldFileScope scope, YamlNode node) => Guid.TryParse(scope.Line(node, "clientId"), out var id) ? id.ToString("D")
        : throw scope.Error(node, "clientId is no id; expected one such as 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

    private static ReadOnlyMemory<byte> Certificate(WorldFileScope scope, YamlNode node)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(scope.Text(node, "certificate"));
            return certificate.RawData;
        }
        catch (CryptographicException)
        {
            throw scope.Error(node, "certificate is no certificate in PEM (RFC 7468); write \"certificate: |\" and below it the lines from BEGIN CERTIFICATE to END CERTIFICATE");
        }
    }
}
