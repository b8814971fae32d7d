namespace Recapito.Lab;

/// <summary>A world file that cannot be read. The message names file, line and column, what is wrong, what was expected and what to do.</summary>
public sealed class WorldFileException : Exception
{
    /// <summary>Without a place.</summary>
    public WorldFileException()
        : this("the world file cannot be read")
    {
    }

    /// <summary>Without a place.</summary>
    public WorldFileException(string message)
        : base(message)
    {
    }

    /// <summary>Without a place, after another error.</summary>
    public WorldFileException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>With a place.</summary>
    /// <param name="file">File name for the message.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    /// <param name="problem">What is wrong, what was expected, what to do.</param>
    /// <param name="inner">The error behind it, or null.</param>
    public WorldFileException(string file, int line, int column, string problem, Exception? inner = null)
        : base(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{line}:{column}: {problem}"), inner) =>
        (File, Line, Column) = (file, line, column);

    /// <summary>File name.</summary>
    public string File { get; } = "";

    /// <summary>Line, from 1; 0 where there is none.</summary>
    public int Line { get; }

    /// <summary>Column, from 1; 0 where there is none.</summary>
    public int Column { get; }
}
