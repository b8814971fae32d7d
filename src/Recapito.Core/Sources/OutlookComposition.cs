using System.Text;

namespace Recapito.Core;

/// <summary>Makes mails of the messages of an Outlook file, those inside included.</summary>
internal sealed class OutlookComposition(IssueList issues)
{
    /// <summary>What is written of all messages together; the reader takes 16 MiB.</summary>
    private const int LongestMail = 12 << 20;

    /// <summary>No mail that is written is longer: what the reader takes.</summary>
    private const int LongestFile = 16 << 20;

    private const int LongestBody = 4 << 20;
    private const int LongestHeaders = 1 << 20;
    private const int DeepestMessage = 8;
    private const int MostAttachments = 500;
    private const int MostRecipients = 10_000;

    /// <summary>PidTagAttachMethod, afEmbeddedMessage ([MS-OXCMSG] §2.2.2.9).</summary>
    private const int EmbeddedMessage = 5;

    private int bytesLeft = LongestMail;
    private int attachmentsLeft = MostAttachments;

    /// <summary>The message of a file.</summary>
    internal byte[] Compose(CompoundFile file, int depth) => Compose(file, file.Root, PropertyStorage.HeaderOfMessage, null, depth);

    private byte[] Compose(CompoundFile file, CompoundNode node, int header, int? codePage, int depth)
    {
        var message = new PropertyStorage(file, node, header, codePage);
        var messageClass = message.Text(PropertyTag.MessageClass) ?? "";
        var attachments = Attachments(file, message, depth);
        var recipients = message.Storages("__recip_version1.0_").Take(MostRecipients)
            .Select(recipient => new PropertyStorage(file, recipient, PropertyStorage.HeaderOfOthers, message.CodePage)).ToList();
        var report = new OutlookReport(message, recipients);
        var isReported = attachments.Exists(piece => piece.Type.EndsWith("delivery-status", StringComparison.Ordinal));
        var isReturned = attachments.Exists(piece => piece.Type is "message/rfc822" or "message/global" || piece.Type.EndsWith("-headers", StringComparison.Ordinal));
        var status = isReported ? null : report.Status(messageClass);
        List<MimePiece?> pieces = [Body(message, recipients), status, .. attachments, isReturned ? null : report.OriginalHeaders(messageClass)];
        var type = isReported || status is not null ? "multipart/report; report-type=delivery-status" : "multipart/mixed";
        var headers = OutlookHeaders.Of(message, messageClass, Math.Clamp(bytesLeft, 0, LongestHeaders));
        bytesLeft -= headers.Length + (status?.Content.Length ?? 0);
        return Write(headers, MimePiece.Join(type, [.. pieces.OfType<MimePiece>()]));
    }

    private static byte[] Write(string headers, MimePiece body)
    {
        byte[] mail = [.. Encoding.UTF8.GetBytes($"{headers}MIME-Version: 1.0\r\n{body.Fields()}\r\n"), .. body.Content];
        return mail.Length <= LongestFile ? mail : mail[..LongestFile];
    }

    private MimePiece Body(PropertyStorage message, List<PropertyStorage> recipients)
    {
        var text = message.Text(PropertyTag.Body, Limit());
        var html = message.Binary(PropertyTag.Html, Limit()) is { Length: > 0 } bytes
            ? CodePages.Decode(bytes, message.Integer(PropertyTag.InternetCodePage) ?? 0)
            : message.Text(PropertyTag.Html, Limit());
        if (html is null && message.Binary(PropertyTag.RtfCompressed, Limit()) is { } compressed)
        {
            if (RtfCompression.Decompress(compressed, LongestBody) is not { } rtf)
            {
                issues.Add(new("body", 0, "an RTF body without the header of [MS-OXRTFCP] §2.1.3.1.1", "left it out"));
            }
            else if (RtfDocument.Read(rtf) is { IsHtml: true } encapsulated)
            {
                html = encapsulated.Text;
            }
            else
            {
                text ??= RtfDocument.Read(rtf).Text;
            }
        }

        text ??= html is null ? message.Text(PropertyTag.ReportText, Limit()) ?? recipients.Select(recipient => recipient.Text(PropertyTag.ReportText)).FirstOrDefault(found => found is not null) : null;
        List<MimePiece> bodies = [.. text is null && html is not null ? [] : (MimePiece[])[MimePiece.Text("text/plain", text ?? "")], .. html is null ? [] : (MimePiece[])[MimePiece.Text("text/html", html)]];
        bodies.ForEach(body => bytesLeft -= body.Content.Length);
        return MimePiece.Join("multipart/alternative", bodies);
    }

    private int Limit() => Math.Clamp(bytesLeft, 0, LongestBody);

    private List<MimePiece> Attachments(CompoundFile file, PropertyStorage message, int depth)
    {
        var pieces = new List<MimePiece>();
        foreach (var node in message.Storages("__attach_version1.0_"))
        {
            if (attachmentsLeft-- <= 0 || bytesLeft <= 0)
            {
                issues.Add(new(node.Name, node.Offset, $"more than {MostAttachments} attachments, or more than {LongestMail} bytes of content", "left out the others"));
                break;
            }

            var attachment = new PropertyStorage(file, node, PropertyStorage.HeaderOfOthers, message.CodePage);
            if (attachment.Integer(PropertyTag.AttachMethod) is EmbeddedMessage || attachment.Object(PropertyTag.AttachData) is not null)
            {
                AddEmbedded(file, attachment, node, depth, pieces);
            }
            else
            {
                AddContent(attachment, node, depth, pieces);
            }
        }

        return pieces;
    }

    private void AddEmbedded(CompoundFile file, PropertyStorage attachment, CompoundNode node, int depth, List<MimePiece> pieces)
    {
        if (attachment.Object(PropertyTag.AttachData) is not { } storage)
        {
            issues.Add(new(node.Name, node.Offset, "an embedded message without its storage __substg1.0_3701000D ([MS-OXMSG] §2.2.2.1)", "left it out"));
        }
        else if (depth == DeepestMessage)
        {
            issues.Add(new(node.Name, node.Offset, $"messages in messages, more than {DeepestMessage} deep", "left out the inner ones"));
        }
        else if (storage.Children.ContainsKey("__properties_version1.0"))
        {
            pieces.Add(new("message/rfc822", Compose(file, storage, PropertyStorage.HeaderOfEmbeddedMessage, attachment.CodePage, depth + 1)));
        }
    }

    private void AddContent(PropertyStorage attachment, CompoundNode node, int depth, List<MimePiece> pieces)
    {
        var name = attachment.Text(PropertyTag.AttachLongFilename) ?? attachment.Text(PropertyTag.AttachFilename) ?? attachment.Text(PropertyTag.DisplayName) ?? "attachment";
        var start = attachment.Binary(PropertyTag.AttachData, 64) ?? [];
        if (start.AsSpan().StartsWith(CompoundFile.Signature) && name.EndsWith(".msg", StringComparison.OrdinalIgnoreCase) && depth < DeepestMessage)
        {
            var inner = attachment.Binary(PropertyTag.AttachData, bytesLeft) ?? [];
            if (CompoundFile.Open(inner, issues) is { } innerFile)
            {
                pieces.Add(new("message/rfc822", Compose(innerFile, depth + 1)));
            }

            return;
        }

        var type = OutlookAttachment.TypeOf(attachment.Text(PropertyTag.AttachMimeTag), name, start);
        var content = OutlookAttachment.IsRead(type) ? attachment.Binary(PropertyTag.AttachData, bytesLeft) ?? [] : [];
        if (content.Length < attachment.Length(PropertyTag.AttachData) && OutlookAttachment.IsRead(type))
        {
            issues.Add(new(node.Name, node.Offset, $"an attachment of {attachment.Length(PropertyTag.AttachData)} bytes", $"took {content.Length} of them"));
        }

        bytesLeft -= content.Length;
        pieces.Add(new(type, content, OutlookAttachment.IsRead(type) ? null : name));
    }
}
