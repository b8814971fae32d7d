using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli.Tests;

/// <summary>Worlds with a tenant that an application may ask, and ways to sign in to it.</summary>
internal static class InsideWorlds
{
    public const string Initial = "contoso.onmicrosoft.example";
    public const string Secret = "CANARY-SECRET-8Q~x1";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    public static readonly IReadOnlyList<string> WithCmdlets = [.. WorldApp.LeastPrivilege, "Exchange.ManageAsApp"];

    private static readonly Lazy<X509Certificate2> Own = new(() => Made("CN=Recapito"));

    /// <summary>The application's certificate.</summary>
    public static X509Certificate2 Certificate => Own.Value;

    public static World Of(WorldApp app) => new()
    {
        BounceAt = Now.AddHours(-1),
        Now = Now,
        Message = new() { To = ["lee@contoso.example"] },
        Tenants = new Dictionary<string, WorldTenant>
        {
            [Initial] = new()
            {
                App = app with { Permissions = ReferenceEquals(app.Permissions, WorldApp.LeastPrivilege) ? WithCmdlets : app.Permissions, Secret = app.Secret ?? Secret, Certificate = app.Certificate.IsEmpty ? Certificate.RawData : app.Certificate },
                Domains = [new("contoso.example", true, ["Email"]), new("new.contoso.example", false, [])],
                AcceptedDomains = [new("contoso.example", AcceptedDomainType.Authoritative, false), new("relay.example", AcceptedDomainType.InternalRelay, true)],
                Recipients = [new("lee@contoso.example", "UserMailbox"), new("news@contoso.example", "DynamicDistributionGroup"), new("pat@contoso.example", "MailUser") { ExternalAddress = "pat@fabrikam.example" }],
                Configuration = new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>
                {
                    [ExchangeObjectKind.HostedConnectionFilterPolicy] = [Object(("Name", "Default"), ("DirectoryBasedEdgeBlockMode", "Default"))],
                    [ExchangeObjectKind.OrganizationConfig] = [Object(("Name", "contoso"), ("RejectDirectSend", "False"))],
                },
                Health = [Issue("EX1", "E-Mail timely delivery", false), Issue("EX2", "E-Mail timely delivery", true), Issue("EX3", "Calendaring", false)],
                Trace = [new(Object(("id", "t1"), ("receivedDateTime", "2026-11-23T08:00:00Z"), ("recipientAddress", "lee@contoso.example"), ("subject", "Invoice 4711"), ("status", "delivered")), [Object(("event", "RECEIVE"), ("data", "x")), Object(("event", "DELIVER"))])],
            },
        },
    };

    public static SignInOptions SignIn(SignInWay way = SignInWay.ManagedIdentity, WorldApp? app = null) => new()
    {
        Way = way,
        Tenant = Initial,
        Cloud = Cloud.Named((app ?? new()).Cloud)!,
        ClientId = way is SignInWay.ManagedIdentity ? null : new WorldApp().ClientId,
        ClientSecret = Secret,
    };

    public static X509Certificate2 Made(string name)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }

    public static ExchangeObject Object(params (string Name, string Value)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create<string, IReadOnlyList<string>>(property.Name, [property.Value])));

    private static ExchangeObject Issue(string id, string group, bool resolved) => Object(
        [("id", id), ("title", "Inbound mail is late " + id), ("service", "Exchange Online"), ("status", resolved ? "serviceRestored" : "serviceDegradation"), ("classification", "incident"),
            ("feature", "x"), ("featureGroup", group), ("isResolved", resolved ? "True" : "False"), ("startDateTime", "2026-11-20T08:00:00Z"), .. resolved ? [("endDateTime", "2026-11-20T09:00:00Z")] : Array.Empty<(string, string)>()]);
}
