using System.Net;
using System.Net.Sockets;

namespace Recapito.SystemTests;

/// <summary>Stands between a client and a server over TCP, and does to an update what networks and other people do.</summary>
public sealed class UpdateTap : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int serverPort;
    private readonly Task running;
    private int updates;

    public UpdateTap(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many updates came.</summary>
    public int Updates => updates;

    /// <summary>Done when the server answered the first update.</summary>
    public Task Answered => answered.Task;

    /// <summary>Called when an update came, before the server gets it.</summary>
    public Func<Task> Before { get; init; } = () => Task.CompletedTask;

    /// <summary>True where the server gets the update, false where it is lost on the way.</summary>
    public bool PassesOn { get; init; } = true;

    /// <summary>True where the connection breaks in the place of the answer to an update.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>True where the answer to an update never comes, while the connection stays.</summary>
    public bool HoldsAnswer { get; init; }

    /// <summary>True where an octet of the answer to an update is another one.</summary>
    public bool SpoilsAnswer { get; init; }

    /// <summary>True where nothing answers any more once an update came.</summary>
    public bool ClosesAfterUpdate { get; init; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await running;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await ((Task)Task.WhenAll(talks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var near = client;
        if (ClosesAfterUpdate && updates > 0)
        {
            return;
        }

        var question = await MessageAsync(near.GetStream());
        var isUpdate = (question[4] & 0x78) == 5 << 3;
        if (isUpdate)
        {
            Interlocked.Increment(ref updates);
            await Before();
            if (!PassesOn)
            {
                return;
            }
        }

        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, serverPort, end.Token);
        await far.GetStream().WriteAsync(question, end.Token);
        var answer = await MessageAsync(far.GetStream());
        if (isUpdate)
        {
            answered.TrySetResult();
            if (LosesAnswer)
            {
                return;
            }

            await (HoldsAnswer ? Task.Delay(Timeout.Infinite, end.Token) : Task.CompletedTask);
            answer[^10] ^= (byte)(SpoilsAnswer ? 1 : 0);
        }

        await near.GetStream().WriteAsync(answer, end.Token);
    }

    // With the two octets of its length.
    private async Task<byte[]> MessageAsync(NetworkStream from)
    {
        var length = new byte[2];
        await from.ReadExactlyAsync(length, end.Token);
        var message = new byte[(length[0] << 8) | length[1]];
        await from.ReadExactlyAsync(message, end.Token);
        return [.. length, .. message];
    }
}
