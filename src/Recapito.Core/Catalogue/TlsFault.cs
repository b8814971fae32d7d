namespace Recapito.Core;

/// <summary>What a report says was wrong with a host's TLS.</summary>
internal enum TlsFault
{
    /// <summary>The report does not say.</summary>
    Unknown,

    /// <summary>There was no STARTTLS.</summary>
    NotOffered,

    /// <summary>The certificate is for another name.</summary>
    Name,

    /// <summary>The certificate has expired, or leads to no root that is trusted.</summary>
    Certificate,
}

/// <summary>Which fault of TLS the reply forms of the catalogue tell of.</summary>
internal static class TlsFaults
{
    /// <summary>Which fault each form of the catalogue tells of; a form that is not here leaves it open.</summary>
    public static readonly IReadOnlyDictionary<string, TlsFault> ByForm = new Dictionary<string, TlsFault>(StringComparer.Ordinal)
    {
        ["exchange-untrusted-certificate"] = TlsFault.Certificate,
        ["exchange-certificate-name"] = TlsFault.Name,
        ["exchange-starttls-required"] = TlsFault.NotOffered,
        ["exchange-expired-starttls-required"] = TlsFault.NotOffered,
        ["exchange-starttls-not-supported"] = TlsFault.NotOffered,
        ["exchange-certificate-expired"] = TlsFault.Certificate,
        ["exchange-certificate-host-mismatch"] = TlsFault.Name,
        // A TLSA record and a certificate do not fit: which of them is wrong is not said.
        ["exchange-tlsa-invalid"] = TlsFault.Unknown,
        ["exchange-handshake-failed"] = TlsFault.Unknown,
        ["postfix-tls-not-offered"] = TlsFault.NotOffered,
        ["postfix-certificate-not-trusted"] = TlsFault.Certificate,
        ["postfix-certificate-not-verified"] = TlsFault.Unknown,
        ["postfix-cannot-start-tls"] = TlsFault.Unknown,
    };

    /// <summary>The fault that a form tells of.</summary>
    /// <param name="form">Its id; null for none.</param>
    public static TlsFault Of(string? form) => ByForm.GetValueOrDefault(form ?? "");

    /// <summary>True where the form says that the certificate was compared with the host's own name (RFC 7672 §3.2.3).</summary>
    public static bool DemandsHostName(string? form) => form is "exchange-certificate-host-mismatch";
}
