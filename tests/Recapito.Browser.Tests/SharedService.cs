using Recapito.Web.Tests;

namespace Recapito.Browser.Tests;

/// <summary>One service for all readers of a class of tests: each has a browser of their own, and what others hand in is not theirs to see.</summary>
public sealed class SharedService : IAsyncLifetime
{
    /// <summary>The service.</summary>
    internal Served Served { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Served = await Served.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Served.DisposeAsync();
}
