namespace Recapito.Core;

/// <summary>The identifiers of the MAPI properties that are read ([MS-OXPROPS] §2), without their types.</summary>
internal static class PropertyTag
{
    internal const ushort MessageClass = 0x001A;
    internal const ushort Subject = 0x0037;
    internal const ushort ClientSubmitTime = 0x0039;
    internal const ushort SentRepresentingName = 0x0042;
    internal const ushort ReceivedByName = 0x0040;
    internal const ushort OriginalSubject = 0x0049;
    internal const ushort OriginalSubmitTime = 0x004E;
    internal const ushort OriginalSenderName = 0x005A;
    internal const ushort SentRepresentingAddress = 0x0065;
    internal const ushort OriginalSenderAddress = 0x0067;
    internal const ushort OriginalDisplayTo = 0x0074;
    internal const ushort ReceivedByAddress = 0x0076;
    internal const ushort TransportHeaders = 0x007D;
    internal const ushort NdrReasonCode = 0x0C04;
    internal const ushort NdrDiagnosticCode = 0x0C05;
    internal const ushort SenderName = 0x0C1A;
    internal const ushort SupplementaryInfo = 0x0C1B;
    internal const ushort SenderAddress = 0x0C1F;
    internal const ushort NdrStatusCode = 0x0C20;
    internal const ushort RemoteMta = 0x0C21;
    internal const ushort DisplayTo = 0x0E04;
    internal const ushort MessageDeliveryTime = 0x0E06;
    internal const ushort Body = 0x1000;
    internal const ushort ReportText = 0x1001;
    internal const ushort RtfCompressed = 0x1009;
    internal const ushort Html = 0x1013;
    internal const ushort InternetMessageId = 0x1035;
    internal const ushort InReplyTo = 0x1042;
    internal const ushort OriginalMessageId = 0x1046;
    internal const ushort DisplayName = 0x3001;
    internal const ushort EmailAddress = 0x3003;
    internal const ushort AttachData = 0x3701;
    internal const ushort AttachExtension = 0x3703;
    internal const ushort AttachFilename = 0x3704;
    internal const ushort AttachMethod = 0x3705;
    internal const ushort AttachLongFilename = 0x3707;
    internal const ushort AttachMimeTag = 0x370E;
    internal const ushort SmtpAddress = 0x39FE;
    internal const ushort InternetCodePage = 0x3FDE;
    internal const ushort MessageCodePage = 0x3FFD;
    internal const ushort SenderSmtpAddress = 0x5D01;
    internal const ushort SentRepresentingSmtpAddress = 0x5D02;
    internal const ushort ReceivedBySmtpAddress = 0x5D07;
    internal const ushort ReportingMta = 0x6820;
}
