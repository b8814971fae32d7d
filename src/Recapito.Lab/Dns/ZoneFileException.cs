namespace Recapito.Lab;

/// <summary>A zone text that cannot be read.</summary>
public sealed class ZoneFileException : Exception
{
    /// <summary>Without a place.</summary>
    public ZoneFileException()
        : this(1, 1, "the zone text cannot be read")
    {
    }

    /// <summary>Without a place.</summary>
    public ZoneFileException(string message)
        : this(1, 1, message)
    {
    }

    /// <summary>Without a place, after another error.</summary>
    public ZoneFileException(string message, Exception inner)
        : base(message, inner) => (Line, Column) = (1, 1);

    /// <summary>With a place.</summary>
    /// <param name="line">Line of the zone text, from 1.</param>
    /// <param name="column">Column of the zone text, from 1.</param>
    /// <param name="message">What is wrong and what was expected.</param>
    public ZoneFileException(int line, int column, string message)
        : base(message) => (Line, Column) = (line, column);

    /// <summary>Line of the zone text, from 1.</summary>
    public int Line { get; }

    /// <summary>Column of the zone text, from 1.</summary>
    public int Column { get; }
}
