using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Exports as text, and reading them.</summary>
internal static class Exported
{
    public static readonly DateTimeOffset At = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    /// <summary>One accepted domain of a tenant as Export-Clixml writes it.</summary>
    public const string Clixml = """
        <Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
          <Obj RefId="0">
            <TN RefId="0">
              <T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain</T>
              <T>Deserialized.System.Object</T>
            </TN>
            <ToString>contoso.example</ToString>
            <Props>
              <Obj N="DomainName" RefId="1">
                <TN RefId="1"><T>Deserialized.Microsoft.Exchange.Data.SmtpDomainWithSubdomains</T></TN>
                <ToString>contoso.example</ToString>
                <Props><S N="Domain">contoso.example</S><B N="IncludeSubDomains">false</B></Props>
              </Obj>
              <Nil N="CatchAllRecipientID" />
              <Obj N="DomainType" RefId="2">
                <TN RefId="2"><T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomainType</T><T>Deserialized.System.Enum</T></TN>
                <ToString>InternalRelay</ToString>
                <I32>2</I32>
              </Obj>
              <B N="MatchSubDomains">true</B>
              <S N="OriginatingServer">am0pr05a001dc03.eurpr05a001.prod.outlook.com</S>
              <DT N="WhenChangedUTC">2026-11-20T08:30:00.1234567Z</DT>
              <G N="Guid">11111111-2222-3333-4444-555555555555</G>
            </Props>
            <MS><S N="PSComputerName">outlook.office365.com</S><BA N="SerializationData">AQID</BA></MS>
          </Obj>
        </Objs>
        """;

    /// <summary>The same as ConvertTo-Json of Windows PowerShell 5.1 writes it.</summary>
    public const string Json51 = """
        {
            "DomainName":  "contoso.example",
            "CatchAllRecipientID":  null,
            "DomainType":  {
                               "value":  2,
                               "Value":  "InternalRelay"
                           },
            "MatchSubDomains":  true,
            "OriginatingServer":  "am0pr05a001dc03.eurpr05a001.prod.outlook.com",
            "WhenChangedUTC":  "\/Date(1795163400123)\/"
        }
        """;

    public const string Csv = "#TYPE Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain\r\n\"DomainName\",\"DomainType\",\"MatchSubDomains\",\"OriginatingServer\",\"Comment\"\r\n"
        + "\"contoso.example\",\"InternalRelay\",\"True\",\"am0pr05a001dc03.eurpr05a001.prod.outlook.com\",\"says \"\"no\"\"\r\nand more\"\r\n";

    public const string Script = """
        {
          "schema": "recapito.export/1",
          "madeAt": "2026-11-22T07:00:00Z",
          "side": "exchange-online",
          "organization": "contoso.onmicrosoft.example",
          "collections": [
            { "kind": "AcceptedDomain", "items": [ { "DomainName": "contoso.example", "DomainType": "InternalRelay", "MatchSubDomains": "True" } ] },
            { "kind": "InboundConnector", "items": [] },
            { "kind": "Recipient", "onlyFor": ["Lee@contoso.example"], "items": [] }
          ],
          "failures": [ { "kind": "OutboundConnector", "error": "no permission" } ]
        }
        """;

    public static ExchangeExport Read(string text, ExchangeSide? side = null) => Read(Encoding.UTF8.GetBytes(text), side);

    public static ExchangeExport Read(byte[] bytes, ExchangeSide? side = null) => ExchangeExportReader.Read(bytes, new("export", At, side));
}
