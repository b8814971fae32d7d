namespace Recapito.Core;

/// <summary>How far the examination of one subject has come.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Gravest">The gravest of its findings: of a settled subject any, of another one only a fault, as a fault that was seen stays. Null where there is none.</param>
/// <param name="IsSettled">No further answer can change what is said of it.</param>
public sealed record SubjectStanding(Subject Subject, DomainFinding? Gravest, bool IsSettled);
