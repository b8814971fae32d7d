using Recapito.Lab;
using Recapito.Probes;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Worlds of the lab in which time passes faster than here. A world stands still while the service does not run.</summary>
/// <param name="worlds">The worlds.</param>
/// <param name="tours">The remedies that are carried out in them.</param>
/// <param name="perSecond">How many seconds of a world pass in one here.</param>
internal sealed class LabWatchGround(LabWorlds worlds, LabTours tours, double perSecond) : IWatchGround
{
    /// <summary>After the name of a world: the one in which its remedy is carried out while somebody watches.</summary>
    public const string WithRemedy = "+remedy";

    /// <inheritdoc/>
    public string? World => worlds.Current;

    /// <inheritdoc/>
    public bool Has(string? world) => world is not null && worlds.Has(world.EndsWith(WithRemedy, StringComparison.Ordinal) ? world[..^WithRemedy.Length] : world);

    /// <inheritdoc/>
    public async Task<WatchTerms> TermsAsync(string? world, CancellationToken cancel)
    {
        var lab = MovingLab.Start(await FindAsync(world).ConfigureAwait(false));
        await using var closing = lab.ConfigureAwait(false);
        return new([.. lab.Resolvers.Select(resolver => new WatchedResolver(resolver.Name, resolver.Address))], lab.Watch.For);
    }

    /// <inheritdoc/>
    public async Task<WatchPlace> EnterAsync(StoredWatch watch, TimeSpan last, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(watch);
        var lab = MovingLab.Start(await FindAsync(watch.World).ConfigureAwait(false));
        lab.Clock.Advance(last);
        return new(new() { LabRoutes = lab.Routes, Clock = lab.Clock, Limits = ProbeLimits.ForWatchInLab }, new LabPace(lab.Clock, lab.Clock.Advance, perSecond, last), lab);
    }

    // In a world without a watch nothing changes, however long one looks.
    private async Task<World> FindAsync(string? name)
    {
        var world = name is null ? null
            : name.EndsWith(WithRemedy, StringComparison.Ordinal) ? (await tours.FindAsync(name[..^WithRemedy.Length]).ConfigureAwait(false))?.Moving
            : worlds.Find(name);
        return world is null ? throw new InvalidOperationException($"there is no world {name} to be watched any more")
            : world.Watch is null ? world with { Watch = new() { Begins = world.Now } } : world;
    }
}
