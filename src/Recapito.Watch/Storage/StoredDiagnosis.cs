using Recapito.Core;

namespace Recapito.Watch;

/// <summary>A diagnosis as it is kept.</summary>
/// <param name="Id">128 random bits; whoever has it sees the diagnosis.</param>
/// <param name="Owner">SHA-256 of the secret of who asked.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="Name">Of the mail; the address, where there is no mail.</param>
/// <param name="Mail">The mail; null for an address.</param>
/// <param name="KnownGood">Addresses that its holder says exist.</param>
/// <param name="World">Name of the world of the lab; null for the real one.</param>
/// <param name="Evidence">recapito.evidence/1; null until all was asked.</param>
/// <param name="Smtp">Mail hosts may be talked to; not for visitors.</param>
/// <param name="Asked">What might be asked, and what the answers are judged with; null until all was asked, and where an older program asked.</param>
public sealed record StoredDiagnosis(
    string Id, byte[] Owner, DateTimeOffset Created, DateTimeOffset Expires, string Name, byte[]? Mail, IReadOnlyList<string> KnownGood, string? World, string? Evidence, bool Smtp = true, Inquiry? Asked = null);

/// <summary>What one recipient's diagnosis came to.</summary>
/// <param name="Diagnosis">Id of the diagnosis.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Domain">Of the recipient.</param>
/// <param name="Verdict">How sure.</param>
/// <param name="Cause">Id of the cause; null where none was found.</param>
/// <param name="Party">Who must act; null where none was found.</param>
/// <param name="Told">What the reply itself says plainly, where no cause was found (an id of <c>catalogue/reasons.yaml</c>); else null.</param>
/// <param name="World">Name of the world of the lab in which it was looked; null for the real one.</param>
public sealed record StoredResult(string Diagnosis, DateTimeOffset Created, string Domain, string Verdict, string? Cause, string? Party, string? Told = null, string? World = null);

/// <summary>What is looked for in the history; null counts for everything.</summary>
/// <param name="Domain">Of the recipient.</param>
/// <param name="Cause">Id of the cause.</param>
/// <param name="Since">Asked for then or later.</param>
/// <param name="Until">Asked for before.</param>
/// <param name="DomainPart">What stands in the recipient's domain.</param>
public sealed record HistoryFilter(string? Domain = null, string? Cause = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, string? DomainPart = null);
