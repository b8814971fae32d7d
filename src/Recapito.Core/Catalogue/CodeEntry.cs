using System.Globalization;

namespace Recapito.Core;

/// <summary>A code that Exchange Online documents, or one of the texts that tell its meanings apart, as <c>catalogue/codes/*.yaml</c> describes it.</summary>
/// <param name="Id">Fixed id, kebab-case.</param>
/// <param name="Codes">Enhanced codes that it comes with; empty only where the text says all.</param>
/// <param name="Texts">Microsoft's own words, folded, "*" for anything between: wherever they are quoted with the code, they are Microsoft's.</param>
/// <param name="CommonTexts">Words of many systems: they count only where a server of Microsoft's spoke.</param>
/// <param name="Parties">Who must act, the first one first.</param>
/// <param name="Steps">Keys of the steps ("code-step.KEY" of the words), the first one first.</param>
public sealed record CodeEntry(
    string Id, IReadOnlyList<CodeRange> Codes, IReadOnlyList<string> Texts, IReadOnlyList<string> CommonTexts, IReadOnlyList<Party> Parties, IReadOnlyList<string> Steps)
{
    /// <summary>True where the code says enough in a reply whose text is not known.</summary>
    public bool IsForCodeAlone { get; init; }

    /// <summary>True where the texts say enough in a reply without an enhanced code.</summary>
    public bool IsForTextAlone { get; init; }

    /// <summary>Public source.</summary>
    public required string Source { get; init; }

    /// <summary>Whole replies; tests read each.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    internal bool Has(EnhancedStatusCode status) => Codes.Any(range => range.Has(status));
}

/// <summary>Enhanced codes that differ in their last number only (RFC 3463 §2).</summary>
/// <param name="Class">2, 4 or 5.</param>
/// <param name="Subject">The second number.</param>
/// <param name="First">The lowest last number.</param>
/// <param name="Last">The highest last number; often the same.</param>
public readonly record struct CodeRange(int Class, int Subject, int First, int Last)
{
    /// <summary>True where the code is one of them.</summary>
    public bool Has(EnhancedStatusCode status) => status.Class == Class && status.Subject == Subject && status.Detail >= First && status.Detail <= Last;

    /// <summary>"5.4.1" or "5.7.606-649".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{First}") + (Last > First ? string.Create(CultureInfo.InvariantCulture, $"-{Last}") : "");
}
