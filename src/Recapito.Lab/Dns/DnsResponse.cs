using System.Text;

namespace Recapito.Lab;

/// <summary>Makes the octets of an answer, its faults included.</summary>
internal static class DnsResponse
{
    /// <summary>Octets of a label at most (RFC 1035 §2.3.4).</summary>
    private const int LongestLabel = 63;

    /// <summary>The response to a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="served">What is said.</param>
    /// <param name="overTcp">True where the size does not matter.</param>
    public static byte[] Write(DnsQuery query, ServedAnswer served, bool overTcp)
    {
        var wire = query.Edns is null && served.Wire >= WireFault.NoEdns ? WireFault.None : served.Wire;
        var answer = wire switch
        {
            WireFault.NoEdns or WireFault.EdnsOptionError => new(DnsRcode.FormErr),
            WireFault.EdnsVersionError or WireFault.EdnsIgnored => served.Answer!,
            _ => query.Edns is { Version: > 0 } ? new(DnsRcode.BadVers) : served.Answer!,
        };
        if (wire is WireFault.PointerLoop or WireFault.PointerForward or WireFault.PointerPastEnd or WireFault.LongName)
        {
            return Misnamed(query, wire);
        }

        var said = wire switch
        {
            WireFault.WrongId => query with { Id = (ushort)(query.Id ^ 1) },
            WireFault.WrongQuestion => query with { Question = null, RawQuestion = [.. DnsName.Octets("other.example"), 0, (byte)DnsType.Txt, 0, 1] },
            WireFault.OtherCase => query with { RawQuestion = OtherCase(query.RawQuestion) },
            _ => query,
        };
        return Fitting(said, answer, Opt(query, answer, wire), overTcp ? ushort.MaxValue : query.UdpLimit, served.TruncateUdp && !overTcp);
    }

    // What does not fit is cut with TC set (RFC 2181 §9); the additional section may be left out without saying so, except for glue (RFC 9471 §3).
    private static byte[] Fitting(DnsQuery query, DnsAnswer answer, Edns? opt, int limit, bool truncate)
    {
        var full = truncate ? null : new DnsWriter(query, answer, false, opt).Octets;
        if (full is not null && full.Length <= limit)
        {
            return full;
        }

        var lean = truncate || answer.Additional.Count == 0 || answer.IsReferral ? null : new DnsWriter(query, answer with { Additional = [] }, false, opt).Octets;
        return lean is not null && lean.Length <= limit
            ? lean
            : new DnsWriter(query, answer with { Answers = [], Authority = [], Additional = [] }, true, opt).Octets;
    }

    private static Edns? Opt(DnsQuery query, DnsAnswer answer, WireFault wire)
    {
        if (query.Edns is not { } asked || wire is WireFault.NoEdns or WireFault.EdnsIgnored)
        {
            return null;
        }

        var errors = answer.Errors.Select(error => new EdnsOption(Edns.ExtendedError, [(byte)(error.Code >> 8), (byte)error.Code, .. Encoding.UTF8.GetBytes(error.Text)]));
        return new(DnsWire.LargestUdpSize, 0, wire is WireFault.EdnsFlagEcho ? asked.Flags : asked.Flags & Edns.DnssecFlag,
            [.. errors, .. wire is WireFault.EdnsOptionEcho ? asked.Options : []]);
    }

    // Lengths of labels end at 63 and letters begin at 65, so that no length is taken for one; type and class stay.
    private static byte[] OtherCase(byte[] question)
    {
        var name = question[..^4];
        var lower = !name.Any(octet => octet is >= (byte)'A' and <= (byte)'Z');
        return [.. name.Select(octet => lower ? Upper(octet) : Lower(octet)), .. question[^4..]];
    }

    private static byte Upper(byte octet) => octet is >= (byte)'a' and <= (byte)'z' ? (byte)(octet - 32) : octet;

    private static byte Lower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet + 32) : octet;

    // One record of the asked type, whose owner name cannot be read.
    private static byte[] Misnamed(DnsQuery query, WireFault wire)
    {
        var here = DnsWire.HeaderSize + query.RawQuestion.Length;

        // Behind a pointer: 10 octets up to the data, 2 for a preference, then a name.
        var later = here + 2 + 10 + 2;
        byte[] name = wire switch
        {
            WireFault.PointerLoop => [(byte)(0xC0 | (here >> 8)), (byte)here],
            WireFault.PointerForward => [(byte)(0xC0 | (later >> 8)), (byte)later],
            WireFault.PointerPastEnd => [0xFF, 0xFF],
            _ => [.. Enumerable.Range(0, 5).SelectMany(_ => Enumerable.Repeat((byte)'x', LongestLabel).Prepend((byte)LongestLabel)), 0],
        };
        byte[] data = [0, 10, .. DnsName.Octets("mx.contoso.example")];
        return
        [
            (byte)(query.Id >> 8), (byte)query.Id, 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0, .. query.RawQuestion,
            .. name, query.RawQuestion[^4], query.RawQuestion[^3], 0, 1, 0, 0, 14, 16, 0, (byte)data.Length, .. data,
        ];
    }
}
