using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What the API's document says of an address, beside what its types say.</summary>
/// <param name="Scope">What the caller must be allowed to do.</param>
/// <param name="Problems">What can be wrong there, beside what can be wrong everywhere.</param>
internal sealed record ApiDescription(ApiScopes Scope, IReadOnlyList<ApiProblem> Problems)
{
    /// <summary>What can be wrong everywhere.</summary>
    private static readonly ApiProblem[] Everywhere = [ApiProblem.KeyRequired, ApiProblem.KeyRefused, ApiProblem.ScopeMissing, ApiProblem.ForeignPage, ApiProblem.TooMany, ApiProblem.Internal];

    /// <summary>All that can be wrong, by status.</summary>
    public IEnumerable<IGrouping<int, ApiProblem>> ByStatus => Problems.Concat(Everywhere).OrderBy(problem => problem.Status).GroupBy(problem => problem.Status);
}

/// <summary>Describes addresses.</summary>
internal static class ApiDescriptions
{
    /// <summary>Gives an address its name, its words, its scope and its problems.</summary>
    public static RouteHandlerBuilder Described(this RouteHandlerBuilder route, string name, ApiScopes scope, string summary, string description, params ApiProblem[] problems) =>
        route.WithName(name).WithSummary(summary).WithDescription(description).WithTags("v1").WithMetadata(new NeedsScope(scope), new ApiDescription(scope, problems));
}
