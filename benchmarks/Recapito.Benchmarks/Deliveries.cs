using System.Diagnostics;

namespace Recapito.Benchmarks;

/// <summary>Does things at their time, on one thread of its own: a pool's timers and queues would make every packet milliseconds later than it should be.</summary>
internal sealed class Deliveries : IDisposable
{
    private readonly PriorityQueue<Action, (long Due, long Order)> waiting = new();
    private long order;
    private bool stopped;

    public Deliveries() => new Thread(Deliver) { IsBackground = true, Priority = ThreadPriority.AboveNormal }.Start();

    /// <summary>Never before its time; what is due at the same time is done in the order in which it was put.</summary>
    /// <param name="due">A timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="arrive">May fail because a socket is gone; must not block.</param>
    public void Put(long due, Action arrive)
    {
        lock (waiting)
        {
            waiting.Enqueue(arrive, (due, order++));
            Monitor.Pulse(waiting);
        }
    }

    public void Dispose()
    {
        lock (waiting)
        {
            stopped = true;
            Monitor.Pulse(waiting);
        }
    }

    private void Deliver()
    {
        while (Next() is { } arrive)
        {
            try
            {
                arrive();
            }
            catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                // Who should have got it is gone.
            }
        }
    }

    private Action? Next()
    {
        lock (waiting)
        {
            while (!stopped)
            {
                if (!waiting.TryPeek(out var arrive, out var when))
                {
                    Monitor.Wait(waiting);
                }
                else if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), when.Due) is { Ticks: > 0 } left)
                {
                    Monitor.Wait(waiting, (int)Math.Ceiling(left.TotalMilliseconds));
                }
                else
                {
                    waiting.Dequeue();
                    return arrive;
                }
            }

            return null;
        }
    }
}
