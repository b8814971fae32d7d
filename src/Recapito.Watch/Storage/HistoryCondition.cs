namespace Recapito.Watch;

/// <summary>What the history is searched by, as SQL over <c>diagnosis d</c> and <c>recipient r</c>, and its parameters.</summary>
internal static class HistoryCondition
{
    /// <summary>All of a filter.</summary>
    public const string Sql = """
        d.expires > @Now AND (@Owner IS NULL OR d.owner = @Owner) AND (@Domain IS NULL OR r.domain = @Domain) AND (@DomainPart IS NULL OR instr(r.domain, @DomainPart) > 0) AND (@Cause IS NULL OR r.cause = @Cause)
          AND (@Since IS NULL OR d.created >= @Since) AND (@Until IS NULL OR d.created < @Until)
        """;

    /// <summary>Its values.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="owner">SHA-256 of the secret of who looks; null for whoever runs the service.</param>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="most">At most so many rows.</param>
    public static object Of(HistoryFilter filter, byte[]? owner, DateTimeOffset now, int most = int.MaxValue) => new
    {
        Now = now.ToUnixTimeMilliseconds(),
        Owner = owner,
        filter.Domain,
        filter.DomainPart,
        filter.Cause,
        Since = filter.Since?.ToUnixTimeMilliseconds(),
        Until = filter.Until?.ToUnixTimeMilliseconds(),
        Most = most,
    };
}
