namespace Recapito.Core;

/// <summary>The question that would settle a likely cause, by what is missing for its proof.</summary>
internal static class NextQuestion
{
    private static readonly (string Missing, string Question)[] Order =
    [
        ("report-names-no-host", "full-report"),
        ("no-authoritative-answer", "ask-authoritative"),
        ("zone-incomplete", "ask-authoritative"),
        ("resolver-silent", "ask-authoritative"),
        ("no-control-host", "control-host"),
        ("not-reproduced", "ask-smtp"),
        ("control-not-asked", "ask-smtp"),
        ("not-every-mx-answered", "ask-smtp"),
        ("new-host-not-seen-to-accept", "ask-smtp"),
        ("no-known-good", "known-good"),
        ("known-good-not-taken", "inside"),
        ("inside-not-seen", "inside"),
        ("behind-gateway", "inside"),
        ("host-is-gateway", "ask-gateway"),
        ("others-stand", "inside"),
    ];

    public static string? For(IReadOnlyList<string> missing) =>
        Order.FirstOrDefault(pair => missing.Contains(pair.Missing)).Question;
}
