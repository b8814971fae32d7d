namespace Recapito.Core;

/// <summary>Something that a check saw. Its words are those of <c>finding.ID.says</c>, <c>.why</c> and <c>.remedy</c> in the catalogue.</summary>
/// <param name="Id">Fixed id, kebab-case (<c>catalogue/findings/</c>).</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Severity">How much it matters, after the profile.</param>
/// <param name="Arguments">Values for the words.</param>
/// <param name="Evidence">The observations that it rests on, the strongest first.</param>
public sealed record DomainFinding(
    string Id, Subject Subject, Severity Severity, IReadOnlyDictionary<string, string> Arguments, IReadOnlyList<Observation> Evidence)
{
    /// <summary>The finding with the severity that a profile gives it; null for none.</summary>
    internal DomainFinding Under(IReadOnlyDictionary<string, Severity>? profile) => profile?.TryGetValue(Id, out var wanted) ?? false ? this with { Severity = wanted } : this;
}
