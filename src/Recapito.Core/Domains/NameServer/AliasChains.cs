using System.Globalization;

namespace Recapito.Core;

/// <summary>Aliases that lead to aliases: as long as resolvers follow them they are in order, but worth to be known.</summary>
internal sealed class AliasChains : DomainCheck
{
    // Beyond 16 there is no answer at all (DnsMisbehaviour.AliasChainTooLong); the strictest resolvers stop at 8.
    private const int Long = 8;

    public override IReadOnlyList<string> Findings { get; } = ["dns-alias-chain-long"];

    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view) =>
        view.Evidence.All.OfType<Present<RrSet>>()
            .Select(seen => (Seen: seen, Count: seen.Value.Records.Count(record => record.Type is RrType.Cname)))
            .Where(chain => chain.Count >= Long)
            .DistinctBy(chain => chain.Seen.Value.Records[0].Name)
            .Select(chain => view.Found(
                "dns-alias-chain-long",
                chain.Seen,
                ("name", chain.Seen.Value.Records[0].Name),
                ("count", chain.Count.ToString(CultureInfo.InvariantCulture))));
}
