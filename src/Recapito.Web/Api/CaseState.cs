namespace Recapito.Web;

/// <summary>How far a case is.</summary>
internal static class CaseState
{
    /// <summary>Questions are being asked.</summary>
    public const string Asking = "asking";

    /// <summary>All was asked.</summary>
    public const string Done = "done";

    /// <summary>Something went wrong in the service; it is asked for again after the next start.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Its owner ended it; only a watch can be.</summary>
    public const string Stopped = "stopped";

    /// <summary>All states of a diagnosis or check.</summary>
    public static IReadOnlyList<string> All { get; } = [Asking, Done, Interrupted];

    /// <summary>The state of a case.</summary>
    /// <param name="isWhole">All was asked.</param>
    /// <param name="isLive">It waits or is being asked for.</param>
    public static string Of(bool isWhole, bool isLive) => isWhole ? Done : isLive ? Asking : Interrupted;
}
