namespace Recapito.Core;

/// <summary>Finds the delivery-status parts of a report, wherever they stand (RFC 3464 §2.1).</summary>
internal static class StatusParts
{
    internal const int LongestPart = 1 << 20;

    /// <summary>Those that name recipients; what stands in the lost message is another report's and counts only where there is none beside it.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="isReport">A mail system wrote it: only then a text that quotes status fields is meant so.</param>
    /// <param name="takesAttached">Reports that hang on the mail count: one that hangs on a person's letter is what the letter speaks of.</param>
    /// <param name="issues">Takes what is odd.</param>
    internal static List<DeliveryStatus> Read(ReportMail mail, bool isReport, bool takesAttached, IssueList issues)
    {
        var own = new List<DeliveryStatus>(1);
        Add(mail, issues, own, nested: false);
        if (own.Count == 0 && isReport)
        {
            AddFromText(mail, issues, own);
        }

        if (own.Count == 0 && takesAttached)
        {
            Add(mail, issues, own, nested: true);
        }

        return own;
    }

    private static void Add(ReportMail mail, IssueList issues, List<DeliveryStatus> found, bool nested)
    {
        for (var part = mail.Find(PartKind.DeliveryStatus); part >= 0; part = mail.Find(PartKind.DeliveryStatus, part + 1))
        {
            if (IsNested(mail, part) != nested)
            {
                continue;
            }

            var place = mail.Place(part);
            if (mail.Tree[part].Encoding != PartEncoding.Identity)
            {
                issues.Add(new(place.Name, place.Offset, "an encoded status part (RFC 3464 §2.1 wants 7bit, RFC 6533 §4 8bit)", "decoded it"));
            }

            mail.NoteLength(part, LongestPart, issues);
            var status = DeliveryStatus.Read(place, mail.Content(part, LongestPart), issues);
            if (status.Recipients.Count > 0)
            {
                NoteReportType(mail, place, issues);
                found.Add(status);
            }
            else
            {
                issues.Add(new(place.Name, place.Offset, "a status part that names no recipient (RFC 3464 §2.1)", "looked into the text"));
            }
        }
    }

    /// <summary>The first status part, where each stands in a message: somebody passed a report on. -1 where the mail is a report itself, or none.</summary>
    internal static int PassedOn(ReportMail mail)
    {
        var first = mail.Find(PartKind.DeliveryStatus);
        for (var part = first; part >= 0; part = mail.Find(PartKind.DeliveryStatus, part + 1))
        {
            if (!IsNested(mail, part))
            {
                return -1;
            }
        }

        return first;
    }

    /// <summary>The part stands in this message, however deep.</summary>
    internal static bool IsInside(ReportMail mail, int part, int message)
    {
        var at = mail.Tree[part].Parent;
        while (at > message)
        {
            at = mail.Tree[at].Parent;
        }

        return at == message;
    }

    internal static bool IsNested(ReportMail mail, int part)
    {
        for (var at = mail.Tree[part].Parent; at >= 0; at = mail.Tree[at].Parent)
        {
            if (mail.Tree[at].Kind == PartKind.Message)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fields may stand in a text: its type was lost, or its boundaries.</summary>
    private static void AddFromText(ReportMail mail, IssueList issues, List<DeliveryStatus> found)
    {
        for (var i = 0; i < mail.Tree.Count; i++)
        {
            if (mail.Tree[i].Kind is not (PartKind.Text or PartKind.Other) || IsNested(mail, i))
            {
                continue;
            }

            var content = mail.Content(i, LongestPart);
            var start = FirstField(content);
            if (start >= 0 && DeliveryStatus.Read(mail.Place(i).From(start), content[start..End(content, start)], new()) is { Recipients.Count: > 0 } status)
            {
                issues.Add(new(mail.Place(i).Name, mail.Place(i).Offset, "status fields in a part of another type (RFC 3464 §2.1)", "read them"));
                mail.NoteLength(i, LongestPart, issues);
                found.Add(status);
                return;
            }
        }
    }

    /// <summary>Where a line begins with Reporting-MTA, and Final-Recipient follows; -1 where none does.</summary>
    private static int FirstField(ReadOnlySpan<byte> content)
    {
        var recipient = LineThatBegins(content, "Final-Recipient:"u8);
        if (recipient < 0)
        {
            return -1;
        }

        var reporter = LineThatBegins(content[..recipient], "Reporting-MTA:"u8);
        return reporter >= 0 ? reporter : recipient;
    }

    private static int LineThatBegins(ReadOnlySpan<byte> content, ReadOnlySpan<byte> words)
    {
        for (var at = 0; at + words.Length <= content.Length;)
        {
            if (content[at..].BeginsWith(words))
            {
                return at;
            }

            var length = content[at..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return -1;
            }

            at += length + 1;
        }

        return -1;
    }

    /// <summary>The lost message's own fields, or a boundary, end the report's.</summary>
    private static int End(ReadOnlySpan<byte> content, int start)
    {
        var end = content[start..].IndexOf("\n--"u8);
        var received = LineThatBegins(content[start..], "Received:"u8);
        var returnPath = LineThatBegins(content[start..], "Return-Path:"u8);
        var length = content.Length - start;
        length = end >= 0 ? Math.Min(length, end) : length;
        length = received >= 0 ? Math.Min(length, received) : length;
        length = returnPath >= 0 ? Math.Min(length, returnPath) : length;
        return start + length;
    }

    private static void NoteReportType(ReportMail mail, PartPlace place, IssueList issues)
    {
        if (!mail.Tree[0].IsTypedReport)
        {
            issues.Add(new("mail", 0, "not multipart/report with report-type=delivery-status (RFC 6522 §3)", $"took it for a report because of {place.Name}"));
        }
    }
}
