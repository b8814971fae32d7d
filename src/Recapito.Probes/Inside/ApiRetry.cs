using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Recapito.Probes;

/// <summary>Asks again where a service says that it is busy, after the time that it names (RFC 9110 §10.2.3).</summary>
internal static class ApiRetry
{
    private const int Retries = 4;

    /// <summary>How long a service may let us wait; where it wants longer, that is a gap.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>A handler around another one.</summary>
    /// <param name="inner">It stays whose it is.</param>
    /// <param name="clock">By which is waited.</param>
    /// <param name="limits">How long one answer may take.</param>
    public static HttpMessageHandler Around(HttpMessageHandler inner, TimeProvider clock, ProbeLimits limits)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                UseJitter = false,
                ShouldRetryAfterHeader = false,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } answer && IsBusy(answer) && (WaitOf(answer, clock) ?? TimeSpan.Zero) <= Longest),
                DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(
                    (attempt.Outcome.Result is { } answer ? WaitOf(answer, clock) : null) ?? TimeSpan.FromSeconds(1 << attempt.AttemptNumber)),
            })
            .AddTimeout(limits.Step)
            .Build();
        return new ResilienceHandler(pipeline) { InnerHandler = inner };
    }

    /// <summary>True where the same request may be taken later.</summary>
    public static bool IsBusy(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>How long the service wants us to wait; null where it does not say.</summary>
    public static TimeSpan? WaitOf(HttpResponseMessage answer, TimeProvider clock) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - clock.GetUtcNow() is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}
