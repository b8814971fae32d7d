namespace Recapito.Core;

/// <summary>Which address or domain was meant, where evidence shows that the one that was written does not exist. It is a question to the sender, never a finding.</summary>
internal static class MeantAddress
{
    // Domains in which very many people have their mailboxes, so that one that does not exist and is one mistake away is most likely a slip.
    private static readonly string[] MuchUsed =
        ["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.it", "live.com", "yahoo.com", "yahoo.it", "icloud.com", "aol.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "libero.it", "virgilio.it", "orange.fr", "proton.me"];

    /// <summary>The values of a finding, with what was meant where that can be said.</summary>
    public static IReadOnlyDictionary<string, string> With(Case now, string cause, IReadOnlyDictionary<string, string> arguments) =>
        Of(now, cause) is { } meant ? new Dictionary<string, string>(arguments) { ["meant"] = meant } : arguments;

    private static string? Of(Case now, string cause) => cause switch
    {
        "domain-does-not-exist" => MuchUsed.FirstOrDefault(domain => Misspelling.Mistakes(now.Symptom.Domain, domain) == 1) is { } domain
            ? $"{now.Symptom.Recipient[..now.Symptom.Recipient.LastIndexOf('@')]}@{domain}" : null,
        "recipient-does-not-exist" or "recipient-not-in-edge-directory" => now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Absent<DirectoryRecipient> { Reason: var why } ? Near(now.Symptom.Recipient, why) : null,
        _ => null,
    };

    // In a file whose addresses were put away, a pseudonym is near to nothing.
    private static string? Near(string recipient, string why) =>
        why.StartsWith(InsideGaps.NoObjectButNear, StringComparison.Ordinal) ? Misspelling.OfAddress(recipient, [why[InsideGaps.NoObjectButNear.Length..]]) : null;
}
