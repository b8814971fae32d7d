using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>Where watches look: in the real world, or in worlds of the lab.</summary>
public interface IWatchGround
{
    /// <summary>The world that is watched where nothing else is said; null for the real one.</summary>
    string? World { get; }

    /// <summary>True where such a world can be watched; a watch of another waits for a service that looks there.</summary>
    /// <param name="world">Its name; null for the real one.</param>
    bool Has(string? world);

    /// <summary>Who is asked in a world, and for how long.</summary>
    /// <param name="world">Its name; null for the real one.</param>
    /// <param name="cancel">Ends it early.</param>
    Task<WatchTerms> TermsAsync(string? world, CancellationToken cancel);

    /// <summary>The place of one watch, left when it is over.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="last">The moment of the last answer that was kept; zero for a new one.</param>
    /// <param name="cancel">Ends it early.</param>
    Task<WatchPlace> EnterAsync(StoredWatch watch, TimeSpan last, CancellationToken cancel);
}

/// <summary>Who is asked, and for how long.</summary>
/// <param name="Resolvers">The resolvers.</param>
/// <param name="Longest">How long a watch goes on there at most; null for as long as is wished.</param>
public sealed record WatchTerms(IReadOnlyList<WatchedResolver> Resolvers, TimeSpan? Longest);

/// <summary>Where one watch looks, and how time passes there.</summary>
/// <param name="Probes">How it is asked.</param>
/// <param name="Pace">How it waits.</param>
/// <param name="Lab">What is closed afterwards; null for nothing.</param>
public sealed record WatchPlace(ProbeOptions Probes, WatchPace Pace, IAsyncDisposable? Lab) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Lab?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The real world, in which time goes on while the program does not run.</summary>
/// <param name="clock">The clock.</param>
/// <param name="allowPrivate">Private and other special-purpose addresses may be connected to.</param>
public sealed class RealWatchGround(TimeProvider clock, bool allowPrivate) : IWatchGround
{
    private readonly ProbeOptions probes = new() { AllowSpecialAddresses = allowPrivate };

    /// <inheritdoc/>
    public string? World => null;

    /// <inheritdoc/>
    public bool Has(string? world) => world is null;

    /// <inheritdoc/>
    public Task<WatchTerms> TermsAsync(string? world, CancellationToken cancel) => Task.FromResult(new WatchTerms(WatchedResolver.WellKnown, null));

    /// <inheritdoc/>
    public Task<WatchPlace> EnterAsync(StoredWatch watch, TimeSpan last, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(watch);

        // By the time of day, which may have been set back meanwhile; the time of a watch never goes back.
        var past = clock.GetUtcNow() - watch.Created;
        return Task.FromResult(new WatchPlace(probes, new RealPace(clock, past > last ? past : last), null));
    }
}
