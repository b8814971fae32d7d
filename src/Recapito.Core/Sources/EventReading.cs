namespace Recapito.Core;

/// <summary>What a file of events says.</summary>
/// <param name="Reports">One per event, in the order of the file; events that say nothing of delivery ("open") are <see cref="ReportKind.NotABounce"/>.</param>
/// <param name="Issues">What could not be read or was left out, each with its byte offset in the file.</param>
public sealed record EventReading(IReadOnlyList<DsnReport> Reports, IReadOnlyList<ReadIssue> Issues);
