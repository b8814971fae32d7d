namespace Recapito.Lab;

/// <summary>How a lab runs.</summary>
/// <param name="Expose">True to serve the world's own addresses and ports as well, for outside tools.</param>
/// <param name="DelayMilliseconds">Added to each DNS answer, each TCP connection and each SMTP reply, as if the network were that far; 0 to 60000.</param>
public sealed record LabOptions(bool Expose = false, int DelayMilliseconds = 0);

/// <summary>A lab that cannot be started, with what to do about it.</summary>
public sealed class LabException : Exception
{
    /// <summary>Without words.</summary>
    public LabException()
        : this("the lab cannot be started")
    {
    }

    /// <summary>With words.</summary>
    public LabException(string message)
        : base(message)
    {
    }

    /// <summary>With words, after another error.</summary>
    public LabException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
