using System.Collections;
using System.Management.Automation;

namespace Recapito.Exports.Tests;

/// <summary>Types that behave towards serializers as Exchange's own do: real enumerations, and classes with a ToString of their own.</summary>
internal static class ExchangeTypes
{
    public enum AcceptedDomainType
    {
        Authoritative,
        ExternalRelay,
        InternalRelay,
    }

    public enum TlsAuthLevel
    {
        EncryptionOnly = 1,
        CertificateValidation = 2,
        DomainValidation = 4,
    }

    public enum TenantConnectorType
    {
        OnPremises = 1,
        Partner = 2,
    }

    [Flags]
    public enum PermissionGroups
    {
        None = 0,
        AnonymousUsers = 1,
        ExchangeServers = 4,
        ExchangeLegacyServers = 8,
    }

    public enum HybridFeature
    {
        FreeBusy,
        SecureMail,
        CentralizedTransport,
    }

    /// <summary>A host by name or address, as "SmartHosts" holds it.</summary>
    public sealed class SmartHost(string name, bool isAddress = false)
    {
        public string? Address => isAddress ? name : null;

        public bool IsIPAddress => isAddress;

        public Fqdn? Domain => isAddress ? null : new(name);

        public override string ToString() => isAddress ? $"[{name}]" : name;
    }

    public sealed class Fqdn(string domain)
    {
        public string Domain => domain;

        public override string ToString() => domain;
    }

    public sealed class SmtpDomainWithSubdomains(string domain)
    {
        public string Domain => domain.TrimStart('*').TrimStart('.');

        public string Address => domain;

        public bool IncludeSubDomains => domain.StartsWith("*.", StringComparison.Ordinal);

        public override string ToString() => domain;
    }

    public sealed class AddressSpace(string address, int cost)
    {
        public string Type { get; } = "SMTP";

        public string Address => address;

        public int Cost => cost;

        public override string ToString() => $"SMTP:{address};{cost}";
    }

    public sealed class SmtpX509Identifier(string issuer, string subject)
    {
        public string CertificateIssuer => issuer;

        public string CertificateSubject => subject;

        public override string ToString() => $"<I>{issuer}<S>{subject}";
    }

    public sealed class AutoDiscoverSmtpDomain(string domain, bool autoDiscover)
    {
        public bool AutoDiscover => autoDiscover;

        public string Domain => domain;

        public override string ToString() => (autoDiscover ? "autod:" : "") + domain;
    }

    public sealed class Unlimited
    {
        public bool IsUnlimited { get; } = true;

        public override string ToString() => "Unlimited";
    }

    public sealed class EnhancedTimeSpan(TimeSpan span)
    {
        public long Ticks => span.Ticks;

        public override string ToString() => span.ToString();
    }

    /// <summary>A list as Exchange's MultiValuedProperty: enumerable, with members beside its items.</summary>
    public sealed class MultiValuedProperty(params object[] items) : IEnumerable
    {
        public int Count => items.Length;

        public bool IsReadOnly { get; }

        public IEnumerator GetEnumerator() => items.GetEnumerator();

        public override string ToString() => "Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]";
    }

    /// <summary>An object of a cmdlet: its type's name and its properties.</summary>
    public static PSObject Object(string type, params (string Name, object? Value)[] properties)
    {
        var item = new PSObject();
        item.TypeNames.Insert(0, type);
        foreach (var (name, value) in properties)
        {
            item.Properties.Add(new PSNoteProperty(name, value));
        }

        return item;
    }
}
