using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Recapito.Probes;

/// <summary>
/// The beginning of a TLS handshake as a client of 2006 would have it (RFC 4346, RFC 4492). Written by hand, since the policy of today's systems does not let
/// their libraries offer TLS 1.1; the handshake ends with the first record of the answer.
/// </summary>
internal static class OldHello
{
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte ServerHello = 2;

    /// <summary>TLS 1.1 on the wire (RFC 4346 §6.2.1).</summary>
    private const ushort Newest = 0x0302;

    // IANA "TLS Cipher Suites": ECDHE and DHE with AES in CBC mode and SHA-1, RSA alone, 3DES; last the signal of secure renegotiation (RFC 5746 §3.3).
    private static readonly ushort[] Suites =
        [0xC009, 0xC00A, 0xC013, 0xC014, 0x0033, 0x0039, 0x002F, 0x0035, 0xC008, 0xC012, 0x0016, 0x000A, 0x00FF];

    /// <summary>A ClientHello in a record of its own.</summary>
    /// <param name="host">Canonical name for SNI (RFC 6066 §3).</param>
    public static byte[] Write(string host)
    {
        var random = new byte[32];
        RandomNumberGenerator.Fill(random);
        byte[] body =
        [
            .. Short(Newest), .. random, 0,
            .. Short(Suites.Length * 2), .. Suites.SelectMany(suite => Short(suite)),
            1, 0,
            .. Counted(Extensions(host)),
        ];
        byte[] message = [1, 0, .. Counted(body)];
        return [Handshake, 3, 1, .. Counted(message)];
    }

    /// <summary>What the host makes of it, from the first octets that it sends.</summary>
    /// <returns>"TLS 1.1", "TLS 1.0" or "SSL 3.0" where it takes it; null where it declines, by an alert or by closing; and a line that says so.</returns>
    /// <exception cref="GapException">What came is neither.</exception>
    public static async Task<(string? Protocol, string Note)> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[11];
        var got = await stream.ReadAtLeastAsync(head.AsMemory(0, 7), 7, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        switch (got, head[0])
        {
            case (0, _):
                return (null, "-- the host closes the connection");
            case (7, Alert):
                return (null, $"-- TLS alert {head[6]} (RFC 5246 §7.2)");
            case (7, Handshake):
                got += await stream.ReadAtLeastAsync(head.AsMemory(7, 4), 4, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
                break;
        }

        return got == 11 && head[5] == ServerHello && NameOf(BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(9))) is { } protocol
            ? (protocol, $"-- ServerHello: {protocol}")
            : throw new GapException($"no TLS that a client of TLS 1.1 can read: {Convert.ToHexStringLower(head, 0, got)}");
    }

    private static string? NameOf(ushort version) => version switch
    {
        Newest => "TLS 1.1",
        0x0301 => "TLS 1.0",
        0x0300 => "SSL 3.0",
        _ => null,
    };

    private static byte[] Extensions(string host)
    {
        var name = Encoding.ASCII.GetBytes(host);
        return
        [
            // server_name: a list of one host_name
            0, 0, .. Counted([.. Counted([0, .. Counted(name)])]),

            // supported_groups: x25519, secp256r1, secp384r1, secp521r1
            0, 10, .. Counted([.. Counted([0, 0x1d, 0, 0x17, 0, 0x18, 0, 0x19])]),

            // ec_point_formats: uncompressed
            0, 11, .. Counted([1, 0]),
        ];
    }

    private static byte[] Counted(byte[] octets) => [.. Short(octets.Length), .. octets];

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
}
