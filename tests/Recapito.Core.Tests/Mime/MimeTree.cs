using System.Text;
using MimeKit;

namespace Recapito.Core.Tests;

/// <summary>A part of a mail as one of the two parsers sees it.</summary>
/// <param name="Type">"type/subtype" in lower case.</param>
/// <param name="Encoding">Its transfer encoding.</param>
/// <param name="Text">What a text part says, line ends as LF; null for other parts.</param>
/// <param name="Heads">The header fields that tell whose mail it is; null where the part is no mail.</param>
/// <param name="Parts">What stands in it.</param>
internal sealed record MimeNode(string Type, PartEncoding Encoding, string? Text, string? Heads, List<MimeNode> Parts)
{
    /// <summary>The tree on one line: "multipart/report(text/plain,message/rfc822(text/plain))".</summary>
    internal string Shape => Parts.Count == 0 ? Type : $"{Type}({string.Join(',', Parts.Select(part => part.Shape))})";
}

/// <summary>The tree of a mail, by our scanner and by MimeKit, in one form.</summary>
internal static class MimeTree
{
    private const int Longest = 1 << 20;

    private static readonly (HeaderName Ours, string Theirs)[] Told =
        [(HeaderName.Subject, "Subject"), (HeaderName.From, "From"), (HeaderName.To, "To"), (HeaderName.MessageId, "Message-ID")];

    internal static MimeNode Ours(ReadOnlySpan<byte> mail)
    {
        var tree = MailScanner.Scan(mail);
        var nodes = new List<MimeNode>();
        for (var i = 0; i < tree.Count; i++)
        {
            ref readonly var part = ref tree[i];
            var isMail = part.Parent < 0 || tree[part.Parent].Kind == PartKind.Message;
            var text = part.Kind is PartKind.Text or PartKind.Html ? Lines(PartContent.Text(mail, part, Longest)) : null;
            nodes.Add(new(TypeOf(mail, part), part.Encoding, text, isMail ? Heads(mail, tree, i) : null, []));
            if (part.Parent >= 0)
            {
                nodes[part.Parent].Parts.Add(nodes[i]);
            }
        }

        return nodes[0];
    }

    /// <summary>Null where MimeKit finds no header at the start.</summary>
    internal static MimeNode? Theirs(byte[] mail)
    {
        try
        {
            using var stream = new MemoryStream(mail);
            return Of(new MimeParser(stream, MimeFormat.Entity).ParseMessage());
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MimeNode? Of(MimeMessage? message) => message?.Body is { } body ? Of(body, Heads(message)) : null;

    private static MimeNode Of(MimeEntity entity, string? heads)
    {
        var type = $"{entity.ContentType.MediaType}/{entity.ContentType.MediaSubtype}".ToLowerInvariant();
        var parts = new List<MimeNode>();
        if (entity is Multipart multipart)
        {
            parts.AddRange(multipart.Select(part => Of(part, null)));
        }
        else if (entity is MessagePart holder and not TextRfc822Headers && Of(holder.Message) is { } inner)
        {
            // MimeKit also makes a message of text/rfc822-headers, with a body that nobody wrote.
            parts.Add(inner);
        }

        return new(type, EncodingOf(entity), entity is TextPart text ? Lines(text.Text) : null, heads, parts);
    }

    private static PartEncoding EncodingOf(MimeEntity entity) => entity is not MimePart part ? PartEncoding.Identity : part.ContentTransferEncoding switch
    {
        ContentEncoding.Base64 => PartEncoding.Base64,
        ContentEncoding.QuotedPrintable => PartEncoding.QuotedPrintable,
        ContentEncoding.UUEncode => PartEncoding.UuEncode,
        _ => PartEncoding.Identity,
    };

    private static string TypeOf(ReadOnlySpan<byte> mail, in MailPart part) =>
        part.Type.IsEmpty ? part.Kind == PartKind.Message ? "message/rfc822" : "text/plain" : Encoding.Latin1.GetString(part.Type.Of(mail)).ToLowerInvariant();

    private static string Heads(ReadOnlySpan<byte> mail, MailTree tree, int part)
    {
        var heads = new StringBuilder();
        foreach (var (name, label) in Told)
        {
            heads.Append(label).Append(": ").Append(tree.TryField(part, name, out var value) ? Blanks(HeaderText.Of(value.Of(mail))) : "").Append('\n');
        }

        return heads.ToString();
    }

    private static string Heads(MimeMessage message)
    {
        var heads = new StringBuilder();
        foreach (var (_, label) in Told)
        {
            heads.Append(label).Append(": ").Append(Blanks(message.Headers[label] ?? "")).Append('\n');
        }

        return heads.ToString();
    }

    /// <summary>How many blanks a fold leaves is no one's concern.</summary>
    private static string Blanks(string text) => string.Join(' ', text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Lines(string text) => text.Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n');
}
