using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Compares the findings of a check with those that a world says must and must not be there.</summary>
internal static class ExpectedFindings
{
    /// <summary>What is not as expected, in words.</summary>
    /// <param name="found">Ids of what was found.</param>
    /// <param name="must">Ids of what must be found.</param>
    /// <param name="mustNot">Ids of what must not be found.</param>
    public static IEnumerable<string> Compare(IReadOnlySet<string> found, IReadOnlyList<string> must, IReadOnlyList<string> mustNot) =>
    [
        .. must.Concat(mustNot).Where(id => !Catalogue.Default.Findings.ContainsKey(id)).Select(id => $"there is no finding {id}"),
        .. must.Where(id => !found.Contains(id)).Select(id => $"{id} was not found"),
        .. mustNot.Where(found.Contains).Select(id => $"{id} was found, and must not be"),
    ];
}
