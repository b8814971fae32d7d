using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>The option by which the user says which side an export shows that does not tell it itself.</summary>
internal sealed class ExportSideOption
{
    private static readonly Dictionary<string, ExchangeSide> Sides = Enum.GetValues<ExchangeSide>().ToDictionary(Kebab.Of, StringComparer.Ordinal);

    public Option<string?> Option { get; } = new Option<string?>("--export-side") { Description = "The side of an export that does not tell it: exchange-online or exchange-server.", HelpName = "SIDE" }
        .Checked(text => Sides.ContainsKey(text) ? null : $"expected {string.Join(" or ", Sides.Keys)}");

    /// <summary>What the user said; null where nothing.</summary>
    public ExchangeSide? Of(ParseResult parsed) => parsed.GetValue(Option) is { } said ? Sides[said] : null;
}
