using System.Text;

namespace Recapito.Core.Tests;

/// <summary>A mail as its reader sees it.</summary>
public class ReadableMailTests
{
    [Theory]
    [InlineData("Subject: Undelivered\n\nIt came back.\n", "Undelivered\n\nIt came back.")]
    [InlineData("Subject: =?utf-8?q?Zur=C3=BCck?=\nContent-Type: text/html; charset=utf-8\n\n<p>It <b>came</b> back.</p><script>x()</script>", "Zurück\n\nIt came back.")]
    [InlineData("Subject: x\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt came back.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n--b--\n", "x\n\nIt came back.")]
    [InlineData("Subject: x\n\n", null)]
    public void Its_subject_and_text_are_read(string mail, string? text) => Assert.Equal(text, ReadableMail.TextOf(Encoding.UTF8.GetBytes(mail)));
}
