using System.Buffers;

namespace Recapito.Core;

/// <summary>Whether a person or a program wrote a mail, by the header fields that its sender filled in.</summary>
internal static class MailAuthor
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

    /// <summary>
    /// Nothing but the subject looks like a report: the sender names a mail client, or bears the name of no program. Whoever asks about
    /// a report keeps its subject, and quotes it.
    /// </summary>
    internal static bool IsPerson(ReportMail mail, ReportCues cues) =>
        !MailKinds.HasMarksOfProgram(mail, cues) && !mail.Tree[0].IsTypedReport && (HasClient(mail) || !IsNamedLikeProgram(mail));

    private static bool HasClient(ReportMail mail) =>
        mail.Has(HeaderName.UserAgent) || (mail.Field(HeaderName.Mailer) is { } mailer && mailer.AsSpan().IndexOfAny(Clients) >= 0);

    /// <summary>The sender's mailbox or display name is one that people give to programs; a From without any address is no person's.</summary>
    private static bool IsNamedLikeProgram(ReportMail mail)
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
