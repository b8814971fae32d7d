namespace Recapito.Lab;

/// <summary>The names under which Microsoft's edge takes mail, for hosts that a world does not write itself.</summary>
internal static class MicrosoftMail
{
    private static readonly string[] Suffixes =
    [
        ".mail.protection.outlook.com", ".mail.eo.outlook.com", ".mx.microsoft", ".mail.protection.office365.us", ".mail.protection.partner.outlook.cn",
    ];

    /// <summary>An edge as it is where nothing is said of it.</summary>
    public static WorldHost Edge { get; } = new() { Is = "exchange-online" };

    /// <summary>True for a name under which Exchange Online's servers give themselves, in replies and reports.</summary>
    public static bool IsServer(string name) => IsEdge(name) || name.EndsWith(".prod.outlook.com", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".prod.protection.outlook.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a canonical host name in one of Microsoft's mail zones.</summary>
    public static bool IsEdge(string name) => Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));
}
