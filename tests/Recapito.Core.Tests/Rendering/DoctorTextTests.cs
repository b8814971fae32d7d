using System.Text.RegularExpressions;

namespace Recapito.Core.Tests;

/// <summary>How the doctor's report is laid out.</summary>
public sealed partial class DoctorTextTests
{
    private static readonly DoctorReport Report = new("contoso.example", "worldwide", "certificate", new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero),
    [
        new("sign-in", DoctorStatus.Ok, [], null, null),
        new("accepted-domains", DoctorStatus.Missing, ["Exchange.ManageAsAppV2", "View-Only Organization Management"], "HTTP 403 Forbidden\u001b[31m", "exchange-role") { Lacks = ["View-Only Organization Management"] },
        new("organization-config", DoctorStatus.Missing, ["Exchange.ManageAsAppV2", "View-Only Organization Management"], "HTTP 403 Forbidden\u001b[31m", "exchange-role") { Lacks = ["View-Only Organization Management"] },
        new("permissions", DoctorStatus.TooMuch, [], null, "take-away") { Surplus = ["Directory.ReadWrite.All"] },
    ]);

    // Colours take no columns: the lines break at the same places with and without.
    [Theory]
    [InlineData(60, "en")]
    [InlineData(80, "en")]
    [InlineData(120, "en")]
    [InlineData(60, "it")]
    public void Colours_do_not_change_where_lines_break(int width, string language)
    {
        var style = new TextStyle { Width = width, Language = language };
        var plain = DoctorText.Write(Report, style, Catalogue.Default);

        Assert.Equal(plain, Colours().Replace(DoctorText.Write(Report, style with { Colour = true }, Catalogue.Default), ""));
        Assert.All(plain.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain('\u001b', plain);
        Assert.DoesNotContain("m365.", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gravest_answer_stands_on_top_and_the_same_is_told_once()
    {
        var text = DoctorText.Write(Report, new(), Catalogue.Default);
        Assert.True(text.IndexOf("Directory.ReadWrite.All", StringComparison.Ordinal) < text.IndexOf("Accepted domains", StringComparison.Ordinal));
        Assert.Single(Regex.Matches(text, "HTTP 403"));
        Assert.Equal(2, Regex.Count(text, "TOO MUCH: this application may do more than it needs. 1 missing, 1 too many."));
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}
