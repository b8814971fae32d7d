using Recapito.Core;

namespace Recapito.Cli;

/// <summary>What a diagnosis is asked about: a bounce with its failed recipients, or an address.</summary>
internal sealed record Question(string? File, DsnReport? Report, IReadOnlyList<Symptom> Symptoms)
{
    public bool IsBounce => Report is not null;

    /// <exception cref="InputException">It is neither a bounce nor an address.</exception>
    public static Question Read(string subject, Surroundings around)
    {
        if (IsAddress(subject))
        {
            return new(null, null, [OfAddress(subject)]);
        }

        var (mail, report) = Bounce.Read(subject, around);
        var symptoms = Core.Symptoms.Of(report, Catalogue.Default);
        return symptoms.Count > 0
            ? new(mail.Name, report, symptoms)
            : throw new InputException($"{mail.Name}: the report names no recipient with a domain; nothing can be asked about it.");
    }

    // A path that names nothing and looks like an address is one; a slash in a local part is rarer than a mistyped path.
    private static bool IsAddress(string subject) => subject.Contains('@', StringComparison.Ordinal)
        && !Path.Exists(subject) && subject.AsSpan().IndexOfAny('/', '\\') < 0;

    /// <summary>A question about an address alone.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Question About(string address) => new(null, null, [OfAddress(address)]);

    private static Symptom OfAddress(string address)
    {
        try
        {
            return Core.Symptoms.OfAddress(address);
        }
        catch (FormatException e)
        {
            throw new InputException($"{address}: {e.Message}.");
        }
    }
}
