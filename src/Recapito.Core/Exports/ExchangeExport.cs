using System.Globalization;

namespace Recapito.Core;

/// <summary>What an export was written with.</summary>
public enum ExportFormat
{
    /// <summary>Export-Clixml (Microsoft: "MS-PSRP", 2.2.5 Serialization).</summary>
    Clixml,

    /// <summary>ConvertTo-Json of Windows PowerShell 5.1 or PowerShell 7.</summary>
    Json,

    /// <summary>Export-Csv.</summary>
    Csv,

    /// <summary>The script of <c>recapito m365 export-script</c> (docs/reference/export.md).</summary>
    Script,
}

/// <summary>What the caller knows of an export.</summary>
/// <param name="File">Its name, for provenance and errors.</param>
/// <param name="At">When it was made, UTC, where the file itself does not tell: its last change.</param>
/// <param name="Side">Which side it shows, where the file itself does not tell.</param>
public sealed record ExportSource(string File, DateTimeOffset At, ExchangeSide? Side = null);

/// <summary>Something in an export that was not understood, and what was done instead.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="What">In words.</param>
public sealed record ExportRemark(int Line, int Column, string What);

/// <summary>A kind of objects that the file should show and does not: its cmdlet failed, or what it wrote cannot be relied on. Not an absence.</summary>
/// <param name="Side">On which side; null where that is not known.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Why">In words.</param>
public sealed record ExportGap(ExchangeSide? Side, ExchangeObjectKind Kind, string Why);

/// <summary>One export file, read.</summary>
/// <param name="File">Its name.</param>
/// <param name="At">When it was made, UTC: as it says itself, else as the caller says.</param>
/// <param name="Format">What it was written with.</param>
/// <param name="Inventory">What it lists.</param>
public sealed record ExchangeExport(string File, DateTimeOffset At, ExportFormat Format, ExchangeInventory Inventory)
{
    /// <summary>The organisation as Exchange names it ("contoso.onmicrosoft.com"); null where the file does not tell.</summary>
    public string? Organization { get; init; }

    /// <summary>True where the file itself tells when it was made.</summary>
    public bool TellsTime { get; init; }

    /// <summary>Kinds that it should list and does not.</summary>
    public IReadOnlyList<ExportGap> Gaps { get; init; } = [];

    /// <summary>What was passed over, in the order of the file.</summary>
    public IReadOnlyList<ExportRemark> Remarks { get; init; } = [];

    /// <summary>Kinds of objects that both sides have, of which nothing in the file tells whose they are; they are in no listing until the caller says it.</summary>
    public IReadOnlyList<ExchangeObjectKind> WithoutSide { get; init; } = [];

    /// <summary>The canonical domains that the file shows to be the organisation's: accepted domains of either side (not those that its servers relay to others), and those that the hybrid configuration shares.</summary>
    public IReadOnlyList<string> Domains { get; } =
    [
        .. Enum.GetValues<ExchangeSide>().SelectMany(side => Inventory.AcceptedDomains(side)).Where(domain => domain.Type is not AcceptedDomainType.ExternalRelay).Select(domain => domain.Domain)
            .Concat(Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration).SelectMany(source => new HybridConfiguration(source).Domains))
            .Concat(Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OnPremisesOrganization).SelectMany(source => new OnPremisesOrganization(source).Domains))
            .Where(Names.IsHostName).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>True where the file shows that the domain is the organisation's.</summary>
    /// <param name="domain">Canonical name.</param>
    public bool Shows(string domain) => Inventory.Holds(domain) || Domains.Contains(domain, StringComparer.Ordinal);
}

/// <summary>An export that cannot be read: where, what was expected, what to do.</summary>
public sealed class ExchangeExportException : FormatException
{
    /// <summary>Nothing is known of the place.</summary>
    public ExchangeExportException()
        : this("the export cannot be read")
    {
    }

    /// <summary>Nothing is known of the place.</summary>
    public ExchangeExportException(string message)
        : base(message)
    {
    }

    /// <summary>Nothing is known of the place.</summary>
    public ExchangeExportException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The place is known.</summary>
    public ExchangeExportException(string file, int line, int column, string problem, string remedy)
        : base(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}, column {column}: {problem}. {remedy}")) => (Line, Column) = (line, column);

    /// <summary>1-based line; 0 where it is not known.</summary>
    public int Line { get; }

    /// <summary>1-based column; 0 where it is not known.</summary>
    public int Column { get; }
}
