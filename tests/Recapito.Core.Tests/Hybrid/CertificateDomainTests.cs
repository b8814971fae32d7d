namespace Recapito.Core.Tests;

public class CertificateDomainTests
{
    [Theory]
    [InlineData("mail.contoso.example", "mail.contoso.example", NameMatch.Yes)]
    [InlineData("Mail.Contoso.Example.", " MAIL.contoso.example", NameMatch.Yes)]
    [InlineData("*.contoso.example", "*.contoso.example", NameMatch.Yes)]
    [InlineData("mail.contoso.example", "*.contoso.example", NameMatch.Yes)]
    [InlineData("contoso.example", "*.contoso.example", NameMatch.Yes)]
    [InlineData("a.b.contoso.example", "*.contoso.example", NameMatch.Yes)]
    [InlineData("notcontoso.example", "*.contoso.example", NameMatch.No)]
    [InlineData("mail.fabrikam.example", "*.contoso.example", NameMatch.No)]
    [InlineData("*.mail.contoso.example", "*.contoso.example", NameMatch.Perhaps)]
    [InlineData("*.contoso.example", "mail.contoso.example", NameMatch.Perhaps)]
    [InlineData("*.contoso.example", "a.b.contoso.example", NameMatch.Perhaps)]
    [InlineData("*.contoso.example", "contoso.example", NameMatch.No)]
    [InlineData("*.contoso.example", "mail.fabrikam.example", NameMatch.No)]
    [InlineData("mail.contoso.example", "contoso.example", NameMatch.No)]
    [InlineData("contoso.example", "mail.contoso.example", NameMatch.No)]
    [InlineData("", "*.contoso.example", NameMatch.No)]
    [InlineData("*.", "*.", NameMatch.Yes)]
    public void A_name_of_a_certificate_is_meant_by_a_setting_or_not_or_nobody_says(string name, string setting, NameMatch expected) =>
        Assert.Equal(expected, CertificateDomain.Parse(name).IsMeantBy(setting));

    [Theory]
    [InlineData("Outbound to Office 365", "'Outbound to Office 365'")]
    [InlineData("Ana's; Remove-Mailbox $x", "'Ana''s; Remove-Mailbox $x'")]
    [InlineData("a\u2019b\u2018c\u201ad\u201be", "'a\u2019\u2019b\u2018\u2018c\u201a\u201ad\u201b\u201be'")]
    [InlineData("", "''")]
    public void A_name_is_one_argument_in_PowerShell_whatever_it_holds(string name, string quoted) => Assert.Equal(quoted, PowerShellText.Quoted(name));

    [Theory]
    [InlineData("EX01", "ex01")]
    [InlineData("EX01.contoso.example", "ex01")]
    [InlineData("contoso.example/Configuration/Servers/EX01", "ex01")]
    [InlineData("CN=EX01", "ex01")]
    public void A_server_is_the_same_however_it_is_written(string text, string name) => Assert.Equal(name, ServerName.Of(text));
}
