using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>A case as server-sent events: what has come in by now, then the whole document, then the end.</summary>
internal static class CaseEvents
{
    /// <summary>The type of content.</summary>
    public const string Type = EventStreams.Type;

    /// <summary>The events while answers come in, and the one that ends them.</summary>
    public const string Progress = "progress", End = "done";

    /// <summary>The header of who connects again.</summary>
    public const string LastSeen = "Last-Event-ID";

    /// <summary>True where the caller wants events.</summary>
    public static bool AreWanted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types) && types.Any(type => type.MediaType.Equals(Type, StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);

    /// <summary>The events of a case. A browser that has seen the end asks again, and is told to stop (HTML standard, "server-sent events").</summary>
    /// <param name="http">The request.</param>
    /// <param name="live">The case while it is being asked for; null where it is over.</param>
    /// <param name="document">Gives the whole document at the end.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="streams">Sends them.</param>
    /// <param name="holds">False once the caller may no more read it.</param>
    public static IResult Of(HttpContext http, LiveCase? live, Func<string?> document, TimeProvider clock, EventStreams streams, Func<bool> holds) =>
        http.Request.Headers[LastSeen] == End ? TypedResults.NoContent() : streams.Of(cancel => FollowAsync(live, holds, document, clock, cancel));

    // Whose key was revoked meanwhile is told no more.
    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(LiveCase? live, Func<bool> holds, Func<string?> document, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (live is not null)
        {
            await foreach (var answers in live.FollowAsync(clock, cancel).ConfigureAwait(false))
            {
                if (!holds())
                {
                    yield break;
                }

                if (!live.IsDone)
                {
                    yield return new(JsonSerializer.Serialize(new CaseProgress(CaseState.Asking, answers), JsonSerializerOptions.Web), Progress);
                }
            }
        }

        // One that was forgotten meanwhile ends without it.
        if (holds() && document() is { } whole)
        {
            yield return new(whole, End) { EventId = End };
        }
    }
}

/// <summary>How far a case is.</summary>
/// <param name="State">Questions are being asked.</param>
/// <param name="Answers">So many came in by now.</param>
internal sealed record CaseProgress(string State, int Answers);
