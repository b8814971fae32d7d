using System.Globalization;

namespace Recapito.Core;

/// <summary>An evidence file that cannot be read: where, what was expected, what to do.</summary>
public sealed class EvidenceFileException : FormatException
{
    /// <summary>Nothing is known of the place.</summary>
    public EvidenceFileException()
        : this("the evidence file cannot be read")
    {
    }

    /// <summary>Nothing is known of the place.</summary>
    public EvidenceFileException(string message)
        : base(message)
    {
    }

    /// <summary>Nothing is known of the place.</summary>
    public EvidenceFileException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The place is known.</summary>
    public EvidenceFileException(string file, string path, int line, int column, string problem, string remedy)
        : base(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}, column {column}, {path}: {problem}. {remedy}"))
    {
        (File, Path, Line, Column) = (file, path, line, column);
    }

    /// <summary>Name of the file.</summary>
    public string File { get; } = "";

    /// <summary>The place as a JSON path: "$.observations[2].outcome".</summary>
    public string Path { get; } = "$";

    /// <summary>1-based line; 0 where it is not known.</summary>
    public int Line { get; }

    /// <summary>1-based byte in the line; 0 where it is not known.</summary>
    public int Column { get; }
}
