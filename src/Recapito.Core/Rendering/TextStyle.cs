namespace Recapito.Core;

/// <summary>How text is laid out.</summary>
public sealed record TextStyle
{
    /// <summary>True for ANSI colours (ECMA-48 SGR); shapes and words carry the meaning without them.</summary>
    public bool Colour { get; init; }

    /// <summary>Columns of the screen; less than 40 counts as 40, more than 120 as 120, as long lines read badly.</summary>
    public int Width { get; init; } = 80;

    /// <summary>BCP 47 tag; a language without words falls back to English.</summary>
    public string Language { get; init; } = "en";

    /// <summary>True for all evidence, each ruled-out cause and the SMTP dialogues.</summary>
    public bool Verbose { get; init; }

    /// <summary>True for screens without Unicode: no lines and signs beyond ASCII of our own.</summary>
    public bool Ascii { get; init; }

    internal int Columns => Math.Clamp(Width, 40, 120);
}
