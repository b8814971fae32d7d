namespace Recapito.Core;

/// <summary>Names of servers, by which objects of exports hang together: the first label, lower case, whether the domain is written or not.</summary>
internal static class ServerName
{
    /// <summary>"ex01" of "EX01", "EX01.contoso.example" and ".../CN=EX01".</summary>
    public static string Of(string text)
    {
        var name = text[(text.LastIndexOfAny(['/', '\\', '=']) + 1)..];
        return name.Split('.')[0].Trim().ToLowerInvariant();
    }

    /// <summary>The server of a receive connector, whose Identity is "server\name" (Microsoft: Get-ReceiveConnector); null where it is not shown.</summary>
    public static string? OfReceiveConnector(ListedObject one) => BeforeBackslash(one.Item.Text("Identity"));

    /// <summary>The server of a certificate, whose Identity is "server\thumbprint" (Microsoft: Get-ExchangeCertificate); null where it is not shown.</summary>
    public static string? OfCertificate(ListedObject one) => BeforeBackslash(one.Item.Text("Identity"));

    private static string? BeforeBackslash(string? identity) => identity?.IndexOf('\\', StringComparison.Ordinal) is > 0 and var end ? Of(identity[..end]) : null;
}
