using System.Buffers;

namespace Recapito.Core;

/// <summary>Whether a person or a program wrote a mail, by the header fields that its sender filled in and by what the catalogue knows of them.</summary>
internal readonly ref struct MailAuthor
{
    /// <summary>Mail clients of people, as they name themselves in X-Mailer; servers and gateways use that field, too.</summary>
    private static readonly SearchValues<string> Clients = SearchValues.Create(
        ["outlook", "apple mail", "iphone mail", "ipad mail", "thunderbird", "mutt", "k-9 mail", "roundcube", "evolution", "kmail", "sylpheed", "claws", "foxmail", "the bat!", "becky!",
            "lotus notes", "hcl notes", "groupwise", "zimbra", "open-xchange", "sogo", "squirrelmail", "horde", "eudora", "emclient", "em client", "mailmate", "airmail", "pegasus mail", "yahoomail", "webmailer"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>So begin the words of names that people give to mail programs.</summary>
    private static readonly string[] Beginnings =
        ["reply", "noreply", "donotreply", "autoreply", "mail", "email", "webmail", "bounce", "system", "server", "sysadmin", "administrator", "gateway", "daemon", "notif", "deliver", "smtp",
            "postmaster", "hostmaster", "webmaster", "filter", "quarantine", "relay", "antispam", "antivirus"];

    /// <summary>Shorter ones, with which names of people begin as well.</summary>
    private static readonly string[] Words = ["admin", "root", "mta", "list", "lists", "scan", "scanner", "spam", "virus", "alert", "alerts", "robot", "error", "errors", "master"];

    /// <summary>"Delivery" in the display names of localised mail systems.</summary>
    private static readonly SearchValues<string> Delivery = SearchValues.Create(
        ["zustell", "entrega", "recapito", "remise", "bezorg", "leverans", "levering", "doruč", "doręcz", "доставк", "配信", "配送", "投递", "退信", "投遞", "배달", "전송"], StringComparison.OrdinalIgnoreCase);

    private readonly ReportMail mail;
    private readonly ReportCues cues;

    internal MailAuthor(ReportMail mail, ReportCues cues)
    {
        this.mail = mail;
        this.cues = cues;
        IsMailSystem = !mail.Tree.HasHeaders || HasFieldsOfReport
            || ((!mail.Has(HeaderName.InReplyTo) || IsDaemon) && ((cues.HasDaemon && !IsNewsletter) || (cues.HasSubject && !IsList && !IsPerson) || IsNobody));
    }

    /// <summary>The header fields are those of a mail system's report, or there are none: somebody pasted its text.</summary>
    internal bool IsMailSystem { get; }

    /// <summary>
    /// Nothing but the subject looks like a report: the sender names a mail client, or bears the name of no program. Whoever asks about
    /// a report keeps its subject, and quotes it.
    /// </summary>
    internal bool IsPerson => !HasMarksOfProgram && !mail.Tree[0].IsTypedReport && (HasClient || !IsNamedLikeProgram());

    /// <summary>Something other than the subject shows that no person wrote it.</summary>
    internal bool HasMarksOfProgram => HasFieldsOfReport || cues.HasDaemon || IsNobody || IsAutomatic;

    /// <summary>Fields that only reports have.</summary>
    internal bool HasFieldsOfReport => cues.HasHead || mail.Has(HeaderName.IsNdr) || mail.Has(HeaderName.FailedRecipients);

    /// <summary>Postmasters write themselves, and have programs that sum up what was refused.</summary>
    internal bool IsPostmaster => mail.Field(HeaderName.From) is { } from && FieldValues.Address(from).StartsWith("postmaster", StringComparison.OrdinalIgnoreCase);

    /// <summary>A postmaster is a person, too, unless the mail says that a program wrote it.</summary>
    internal bool IsPerhapsPerson => IsPostmaster && !cues.HasSubject && !IsNobody;

    /// <summary>A postmaster writes to many at once.</summary>
    internal bool IsNewsOfPostmaster => IsPostmaster && "bulk".Equals(mail.Field(HeaderName.Precedence)?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>A mail system sends what hangs on the mail; postmasters complain of reports as people do.</summary>
    internal bool PassesReportsOn => IsMailSystem && !IsPerhapsPerson;

    /// <summary>A null reverse-path (RFC 5321 §4.5.5), or no sender at all.</summary>
    internal bool IsNobody =>
        mail.Field(HeaderName.ReturnPath)?.Trim() == "<>" || mail.Field(HeaderName.From) is null or "" or "<>" || IsSubmitted(mail, "auto-replied");

    /// <summary>The reverse-path is somebody's, and no mail system's: reports have a null one (RFC 5321 §4.5.5).</summary>
    internal bool HasReversePath => !cues.HasMailerDaemon && !IsPostmaster && mail.Field(HeaderName.ReturnPath)?.Trim() is not (null or "" or "<>");

    /// <summary>The reverse-path is the sender's own address, as in letters.</summary>
    internal bool GetsItsOwnBounces =>
        HasReversePath && !mail.Has(HeaderName.FailedRecipients) && mail.Field(HeaderName.From) is { } from
        && FieldValues.Address(mail.Field(HeaderName.ReturnPath)!) is { Length: > 0 } address && address.Equals(FieldValues.Address(from), StringComparison.OrdinalIgnoreCase);

    /// <summary>The mail says itself that no person wrote it.</summary>
    internal bool IsAutomatic => IsSubmitted(mail, "auto-");

    /// <summary>Software for tickets puts their numbers into the subject, as "[Ticket#55112]", and sends to its users what others wrote.</summary>
    internal bool IsOfTickets
    {
        get
        {
            var subject = (mail.Field(HeaderName.Subject) ?? "").AsSpan();
            var number = subject.IndexOf('#');
            return !cues.HasDaemonOnly && !cues.HasSubject && number >= 0 && subject[..number].Contains('[')
                && number + 1 < subject.Length && char.IsAsciiDigit(subject[number + 1]) && subject[number..].Contains(']');
        }
    }

    /// <summary>Newsletters report parcels and orders in the words of mail systems; RFC 2369 §3.2, RFC 2919.</summary>
    internal bool IsList => mail.Has(HeaderName.ListId) || mail.Has(HeaderName.ListMark);

    /// <summary>List mail whose sender's name only sounds like that of a mail system.</summary>
    private bool IsNewsletter => IsList && !IsPostmaster && mail.Field(HeaderName.From)?.Contains("mailer-daemon", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Some systems answer the lost message by its id: then the sender's name must say who writes.</summary>
    private bool IsDaemon => cues.HasDaemonOnly && mail.Field(HeaderName.ReturnPath)?.Trim() is null or "<>";

    private bool HasClient => mail.Has(HeaderName.UserAgent) || (mail.Field(HeaderName.Mailer) is { } mailer && mailer.AsSpan().IndexOfAny(Clients) >= 0);

    /// <summary>Auto-Submitted (RFC 3834 §5) begins with these words.</summary>
    internal static bool IsSubmitted(ReportMail mail, string how) =>
        mail.Field(HeaderName.AutoSubmitted) is { } value && value.StartsWith(how, StringComparison.OrdinalIgnoreCase);

    /// <summary>The sender's mailbox or display name is one that people give to programs; a From without any address is no person's.</summary>
    private bool IsNamedLikeProgram()
    {
        var from = mail.Field(HeaderName.From) ?? "";
        var address = FieldValues.Address(from);
        var at = address.LastIndexOf('@');
        if (at < 0)
        {
            return true;
        }

        var open = from.LastIndexOf('<');
        var name = open < 0 ? "" : from[..open];
        return HasWordOfProgram(address.AsSpan(0, at)) || HasWordOfProgram(name) || name.AsSpan().IndexOfAny(Delivery) >= 0;
    }

    private static bool HasWordOfProgram(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty)
        {
            var length = 0;
            while (length < name.Length && char.IsLetter(name[length]))
            {
                length++;
            }

            if (IsWordOfProgram(name[..length]))
            {
                return true;
            }

            name = name[Math.Min(name.Length, length + 1)..];
        }

        return false;
    }

    private static bool IsWordOfProgram(ReadOnlySpan<char> word)
    {
        foreach (var beginning in Beginnings)
        {
            if (word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var known in Words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
