namespace Recapito.Core.Tests;

public class MxRecordsTests
{
    [Theory]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example CNAME mail.contoso.example|mail.contoso.example A 203.0.113.25", "mx-is-alias mx-found", "")]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25", "mx-found", "mx-is-alias")]
    public void The_MX_matrix_is_judged_right(string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene(lines.Split('|')).Examine(), must, mustNot);
}
