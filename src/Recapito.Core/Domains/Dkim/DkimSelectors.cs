namespace Recapito.Core;

/// <summary>Selectors under which keys are looked for, since the DNS cannot list them.</summary>
internal static class DkimSelectors
{
    /// <summary>Those of Microsoft 365 (Microsoft, "Set up DKIM").</summary>
    public static readonly IReadOnlyList<string> Microsoft = ["selector1", "selector2"];

    /// <summary>Those that are asked for even where <c>_domainkey</c> is said not to exist: some servers say so of names that only hold others (RFC 8020 §2).</summary>
    public static readonly IReadOnlyList<string> MostCommon = ["google", "default", "s1", "k1"];

    /// <summary>
    /// Those that providers' own documentation tells their customers to publish, and the names that people choose: Google Workspace, SendGrid,
    /// Mailchimp, Mandrill, Mailgun, Fastmail, Proton, Zoho, Mailjet, Postmark, Apple iCloud, IONOS, Brevo, Klaviyo, Campaign Monitor, Constant Contact.
    /// </summary>
    public static readonly IReadOnlyList<string> Common =
    [
        "google", "default", "dkim", "mail", "selector", "s1", "s2", "k1", "k2", "k3", "fm1", "fm2", "fm3", "protonmail", "protonmail2", "protonmail3",
        "zmail", "zoho", "mandrill", "mailjet", "smtp", "mta", "pm", "sig1", "s1-ionos", "s2-ionos", "brevo1", "brevo2", "kl", "kl2", "cm", "ctct1", "ctct2",
        "key1", "dkim1", "dkim2",
    ];

    /// <summary>A selector that nobody has; whoever answers for it answers for each (RFC 4592).</summary>
    public const string Nobody = "recapito-no-such-selector";

    /// <summary>The name of a selector's key.</summary>
    public static string NameOf(string selector, string domain) => $"{selector}._domainkey.{domain}";
}
