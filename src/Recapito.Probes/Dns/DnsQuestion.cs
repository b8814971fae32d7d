using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>What is asked, before it is a message.</summary>
/// <param name="Name">A host name (<see cref="Names.IsHostName"/>), or "." for the root.</param>
/// <param name="Type">Record type.</param>
/// <param name="Form">How it is put.</param>
/// <param name="Recurses">RD: for a resolver.</param>
internal sealed record DnsInquiry(string Name, RrType Type, QueryForm Form, bool Recurses)
{
    /// <summary>The name as it goes out: letters large and small in turn where their case is what is asked for.</summary>
    public string SentName => Form is QueryForm.MixedCase
        ? string.Concat(Name.Select((c, place) => place % 2 == 0 ? char.ToUpperInvariant(c) : c))
        : Name;
}

/// <summary>A question as a message with an id of its own (RFC 1035 §4.1, RFC 6891), and whether something is an answer to it.</summary>
internal sealed class DnsQuestion
{
    /// <summary>What we take over UDP, octets: goes through every network in one piece (DNS flag day 2020).</summary>
    public const int UdpSize = 1232;

    // What everybody takes (RFC 1035 §4.2.1).
    private const int SmallUdpSize = 512;

    // For local use (IANA, "DNS EDNS0 Option Codes"), and a flag that stands for nothing.
    private const ushort UnknownOption = 65001;
    private const ushort UnknownFlag = 0x40;
    private const ushort Dnssec = 0x8000;

    private readonly byte[] message;
    private readonly int questionEnd;

    public DnsQuestion(DnsInquiry asked)
    {
        Span<byte> bytes = stackalloc byte[512];
        RandomNumberGenerator.Fill(bytes[..2]);
        bytes[2] = (byte)(asked.Recurses ? 0x01 : 0);
        bytes[3] = (byte)(asked.Form is QueryForm.CheckingDisabled ? 0x10 : 0);
        bytes[5] = 1;
        var length = MessageReader.HeaderLength + WriteName(asked.SentName, bytes[MessageReader.HeaderLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[length..], (ushort)asked.Type);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[(length + 2)..], 1);
        questionEnd = length + 4;
        length = questionEnd;
        if (asked.Form is not QueryForm.NoEdns)
        {
            bytes[11] = 1;
            length += WriteOpt(asked.Form, bytes[length..]);
        }

        message = bytes[..length].ToArray();
        Asked = asked;
    }

    public DnsInquiry Asked { get; }

    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Message => message;

    /// <summary>Why a message is no answer to this question; null where it is one. Its sections are not looked at.</summary>
    public string? WhyNoAnswer(ReadOnlySpan<byte> reply)
    {
        if (reply.Length < MessageReader.HeaderLength)
        {
            return "it is shorter than a header";
        }

        if (!reply[..2].SequenceEqual(message.AsSpan(0, 2)) || (reply[2] & 0x80) == 0)
        {
            return "it has another id than the question";
        }

        // Who could not read the question cannot repeat it (RFC 1035 §4.1.1: FORMERR and the like).
        var questions = BinaryPrimitives.ReadUInt16BigEndian(reply[4..]);
        if (questions == 0 && (reply[3] & 0xF) is not (0 or 3))
        {
            return null;
        }

        return questions == 1 && reply.Length >= questionEnd && IsSameQuestion(reply[MessageReader.HeaderLength..questionEnd])
            ? null
            : "it is the answer to another question";
    }

    // Lengths of labels are below 64, so folding the case of letters changes none of them.
    private bool IsSameQuestion(ReadOnlySpan<byte> question)
    {
        var ours = message.AsSpan(MessageReader.HeaderLength, question.Length);
        return Ascii.EqualsIgnoreCase(question[..^4], ours[..^4]) && question[^4..].SequenceEqual(ours[^4..]);
    }

    private static int WriteName(string name, Span<byte> into)
    {
        var length = 0;
        foreach (var label in name is "." ? [] : name.Split('.'))
        {
            into[length] = (byte)Encoding.ASCII.GetBytes(label, into[(length + 1)..]);
            length += label.Length + 1;
        }

        into[length] = 0;
        return length + 1;
    }

    // RFC 6891 §6.1.2: the root, type 41, our size, upper RCODE, version, flags, options.
    private static int WriteOpt(QueryForm form, Span<byte> into)
    {
        into[..11].Clear();
        into[2] = 41;
        BinaryPrimitives.WriteUInt16BigEndian(into[3..], (ushort)(form is QueryForm.SmallBuffer ? SmallUdpSize : UdpSize));
        into[6] = (byte)(form is QueryForm.EdnsVersion ? 1 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(into[7..], form switch
        {
            QueryForm.Dnssec or QueryForm.CheckingDisabled or QueryForm.Tcp or QueryForm.SmallBuffer => Dnssec,
            QueryForm.EdnsFlag => UnknownFlag,
            _ => 0,
        });
        if (form is not QueryForm.EdnsOption)
        {
            return 11;
        }

        into[10] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(into[11..], UnknownOption);
        into[13..15].Clear();
        return 15;
    }
}
