using Recapito.Core;

namespace Recapito.Input;

/// <summary>What a diagnosis is asked about: a bounce with its failed recipients, or an address.</summary>
/// <param name="File">How the user knows the mail; null for an address.</param>
/// <param name="Report">The bounce; null for an address.</param>
/// <param name="Symptoms">One for each recipient; at least one.</param>
public sealed record Question(string? File, DsnReport? Report, IReadOnlyList<Symptom> Symptoms)
{
    /// <summary>True where a bounce is in hand.</summary>
    public bool IsBounce => Report is not null;

    /// <summary>A question about an address alone.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Question About(string address)
    {
        try
        {
            return new(null, null, [Core.Symptoms.OfAddress(address)]);
        }
        catch (FormatException e)
        {
            throw new InputException($"{address}: {e.Message}.", "no-address");
        }
    }

    /// <summary>A question about a mail of any form.</summary>
    /// <param name="name">How the user knows it.</param>
    /// <param name="bytes">The mail.</param>
    /// <exception cref="InputException">It is no bounce, or names no recipient that can be asked for.</exception>
    public static Question Of(string name, ReadOnlySpan<byte> bytes)
    {
        var report = Bounce.Read(name, bytes);
        var symptoms = Core.Symptoms.Of(report, Catalogue.Default);
        return symptoms.Count > 0
            ? new(name, report, symptoms)
            : throw new InputException($"{name}: the report names no recipient with a domain; nothing can be asked about it.", "no-recipient");
    }
}
