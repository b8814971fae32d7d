using System.Globalization;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>From octets to a <see cref="DnsMessage"/> (RFC 1035 §4, RFC 6891 §6.1).</summary>
internal static class DnsMessageReader
{
    /// <summary>More records than these no domain has: the message is refused.</summary>
    public const int MostRecords = 4096;

    private const ushort Internet = 1;
    private const ushort Opt = 41;
    private const ushort ExtendedError = 15;

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The message alone, 64 KiB at most.</param>
    /// <param name="via">What it came over.</param>
    /// <exception cref="UnreadableMessageException">It cannot be read, and nothing else is ever thrown.</exception>
    public static DnsMessage Read(ReadOnlySpan<byte> bytes, TransportProtocol via)
    {
        var reader = new MessageReader(bytes, 0, bytes.Length);
        reader.Take(2);
        var flags = reader.Short();
        var (questions, answers, authorities, others) = (reader.Short(), reader.Short(), reader.Short(), reader.Short());
        if (answers + authorities + others > MostRecords)
        {
            // So many fit only where there are octets for them; else the counts lie.
            throw bytes.Length < (answers + authorities + others) * 11
                ? new UnreadableMessageException("it announces more records than it has")
                : new UnreadableMessageException($"it has more than {MostRecords} records") { IsTooLarge = true };
        }

        var echoed = Questions(ref reader, questions);
        var edns = new Edns();
        var answer = Section(ref reader, answers, null);
        var authority = Section(ref reader, authorities, null);
        var additional = Section(ref reader, others, edns);
        return new(RcodeOf((flags & 0xF) | (edns.UpperRcode << 4)), (flags & 0x0400) != 0, answer, authority, additional)
        {
            RecursionAvailable = (flags & 0x0080) != 0,
            AuthenticData = (flags & 0x0020) != 0,
            Truncated = (flags & 0x0200) != 0,
            EdnsVersion = edns.Version,
            EdnsFlags = edns.Flags,
            EdnsOptions = edns.Options,
            ExtendedErrors = edns.Errors,
            EchoedName = echoed,
            Octets = bytes.Length,
            Via = via,
        };
    }

    private static string? Questions(ref MessageReader reader, int count)
    {
        string? first = null;
        for (var question = 0; question < count; question++)
        {
            var name = reader.Name(keepsCase: true);
            first ??= name;
            reader.Take(4);
        }

        return first;
    }

    private static List<DnsRecord> Section(ref MessageReader reader, int count, Edns? edns)
    {
        var records = new List<DnsRecord>(Math.Min(count, 16));
        for (var record = 0; record < count; record++)
        {
            var owner = reader.Name();
            var (number, @class, ttl) = (reader.Short(), reader.Short(), reader.Long());
            var data = reader.Part(reader.Short());
            if (number == Opt)
            {
                edns?.Read(ttl, data);
            }
            else if (@class == Internet)
            {
                var type = TypeBitmap.TypeOf(number);

                // RFC 2181 §8: a TTL with the top bit set counts as zero.
                records.Add(new(owner, type, ttl > int.MaxValue ? 0 : ttl, RdataText.Read(type, data)));
            }
        }

        return records;
    }

    // IANA, "DNS RCODEs"; 16 is BADVERS in a message with OPT.
    private static string RcodeOf(int rcode) => rcode switch
    {
        0 => "NOERROR",
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        6 => "YXDOMAIN",
        7 => "YXRRSET",
        8 => "NXRRSET",
        9 => "NOTAUTH",
        10 => "NOTZONE",
        16 => "BADVERS",
        _ => string.Create(CultureInfo.InvariantCulture, $"RCODE {rcode}"),
    };

    /// <summary>What the OPT record says (RFC 6891 §6.1.2); of several, the first.</summary>
    private sealed class Edns
    {
        public int UpperRcode { get; private set; }

        public int? Version { get; private set; }

        public int Flags { get; private set; }

        public List<int> Options { get; } = [];

        public List<string> Errors { get; } = [];

        public void Read(uint ttl, MessageReader data)
        {
            if (Version is not null)
            {
                return;
            }

            (UpperRcode, Version, Flags) = ((int)(ttl >> 24), (int)((ttl >> 16) & 0xFF), (int)(ttl & 0x7FFF));
            while (!data.IsAtEnd)
            {
                var option = data.Short();
                var value = data.Take(data.Short());
                Options.Add(option);
                if (option == ExtendedError && value is [var high, var low, .. var text])
                {
                    Errors.Add(string.Create(CultureInfo.InvariantCulture, $"{(high << 8) | low} {Visible.Octets(text)}").TrimEnd());
                }
            }
        }
    }
}
