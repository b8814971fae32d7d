using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class ContentTypeFieldTests
{
    /// <summary>The value, and type, kind, boundary and charset that stand in it.</summary>
    [Theory]
    [InlineData("text/plain", "text/plain", "Text", "", "")]
    [InlineData("TEXT/HTML; CHARSET=UTF-8", "TEXT/HTML", "Html", "", "UTF-8")]
    [InlineData("text", "text", "Text", "", "")]
    [InlineData("", "", "Text", "", "")]
    [InlineData(";", "", "Text", "", "")]
    [InlineData("multipart/mixed; boundary=abc", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed;boundary=abc;charset=x", "multipart/mixed", "Multipart", "abc", "x")]
    [InlineData("multipart/mixed; boundary=\"a b;c=d\"", "multipart/mixed", "Multipart", "a b;c=d", "")]
    [InlineData("multipart/mixed; boundary=\"abc  \"", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("Multipart/Mixed; BOUNDARY = \"abc\"", "Multipart/Mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed;\r\n\tboundary=\r\n \"abc\"", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed boundary=abc", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed; boundary=\"abc", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed; boundary=\"abc\n charset=x", "multipart/mixed", "Multipart", "abc", "x")]
    [InlineData("multipart/mixed; boundary=\"abc; charset=x", "multipart/mixed", "Multipart", "abc", "x")]
    [InlineData("multipart/mixed; name=\"a\\\"; boundary=x\"; boundary=abc", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed (see; boundary=x); boundary=abc", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed(a (nested) comment); (another) boundary=abc (and one)", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed; (never closed boundary=abc", "multipart/mixed", "Multipart", "", "")]
    [InlineData("multipart/mixed; boundary*=us-ascii'en'abc", "multipart/mixed", "Multipart", "abc", "")]
    [InlineData("multipart/mixed; boundary=", "multipart/mixed", "Multipart", "", "")]
    [InlineData("text/plain; charset=; boundary=x", "text/plain", "Text", "x", "")]
    [InlineData("text/plain; charset", "text/plain", "Text", "", "")]
    [InlineData("text/plain; charset; format=flowed", "text/plain", "Text", "", "")]
    [InlineData("text/plain; charset*=utf-8", "text/plain", "Text", "", "utf-8")]
    [InlineData("message/rfc822", "message/rfc822", "Message", "", "")]
    [InlineData("message/global", "message/global", "Message", "", "")]
    [InlineData("message/news", "message/news", "Message", "", "")]
    [InlineData("message/delivery-status; charset=us-ascii", "message/delivery-status", "DeliveryStatus", "", "us-ascii")]
    [InlineData("message/global-delivery-status", "message/global-delivery-status", "DeliveryStatus", "", "")]
    [InlineData("message/feedback-report", "message/feedback-report", "FeedbackReport", "", "")]
    [InlineData("message/disposition-notification", "message/disposition-notification", "Disposition", "", "")]
    [InlineData("message/global-headers", "message/global-headers", "MessageHeaders", "", "")]
    [InlineData("message/external-body", "message/external-body", "Other", "", "")]
    [InlineData("text/rfc822-headers", "text/rfc822-headers", "MessageHeaders", "", "")]
    [InlineData("text/calendar", "text/calendar", "Other", "", "")]
    [InlineData("image/png; name=\"x\"", "image/png", "Other", "", "")]
    public void A_content_type_is_read_leniently(string value, string type, string kind, string boundary, string charset)
    {
        var bytes = Encoding.Latin1.GetBytes($"Content-Type: {value}");
        var part = new MailPart();
        ContentTypeField.Read(bytes, new(13, bytes.Length - 13), ref part);
        string Text(Slice slice) => Encoding.Latin1.GetString(slice.Of(bytes));
        Assert.Equal((type, kind, boundary, charset), (Text(part.Type), part.Kind.ToString(), Text(part.Boundary), Text(part.Charset)));
    }

    [Theory]
    [InlineData("base64", "Base64")]
    [InlineData(" BASE64 ", "Base64")]
    [InlineData(" \"base64\"", "Base64")]
    [InlineData(" base64 (as ever)", "Base64")]
    [InlineData("\r\n quoted-printable;", "QuotedPrintable")]
    [InlineData("x-uuencode", "UuEncode")]
    [InlineData("uuencode", "UuEncode")]
    [InlineData("7bit", "Identity")]
    [InlineData("", "Identity")]
    [InlineData("base-64", "Identity")]
    public void A_transfer_encoding_is_read_leniently(string value, string encoding) =>
        Assert.Equal(encoding, ContentTypeField.EncodingOf(Encoding.Latin1.GetBytes(value)).ToString());
}
