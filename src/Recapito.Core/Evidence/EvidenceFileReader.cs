using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>From positioned JSON to observations; the typed values are read in <see cref="EvidenceValueReader"/>.</summary>
internal sealed class EvidenceFileReader(PositionedJson text, string file)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    private readonly SpotReader spots = new(text);

    public EvidenceSet Read(JsonSpot root)
    {
        spots.Members(root, "schema", "observations", "about", "$schema");
        var schema = spots.Need(root, "schema", "the schema's name, \"" + EvidenceFile.Schema + "\"");
        if (spots.Text(schema) != EvidenceFile.Schema)
        {
            throw text.Wrong(schema, $"expected the schema \"{EvidenceFile.Schema}\", found \"{SafeText.Escape(schema.Text)}\"",
                "A file of another schema or version cannot be used as evidence.");
        }

        var observations = spots.Array(spots.Need(root, "observations", "a list of observations"));
        return observations.Aggregate(EvidenceSet.Empty, (set, item) => set.With(Observation(item)));
    }

    private Observation Observation(JsonSpot spot)
    {
        spots.Members(spot, "request", "outcome", "value", "why", "by", "at", "command", "transcript", "about");
        var request = Request(spots.Need(spot, "request", "the question, such as { \"kind\": \"recipient\", \"address\": \"lee@contoso.example\" }"));
        var values = new EvidenceValueReader(text, spots);
        return request switch
        {
            DnsRequest dns => Outcome(dns, spot, value => values.RrSet(dns, value)),
            SmtpSessionRequest smtp => Outcome(smtp, spot, values.SmtpSession),
            ReachabilityRequest reach => Outcome(reach, spot, values.Reachability),
            RcptRequest rcpt => Outcome(rcpt, spot, value => values.RcptAnswer(rcpt, value)),
            AcceptedDomainRequest accepted => Outcome(accepted, spot, value => values.AcceptedDomain(accepted, value)),
            RecipientRequest recipient => Outcome(recipient, spot, value => values.DirectoryRecipient(recipient, value)),
            _ => throw new NotSupportedException(request.Kind),
        };
    }

    private Observation<T> Outcome<T>(Request<T> request, JsonSpot spot, Func<JsonSpot, T> value)
        where T : class
    {
        var source = Source(spot);
        switch (spots.Name<Outcome>(spots.Need(spot, "outcome", "\"present\", \"absent\" or \"unavailable\"")))
        {
            case Core.Outcome.Present:
                Forbid(spot, "why", "present");
                return new Present<T>(request, value(spots.Need(spot, "value", "what was seen, as the outcome is \"present\"")), source);
            case Core.Outcome.Absent:
                Forbid(spot, "value", "absent");
                return new Absent<T>(request, Why(spot), source);
            default:
                Forbid(spot, "value", "unavailable");
                return new Unavailable<T>(request, Why(spot), source);
        }
    }

    private string Why(JsonSpot spot) =>
        spots.Text(spots.Need(spot, "why", "the reason in words (\"NXDOMAIN\", \"no such recipient\", \"timeout\"), as there is no value"));

    private void Forbid(JsonSpot spot, string member, string outcome)
    {
        if (spot.Members.TryGetValue(member, out var extra))
        {
            throw text.Wrong(extra, $"an observation that is \"{outcome}\" has no \"{member}\"", "Remove it, or correct the outcome.");
        }
    }

    private Provenance Source(JsonSpot spot)
    {
        var at = spots.Need(spot, "at", "when it was seen, in UTC, such as \"2026-11-23T10:15:00Z\"");
        var by = spot.Members.TryGetValue("by", out var named) ? spots.Text(named) : file;
        return new(by, Moment(at), spots.TextOrNull(spot, "command"))
        {
            Transcript = spot.Members.TryGetValue("transcript", out var lines) && lines.Type is not JsonTokenType.Null ? spots.Texts(lines) : null,
        };
    }

    private DateTimeOffset Moment(JsonSpot spot)
    {
        var value = spots.Text(spot);
        var zoned = value.EndsWith('Z') || (value.Length > 6 && value[^6] is '+' or '-' && value[^3] is ':');
        return zoned && DateTimeOffset.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToUniversalTime()
            : throw text.Wrong(spot, $"expected a time with its zone (RFC 3339), found \"{SafeText.Escape(value)}\"", "Write it in UTC, such as \"2026-11-23T10:15:00Z\".");
    }

    private Request Request(JsonSpot spot)
    {
        var kind = spots.Need(spot, "kind", "\"dns\", \"smtp-session\", \"reachability\", \"rcpt\", \"accepted-domain\" or \"recipient\"");
        switch (spots.Text(kind))
        {
            case "dns":
                spots.Members(spot, "kind", "name", "type", "from");
                return new DnsRequest(Host(spot, "name"), spots.Type(spots.Need(spot, "type", "a record type such as \"MX\"")), From(spot));
            case "smtp-session":
                spots.Members(spot, "kind", "host", "address");
                return new SmtpSessionRequest(Host(spot, "host"), Address(spot, "address"));
            case "reachability":
                spots.Members(spot, "kind", "host", "address", "control");
                return new ReachabilityRequest(Host(spot, "host"), Address(spot, "address"), Host(spot, "control"));
            case "rcpt":
                spots.Members(spot, "kind", "host", "address", "role", "subject");
                return Rcpt(spot);
            case "accepted-domain":
                spots.Members(spot, "kind", "domain");
                return new AcceptedDomainRequest(Host(spot, "domain"));
            case "recipient":
                spots.Members(spot, "kind", "address");
                return new RecipientRequest(Mailbox(spot, "address"));
            default:
                throw text.Wrong(kind, $"there is no question of the kind \"{SafeText.Escape(kind.Text)}\"",
                    "The kinds are dns, smtp-session, reachability, rcpt, accepted-domain and recipient.");
        }
    }

    private RcptRequest Rcpt(JsonSpot spot)
    {
        var role = spots.Name<RcptRole>(spots.Need(spot, "role", "\"target\", \"control\" or \"known-good\""));
        return new(Host(spot, "host"), Address(spot, "address"), role, role is RcptRole.Control ? Host(spot, "subject") : Mailbox(spot, "subject"));
    }

    private Vantage From(JsonSpot spot)
    {
        if (!spot.Members.TryGetValue("from", out var from))
        {
            return Vantage.Resolver;
        }

        if (from.Type is JsonTokenType.StartObject)
        {
            if (from.Members.TryGetValue("resolver", out var resolver))
            {
                spots.Members(from, "resolver", "address");
                return Vantage.ResolverAt(spots.Text(resolver), Address(from, "address"));
            }

            spots.Members(from, "server", "address");
            return Vantage.Server(Host(from, "server"), Address(from, "address"));
        }

        return spots.Text(from) is "resolver"
            ? Vantage.Resolver
            : throw text.Wrong(from, $"expected \"resolver\" or {{ \"server\": …, \"address\": … }}, found \"{SafeText.Escape(from.Text)}\"", EvidenceFile.Advice);
    }

    private string Host(JsonSpot spot, string member)
    {
        var name = spots.Need(spot, member, "a host or domain name");
        var canonical = Names.Canonical(spots.Text(name));
        return canonical is "." || Names.IsHostName(canonical)
            ? canonical
            : throw text.Wrong(name, $"\"{SafeText.Escape(name.Text)}\" is no host name (RFC 1035 §2.3.4)", "Write letters, digits, hyphens and dots only.");
    }

    private string Mailbox(JsonSpot spot, string member)
    {
        var address = spots.Need(spot, member, "an address such as \"lee@contoso.example\"");
        return Names.IsAddress(spots.Text(address))
            ? Names.CanonicalAddress(address.Text)
            : throw text.Wrong(address, $"\"{SafeText.Escape(address.Text)}\" is no address (RFC 5321 §4.1.2)", "Write it as local-part@domain.");
    }

    private string Address(JsonSpot spot, string member)
    {
        var address = spots.Need(spot, member, "an IP address");
        return IPAddress.TryParse(spots.Text(address), out _)
            ? address.Text
            : throw text.Wrong(address, $"\"{SafeText.Escape(address.Text)}\" is no IP address", "Write it as 192.0.2.25 or 2001:db8::25.");
    }
}
