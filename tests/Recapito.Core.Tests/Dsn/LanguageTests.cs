using Xunit;

namespace Recapito.Core.Tests;

/// <summary>In which language a report is written: its own labels say it before the header field does.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("exchange-language-de.eml", "de")]
    [InlineData("exchange-language-es.eml", "es")]
    [InlineData("exchange-language-pt.eml", "pt")]
    [InlineData("exchange-language-nl.eml", "nl")]
    [InlineData("exchange-language-sv.eml", "sv")]
    [InlineData("exchange-language-ja.eml", "ja")]
    [InlineData("exchange-language-zh.eml", "zh")]
    [InlineData("exchange-language-zh-tw.eml", "zh")]
    [InlineData("exchange-language-ko.eml", "ko")]
    [InlineData("exchange-language-ru.eml", "ru")]
    [InlineData("exchange-language-da.eml", "da")]
    [InlineData("exchange-language-nb.eml", "nb")]
    [InlineData("exchange-language-fi.eml", "fi")]
    [InlineData("blind-exchange-2019-pl-remote.eml", "pl")]
    [InlineData("exchange-cs-by-form-wrapped-lines.eml", "cs")]
    [InlineData("exchange-ru-koi8r.eml", "ru")]
    [InlineData("exchange-ja-iso2022jp.eml", "ja")]
    public void The_language_of_a_report_of_Exchange_is_told(string file, string language) => Assert.Equal(language, FormFixtures.Read($"forms/{file}").Language);

    [Theory]
    [InlineData("Diagnoseinformationen für Administratoren:", "de")]
    [InlineData("\nDELIVERY HAS FAILED TO THESE RECIPIENTS OR GROUPS:", "en")]
    [InlineData("系統管理員的診斷資訊:", "zh")]
    [InlineData("Yöneticiler için tanılama bilgileri:", "tr")]
    [InlineData("Diagnose", null)]
    [InlineData("", null)]
    public void A_label_tells_its_language(string text, string? language) => Assert.Equal(language, ExchangeLanguage.Of(text));
}
