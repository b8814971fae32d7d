namespace Recapito.Core;

/// <summary>One address of a name server.</summary>
/// <param name="Server">Canonical name.</param>
/// <param name="Address">IP address in text.</param>
internal sealed record ServerPlace(string Server, string Address)
{
    public bool IsV6 => Facts.IsV6(Address);

    public Vantage From => Vantage.Server(Server, Address);

    public override string ToString() => $"{Server} [{Address}]";

    /// <summary>All of them in one text.</summary>
    public static string Join(IEnumerable<ServerPlace> places) => string.Join(", ", places);
}

/// <summary>How a place stands to the zone.</summary>
internal enum PlaceState
{
    /// <summary>Not all was asked yet, or nothing can be said.</summary>
    Open,

    /// <summary>It answered with authority.</summary>
    Authoritative,

    /// <summary>It answered, and never with authority.</summary>
    Lame,

    /// <summary>No question brought an answer.</summary>
    Silent,
}
