namespace Recapito.Core;

/// <summary>An Outlook message as a mail.</summary>
/// <param name="Bytes">
/// A whole mail (RFC 5322, MIME) in UTF-8 for <see cref="DsnReader.Read(ReadOnlySpan{byte})"/>, at most 16 MiB; empty where the file holds no message.
/// </param>
/// <param name="Issues">What was odd in the file; the offsets are those of the file, not of the mail.</param>
public sealed record OutlookMail(byte[] Bytes, IReadOnlyList<ReadIssue> Issues);
