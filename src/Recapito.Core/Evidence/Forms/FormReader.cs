using System.Net;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>What several kinds of evidence have in common: hosts, addresses, replies, and from where something was asked.</summary>
internal sealed class FormReader(PositionedJson text, SpotReader spots)
{
    public SpotReader Spots => spots;

    public Vantage From(JsonSpot spot)
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

    public string Host(JsonSpot spot, string member)
    {
        var name = spots.Need(spot, member, "a host or domain name");
        var canonical = Names.Canonical(spots.Text(name));
        return canonical is "." || Names.IsHostName(canonical)
            ? canonical
            : throw text.Wrong(name, $"\"{SafeText.Escape(name.Text)}\" is no host name (RFC 1035 §2.3.4)", "Write letters, digits, hyphens and dots only.");
    }

    public string Mailbox(JsonSpot spot, string member)
    {
        var address = spots.Need(spot, member, "an address such as \"lee@contoso.example\"");
        return Names.IsAddress(spots.Text(address))
            ? Names.CanonicalAddress(address.Text)
            : throw text.Wrong(address, $"\"{SafeText.Escape(address.Text)}\" is no address (RFC 5321 §4.1.2)", "Write it as local-part@domain.");
    }

    public string Address(JsonSpot spot, string member)
    {
        var address = spots.Need(spot, member, "an IP address");
        return IPAddress.TryParse(spots.Text(address), out _)
            ? address.Text
            : throw text.Wrong(address, $"\"{SafeText.Escape(address.Text)}\" is no IP address", "Write it as 192.0.2.25 or 2001:db8::25.");
    }

    /// <summary>A reply as an object with its parts, or, by hand, as one text.</summary>
    public SmtpReply Reply(JsonSpot spot)
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

    /// <summary>A flag that is false where it is missing.</summary>
    public bool Flag(JsonSpot spot, string member) => spot.Members.TryGetValue(member, out var flag) && spots.Flag(flag);

    /// <summary>A whole number; null where it is missing or null.</summary>
    public int? NumberOrNull(JsonSpot spot, string member, int most) =>
        spot.Members.TryGetValue(member, out var number) && number.Type is not JsonTokenType.Null ? (int)spots.Number(number, (uint)most) : null;

    /// <summary>A moment; null where it is missing or null.</summary>
    public DateTimeOffset? MomentOrNull(JsonSpot spot, string member) =>
        spot.Members.TryGetValue(member, out var moment) && moment.Type is not JsonTokenType.Null ? spots.Moment(moment) : null;

    /// <summary>A list of texts, empty where it is missing.</summary>
    public IReadOnlyList<string> Texts(JsonSpot spot, string member) => spot.Members.TryGetValue(member, out var list) ? spots.Texts(list) : [];
}
