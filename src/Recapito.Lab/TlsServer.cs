using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Authentication;

namespace Recapito.Lab;

/// <summary>The server's side of a TLS handshake as a world describes it.</summary>
/// <param name="tls">Certificate and versions.</param>
/// <param name="oldTls">True where a client that knows nothing newer than TLS 1.1 is taken.</param>
internal sealed class TlsServer(WorldTls tls, bool oldTls = false)
{
    private const byte Handshake = 22;
    private const byte ClientHello = 1;
    private const int Tls11 = 0x0302;
    private const int LargestRecord = 16_384 + 256;

    // RFC 8446 §6.2: level fatal, description protocol_version.
    private static readonly byte[] ProtocolVersionAlert = [21, 3, 1, 0, 2, 2, 70];

    /// <summary>What is shown to a client that names a host (RFC 6066 §3); null where all are shown the same.</summary>
    public Func<string, WorldTls>? ByName { get; init; }

    /// <summary>What is spoken inside, for clients that ask (ALPN, RFC 7301); empty where nobody is told.</summary>
    public IReadOnlyList<SslApplicationProtocol> Protocols { get; init; } = [];

    /// <summary>The encrypted stream; null where the handshake went no further than its first messages.</summary>
    /// <param name="stream">The plain stream, which the encrypted one owns.</param>
    /// <param name="cancel">Ends the handshake.</param>
    public async Task<SslStream?> AcceptAsync(Stream stream, CancellationToken cancel)
    {
        if (await FirstRecordAsync(stream, cancel).ConfigureAwait(false) is not { } hello)
        {
            return null;
        }

        if (NewestVersion(hello) is { } version and <= Tls11)
        {
            // No library of today speaks this version; the first answer already says whether the host would.
            await stream.WriteAsync(oldTls ? ServerHello(hello, version) : ProtocolVersionAlert, cancel).ConfigureAwait(false);
            await stream.FlushAsync(cancel).ConfigureAwait(false);
            return null;
        }

        var secure = new SslStream(new ReplayStream(hello, stream), leaveInnerStreamOpen: false);
        await (ByName is null
            ? secure.AuthenticateAsServerAsync(OptionsFor(tls), cancel)
            : secure.AuthenticateAsServerAsync((_, asked, _, _) => new(OptionsFor(ByName(asked.ServerName))), null, cancel)).ConfigureAwait(false);
        return secure;
    }

    private SslServerAuthenticationOptions OptionsFor(WorldTls shown) => new()
    {
        ServerCertificateContext = LabCertificates.For(shown).Context,
        EnabledSslProtocols = shown.Versions.Aggregate(SslProtocols.None, (all, version) => all | (version is "1.2" ? SslProtocols.Tls12 : SslProtocols.Tls13)),
        ApplicationProtocols = Protocols.Count > 0 ? [.. Protocols] : null,
    };

    private static async Task<byte[]?> FirstRecordAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[5];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) < head.Length)
        {
            return null;
        }

        var body = new byte[Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(3)), LargestRecord)];
        return await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) < body.Length ? null : [.. head, .. body];
    }

    // The client's newest version: the one in its hello, or those that it lists (RFC 8446 §4.2.1); null for what is no hello.
    private static int? NewestVersion(ReadOnlySpan<byte> record)
    {
        const int version = 9, session = version + 2 + 32;
        if (record.Length <= session || record[0] != Handshake || record[5] != ClientHello)
        {
            return null;
        }

        var newest = BinaryPrimitives.ReadUInt16BigEndian(record[version..]);

        // Behind the session come suites, compression methods and extensions, each with its length.
        var at = session + 1 + record[session];
        at += at + 2 <= record.Length ? 2 + BinaryPrimitives.ReadUInt16BigEndian(record[at..]) : 0;
        at += at < record.Length ? 1 + record[at] : 0;
        for (at += 2; at + 4 <= record.Length; at += 4 + BinaryPrimitives.ReadUInt16BigEndian(record[(at + 2)..]))
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(record[at..]) == 43)
            {
                newest = Math.Max(newest, (ushort)0x0303);
            }
        }

        return newest;
    }

    // RFC 4346 §7.4.1.3: version, random octets, no session, the client's first cipher suite, no compression.
    private static byte[] ServerHello(ReadOnlySpan<byte> hello, int version)
    {
        var suites = 9 + 2 + 32 + 1 + hello[9 + 2 + 32] + 2;
        byte[] suite = suites + 2 <= hello.Length ? hello.Slice(suites, 2).ToArray() : [0, 47];
        byte[] body = [(byte)(version >> 8), (byte)version, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), 0, .. suite, 0];
        return [Handshake, (byte)(version >> 8), (byte)version, 0, (byte)(body.Length + 4), 2, 0, 0, (byte)body.Length, .. body];
    }
}
