using System.Text;
using System.Text.RegularExpressions;
using Recapito.Core;

namespace Recapito.Input;

/// <summary>A reply as somebody pasted it, and whom it is about.</summary>
/// <param name="Reply">The reply, with its code.</param>
/// <param name="Recipient">By a line above it ("To: …") or by its own words; null where neither tells.</param>
public sealed partial record PastedReply(string Reply, string? Recipient)
{
    // RFC 3464 wants one; that it stands for none is put right afterwards.
    private const string NoStatus = "5.0.0";

    private static readonly ReadIssue Pasted = new("text", 0, "no message/delivery-status part (RFC 6522 §3)", "read the text as a reply that was copied");

    /// <summary>The reply where a text is nothing but one, perhaps below a line that says to whom the mail was sent; else null.</summary>
    public static PastedReply? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (to, rest) = WithoutAddressed(text);

        // Of several nobody knows whom the reply is about, and of several replies not which one is asked about.
        return SeveralReplies.AreIn(rest) ? null
            : ReplyText.Of(rest) is not { } reply ? to.Count > 0 ? null : ReplyAmongWords.Of(rest)
            : new(reply, to.Count > 0 ? to.Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [var only] && Names.IsAddress(only) ? only : null : RepliedRecipient.Of(reply) ?? RepliedRecipient.WrittenTo(rest.Replace(reply, " ", StringComparison.Ordinal)));
    }

    /// <summary>The same for octets.</summary>
    public static PastedReply? Of(ReadOnlySpan<byte> bytes) => bytes.Length <= ReadLimits.LongestReply ? Of(Encoding.UTF8.GetString(bytes)) : null;

    /// <summary>What somebody's own words lack: the <see cref="InputException.Problem"/>; null for what is no such text, or a reply.</summary>
    internal static string? LackOf(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.Length <= ReadLimits.LongestReply ? Encoding.UTF8.GetString(bytes) : null;
        if (text is null || text.Contains('\0', StringComparison.Ordinal) || Of(text) is not null)
        {
            return null;
        }

        var rest = WithoutAddressed(text).Below;
        return ReplyText.HasHeaderField(rest) ? null : SeveralReplies.AreIn(rest) ? InputException.SeveralReplies : InputException.LacksReply;
    }

    /// <summary>
    /// The only address of a text that does not say whom its reply is about, or has no reply: to be proposed to whoever handed it in, never to be taken. Null where there are
    /// several, or it may be the sender's.
    /// </summary>
    /// <param name="bytes">What was handed in.</param>
    public static string? AddressToPropose(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.Length <= ReadLimits.LongestReply ? Encoding.UTF8.GetString(bytes) : "";
        return RepliedRecipient.Among(text) is not [var only] ? null
            : Of(text) is { } reply ? MayBeSender(text, reply.Reply, only) ? null : only
            : LackOf(bytes) is InputException.LacksReply && !RepliedRecipient.IsSaidToSend(text, only) ? only : null;
    }

    // What the reply says of a sender is about whoever wrote to the address that stands in somebody's own words beside it.
    private static bool MayBeSender(string text, string reply, string only) => text.Replace(reply, " ", StringComparison.Ordinal) is var beside && beside.Contains(only, StringComparison.OrdinalIgnoreCase)
        ? RepliedRecipient.IsSaidToSend(beside, only) || RepliedRecipient.SpeaksOf(beside) : RepliedRecipient.MayBeSender(text, reply);

    /// <summary>What somebody handed in, about the recipient whom they named beside it. What names its own, or is no bare reply, stays as it is.</summary>
    /// <param name="given">What was handed in.</param>
    /// <param name="recipient">The address.</param>
    public static byte[] About(byte[] given, string recipient) => Of(given) is { Recipient: null, Reply: var reply } ? Encoding.UTF8.GetBytes($"To: {recipient}\n\n{reply}\n") : given;

    /// <summary>The report that it is; null where nobody knows about whom.</summary>
    public DsnReport? Report()
    {
        if (Recipient is null)
        {
            return null;
        }

        var folded = string.Join("\r\n ", Reply.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var report = DsnReader.Read(Encoding.UTF8.GetBytes(
            $"Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; {Recipient}\r\nAction: failed\r\nStatus: {NoStatus}\r\nDiagnostic-Code: smtp; {folded}\r\n"));

        // What the form of a report demanded is not what anybody said.
        return report with { Issues = [Pasted], Recipients = [.. report.Recipients.Select(recipient => recipient with { Action = null, StatusField = null, Status = recipient.Status?.ToString() is NoStatus ? null : recipient.Status })] };
    }

    /// <summary>
    /// A reply below a line that is nothing but an address, as one below "To: …". Where further addresses stand below, they may be the recipients of a report: that stays as
    /// it is, as does any other text.
    /// </summary>
    internal static string AsAddressed(string text) =>
        BareAddress.Match(text) is { Success: true } line && text[line.Length..].Trim() is var below && !below.Contains('@', StringComparison.Ordinal) && ReplyText.Of(below) is not null
            ? $"To: {line.Groups["address"].Value}\n{below}" : text;

    /// <summary>The same for octets.</summary>
    internal static ReadOnlySpan<byte> AsAddressed(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= ReadLimits.LongestReply && Encoding.UTF8.GetString(bytes) is var text && AsAddressed(text) is var addressed && !ReferenceEquals(text, addressed) ? Encoding.UTF8.GetBytes(addressed) : bytes;

    private static (List<string> To, string Below) WithoutAddressed(string text)
    {
        List<string> to = [];
        var rest = AsAddressed(text.Trim());
        while (Addressed.Match(rest) is { Success: true } line)
        {
            to.Add(line.Groups["address"].Value);
            rest = rest[line.Length..].TrimStart();
        }

        return (to, rest);
    }

    private static Regex Addressed { get; } = Speech.Pattern(
        $@"\A{Speech.Any(one => one.To)}[ \t\u00A0]*:[ \t]*(?:rfc822;[ \t]*)?(?:[^\r\n<>@]*<)?(?<address>[^\s<>()\[\],;:""']+@[^\s<>()\[\],;:""']+)>?[ \t]*(?:\r?\n|\z)",
        RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\A\s*<?(?<address>[^\s<>()\[\],;:""']+@[^\s<>()\[\],;:""']+)>?[ \t]*[:,]?[ \t]*\r?\n", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BareAddress { get; }
}
