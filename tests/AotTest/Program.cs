using System.Runtime.CompilerServices;
using System.Text;
using Recapito.Core.Tests;

namespace Recapito.Core.AotTest;

/// <summary>
/// Uses the library as a program that was compiled ahead of time: reads mails of each source, compares what comes out, prints it, and
/// exits with 0 where all was right. Its argument is the folder samples/.
/// </summary>
internal static class Program
{
    private const string Events =
        """
        {"RecordType":"Bounce","Type":"HardBounce","TypeCode":1,"Email":"lee@contoso.example","From":"ana@fabrikam.example","Details":"smtp;550 5.1.1 User unknown","BouncedAt":"2026-11-23T09:30:05Z"}
        {"event":"failed","severity":"permanent","recipient":"kim@contoso.example","delivery-status":{"code":552,"message":"5.2.2 over quota"}}
        """;

    private static int wrong;

    private static int Main(string[] arguments)
    {
        if (arguments is not [var samples] || !Directory.Exists(samples))
        {
            Console.Error.WriteLine("expected one argument: the folder with the samples");
            return 2;
        }

        Check("compiled ahead of time", RuntimeFeature.IsDynamicCodeSupported ? "no" : "yes", "yes");
        foreach (var (name, expected) in Samples)
        {
            Check(name, Say(DsnReader.Read(File.ReadAllBytes(Path.Combine(samples, name)))), expected);
        }

        CheckEncodedMail();
        CheckOutlookMessage();
        CheckEvents();
        CheckExample(File.ReadAllBytes(Path.Combine(samples, "relay-access-denied-postfix.eml")));
        Console.WriteLine(wrong == 0 ? "all right" : $"{wrong} wrong");
        return wrong == 0 ? 0 : 1;
    }

    private static readonly (string Name, string Expected)[] Samples =
    [
        ("recipient-rejected.eml", "bounce lee@contoso.example 5.4.1 550 userunknown"),
        ("relay-access-denied.eml", "bounce lee@contoso.example 5.4.1 550 norelaying"),
        ("relay-access-denied-postfix.eml", "bounce lee@contoso.example 5.7.1 554 norelaying"),
    ];

    /// <summary>Charset tables and decoders are what an ahead-of-time compiler may leave out.</summary>
    private static void CheckEncodedMail()
    {
        var words = Convert.ToBase64String(CodePages("iso-2022-jp", "<lee@contoso.example>: 550 5.1.1 User unknown\n宛先が見つかりません\n"));
        var mail = $"From: MAILER-DAEMON@mx.contoso.example\nSubject: =?iso-2022-jp?B?{Convert.ToBase64String(CodePages("iso-2022-jp", "配信不能"))}?=\n"
            + $"MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: base64\n\n{words}\n";
        Check("encoded text", Say(DsnReader.Read(Encoding.ASCII.GetBytes(mail))), "bounce lee@contoso.example 5.1.1 550 userunknown");
    }

    private static void CheckOutlookMessage()
    {
        var file = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x0037, "Undeliverable: Invoice 4711").Text(0x1000, "550 5.1.1 User unknown")
            .Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example").Text(0x0C1B, "550 5.1.1 User unknown")).Write();
        Check("Outlook message", OutlookMessage.IsOutlookMessage(file) ? Say(DsnReader.Read(OutlookMessage.Read(file).Bytes)) : "not told", "bounce lee@contoso.example 5.1.1 550 userunknown");
        Check("README, Outlook", Run(example => example.ReadOutlookMessage(file)), "Bounce: lee@contoso.example, 0 issues in the file");
    }

    private static void CheckEvents()
    {
        var reading = EventJson.Read(Encoding.UTF8.GetBytes(Events));
        Check("events", string.Join("; ", reading.Reports.Select(Say)), "bounce lee@contoso.example 5.1.1 550 userunknown; bounce kim@contoso.example 5.2.2 552 mailboxfull");
        Check("events, odd", $"{reading.Issues.Count}", "0");
        var lines = Run(example => example.ReadEvents(Encoding.UTF8.GetBytes(Events)));
        Check("events as JSON", lines.Split('\n') is [var first, _] ? first[..56] : lines, "{\"file\":\"events.json\",\"mail\":1,\"index\":1,\"kind\":\"bounce\"");
    }

    private static void CheckExample(byte[] relay)
    {
        var said = Run(example => example.ReadBounce(relay));
        Check("README, bounce", said.Split('\n')[0], "bounce of lee@contoso.example: norelaying, fix-the-route");
        var explained = ExplainText.Write(DsnReader.Read(relay), Symptoms.Of(DsnReader.Read(relay), Catalogue.Default), new() { Language = "it" }, Catalogue.Default);
        Check("explanation", explained.Contains("lee@contoso.example", StringComparison.Ordinal) ? "names the recipient" : explained, "names the recipient");
    }

    private static string Say(DsnReport report) => string.Join(", ", ReadRecord.Of("mail", report, Catalogue.Default)
        .Select(record => $"{record.Kind} {record.Recipient} {record.Status} {record.ReplyCode} {record.Reason}"));

    private static string Run(Action<ReadmeExample> run)
    {
        using var console = new StringWriter { NewLine = "\n" };
        run(new(console));
        return console.ToString().TrimEnd('\n');
    }

    private static byte[] CodePages(string charset, string text) =>
        (CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? throw new NotSupportedException(charset)).GetBytes(text);

    private static void Check(string what, string actual, string expected)
    {
        var right = actual == expected;
        wrong += right ? 0 : 1;
        Console.WriteLine(right ? $"ok  {what}: {actual}" : $"NO  {what}: {actual}\n    expected: {expected}");
    }
}
