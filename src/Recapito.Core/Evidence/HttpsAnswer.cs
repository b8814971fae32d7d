namespace Recapito.Core;

/// <summary>What a web server answered. A refused connection is <see cref="Absent{T}"/>, silence is <see cref="Unavailable{T}"/>.</summary>
/// <param name="Status">HTTP status code; null where TLS failed or the certificate is not trusted, so that nothing was asked.</param>
/// <param name="ContentType">The media type without parameters, lower case; null where none is given.</param>
/// <param name="Body">The body as text, 160 KiB at most (an MTA-STS policy may have 64 KiB, the list of RDAP servers has more).</param>
/// <param name="Tls">What TLS showed.</param>
public sealed record HttpsAnswer(int? Status, string? ContentType, string Body, TlsSession Tls)
{
    /// <summary>Where a redirect points to; null where there is none.</summary>
    public string? Location { get; init; }

    /// <summary>The body was longer than what is kept.</summary>
    public bool Cut { get; init; }
}
