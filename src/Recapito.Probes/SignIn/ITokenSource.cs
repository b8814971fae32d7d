namespace Recapito.Probes;

/// <summary>Where tokens come from.</summary>
public interface ITokenSource
{
    /// <summary>The way of signing in, such as "certificate".</summary>
    string Way { get; }

    /// <summary>A token that is valid for some minutes at least.</summary>
    /// <param name="scope">What for, such as "https://graph.microsoft.com/.default".</param>
    /// <param name="anew">True where the one that was given before was refused.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="SignInException">There is none; the message says why, in Microsoft's words.</exception>
    Task<BearerToken> GetAsync(string scope, bool anew, CancellationToken cancel);
}

/// <summary>An access token. It shows itself to nobody.</summary>
/// <param name="value">What goes behind "Bearer" (RFC 6750 §2.1).</param>
/// <param name="expires">When it ends.</param>
public sealed class BearerToken(string value, DateTimeOffset expires)
{
    /// <summary>What goes behind "Bearer".</summary>
    public string Value { get; } = value;

    /// <summary>When it ends.</summary>
    public DateTimeOffset Expires { get; } = expires;

    /// <inheritdoc/>
    public override string ToString() => "(a token)";
}

/// <summary>There is no token.</summary>
/// <param name="message">Why, without any secret.</param>
/// <param name="code">Microsoft's code, such as "AADSTS7000215"; null where there is none.</param>
/// <param name="isInput">True where what the user gave cannot be used (a file that is no certificate): nobody was asked.</param>
public sealed class SignInException(string message, string? code = null, bool isInput = false) : Exception(message)
{
    /// <summary>Microsoft's code, or null.</summary>
    public string? Code { get; } = code;

    /// <summary>True where what the user gave cannot be used.</summary>
    public bool IsInput { get; } = isInput;
}
