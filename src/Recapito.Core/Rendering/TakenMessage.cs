namespace Recapito.Core;

/// <summary>A message that a host took, for the drawing of its way. What the host did with it is not seen, so the way ends there.</summary>
/// <param name="Sender">The sender's address.</param>
/// <param name="Host">The host that took it after DATA (RFC 5321 §4.1.1.4).</param>
public sealed record TakenMessage(string Sender, string Host)
{
    internal IReadOnlyList<Station> Stations =>
    [
        new("sender", Sender, StationState.Passed, "sent"), new("system", "", StationState.Passed, "passed"), new("next", Host, StationState.Passed, "took-it"),
    ];

    /// <summary>The stations in words.</summary>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public IReadOnlyList<SheetStation> InWords(string language, Catalogue catalogue) => DiagnosisSheets.InWords(Stations, new(catalogue, language));
}
