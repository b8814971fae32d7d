using System.Globalization;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Reads the <c>value</c> of an observation. What repeats the question (a record's name, an address) may be left out.</summary>
internal sealed class EvidenceValueReader(PositionedJson text, SpotReader spots)
{
    public RrSet RrSet(DnsRequest asked, JsonSpot spot)
    {
        spots.Members(spot, "authoritative", "records");
        var records = spots.Array(spots.Need(spot, "records", "a list of resource records"));
        spots.Expect(spot.Members["records"], records.Count > 0, "one record at least (an answer without records is \"absent\")");
        var authoritative = spot.Members.TryGetValue("authoritative", out var aa) ? spots.Flag(aa) : asked.From.Kind is VantageKind.NameServer;
        return new([.. records.Select(record => Record(asked, record))], authoritative);
    }

    public SmtpSession SmtpSession(JsonSpot spot)
    {
        spots.Members(spot, "banner", "extensions", "tls");
        var extensions = spot.Members.TryGetValue("extensions", out var list) ? spots.Texts(list) : [];
        return new(Reply(spots.Need(spot, "banner", "the greeting")), extensions, Tls(spot));
    }

    public Reachability Reachability(JsonSpot spot)
    {
        spots.Members(spot, "target", "controlAddress", "tries", "waited");
        return new(
            spots.Name<ConnectResult>(spots.Need(spot, "target", "how the connection ended")),
            spots.Text(spots.Need(spot, "controlAddress", "the address of the control host that answered")),
            (int)spots.Number(spots.Need(spot, "tries", "how often it was tried"), int.MaxValue),
            spots.Seconds(spots.Need(spot, "waited", "how long in all, in seconds")));
    }

    public RcptAnswer RcptAnswer(RcptRequest asked, JsonSpot spot)
    {
        spots.Members(spot, "recipient", "accepted", "reply", "command");
        var reply = Reply(spots.Need(spot, "reply", "the reply, such as \"550 5.4.1 Recipient address rejected: Access denied.\""));
        return new(
            spots.TextOrNull(spot, "recipient") ?? asked.Subject,
            spot.Members.TryGetValue("accepted", out var accepted) ? spots.Flag(accepted) : reply.Code is 250 or 251,
            reply,
            spots.TextOrNull(spot, "command") ?? "RCPT TO");
    }

    public AcceptedDomain AcceptedDomain(AcceptedDomainRequest asked, JsonSpot spot)
    {
        spots.Members(spot, "domain", "type", "matchSubDomains");
        return new(
            spots.TextOrNull(spot, "domain") is { } domain ? Names.Canonical(domain) : asked.Domain,
            spots.ExchangeName<AcceptedDomainType>(spots.Need(spot, "type", "\"Authoritative\", \"InternalRelay\" or \"ExternalRelay\"")),
            spot.Members.TryGetValue("matchSubDomains", out var match) && spots.Flag(match));
    }

    public DirectoryRecipient DirectoryRecipient(RecipientRequest asked, JsonSpot spot)
    {
        spots.Members(spot, "address", "recipientType");
        return new(
            spots.TextOrNull(spot, "address") is { } address ? Names.CanonicalAddress(address) : asked.Address,
            spots.Text(spots.Need(spot, "recipientType", "Exchange's RecipientTypeDetails, such as \"UserMailbox\"")));
    }

    private DnsRecord Record(DnsRequest asked, JsonSpot spot)
    {
        spots.Members(spot, "name", "type", "ttl", "data");
        var type = spot.Members.TryGetValue("type", out var named) ? spots.Type(named) : asked.Type;
        var data = spots.Need(spot, "data", "RDATA as dig shows it, such as \"10 mx.contoso.example\"");
        CheckData(type, data);
        return new(
            spots.TextOrNull(spot, "name") is { } name ? Names.Canonical(name) : asked.Name,
            type,
            spots.Number(spots.Need(spot, "ttl", "the TTL in seconds")),
            spots.Text(data));
    }

    // RrSet.Mx and RrSet.Soa rely on the fields; a bad one must end here, with its place.
    private void CheckData(RrType type, JsonSpot data)
    {
        var fields = spots.Text(data).Split(' ');
        var good = type switch
        {
            RrType.Mx => fields.Length == 2 && ushort.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) && fields[1].Length > 0,
            RrType.Soa => fields.Length == 7 && fields[2..].All(field => uint.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _)),
            _ => data.Text.Length > 0,
        };
        spots.Expect(data, good, type switch
        {
            RrType.Mx => "preference and exchanger, such as \"10 mx.contoso.example\"",
            RrType.Soa => "the seven fields of an SOA record (RFC 1035 §3.3.13)",
            _ => "RDATA",
        });
    }

    private TlsSession? Tls(JsonSpot spot)
    {
        if (!spot.Members.TryGetValue("tls", out var tls) || tls.Type is JsonTokenType.Null)
        {
            return null;
        }

        spots.Members(tls, "protocol", "subjects", "trusted", "problem");
        var subjects = tls.Members.TryGetValue("subjects", out var list) ? spots.Texts(list) : [];
        return new(spots.TextOrNull(tls, "protocol"), subjects, spots.Flag(spots.Need(tls, "trusted", "true or false")), spots.TextOrNull(tls, "problem"));
    }

    /// <summary>A reply as an object with its parts, or, by hand, as one text.</summary>
    private SmtpReply Reply(JsonSpot spot)
    {
        if (spot.Type is JsonTokenType.String)
        {
            return SmtpReply.Parse(spot.Text);
        }

        spots.Members(spot, "code", "status", "lines");
        int? code = spot.Members.TryGetValue("code", out var number) && number.Type is not JsonTokenType.Null ? (int)spots.Number(number, 599) : null;
        EnhancedStatusCode? status = null;
        if (spots.TextOrNull(spot, "status") is { } written)
        {
            status = EnhancedStatusCode.TryParse(written, out var parsed)
                ? parsed
                : throw text.Wrong(spot.Members["status"], $"\"{SafeText.Escape(written)}\" is no enhanced status code (RFC 3463 §2)", "Write it as 5.4.1, or null.");
        }

        return new(code, status, spots.Texts(spots.Need(spot, "lines", "the lines of the reply without their codes")));
    }
}
