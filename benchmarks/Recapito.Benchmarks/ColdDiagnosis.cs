using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Benchmarks;

/// <summary>One diagnosis in a process that has done nothing yet, as a user's is, with the lab at the other end of a long line.</summary>
internal static class ColdDiagnosis
{
    public static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);

    /// <summary>Prints "milliseconds round-trip-milliseconds verdict cause", and with the timeline each answer on standard error.</summary>
    public static async Task<int> RunAsync(string path, bool timeline)
    {
        var world = WorldFile.Read(path, await File.ReadAllTextAsync(path));
        var bounce = LabRun.Bounce(world) ?? throw new InvalidOperationException($"{path}: no bounce");
        await using var lab = LabRun.Start(world);
        var (link, routes) = LongLink.Before(lab.Routes, RoundTrip);
        using var closing = link;

        var started = Stopwatch.GetTimestamp();
        var symptom = Symptoms.Of(DsnReader.Read(bounce), Catalogue.Default)[0];
        var inquiry = new Inquiry
        {
            Dns = true, Smtp = true, KnownGood = [.. world.Observer.KnownGood.Select(Names.CanonicalAddress)],
        };
        var collector = EvidenceCollector.Create(new() { LabRoutes = routes }, reply => Catalogue.Default.FormOf(reply)?.About);
        var evidence = await collector.CollectAsync(
            known => EvidencePlan.Next(symptom, known, inquiry), EvidenceSet.Empty, timeline ? new Timeline(started) : null, CancellationToken.None);
        var diagnosis = Diagnoser.Judge(symptom, evidence, inquiry, Catalogue.Default);
        var took = Stopwatch.GetElapsedTime(started);

        var trip = await MeasureAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0.0} {trip:0.00} {Kebab.Of(diagnosis.Verdict)} {diagnosis.Cause?.Cause}"));
        return 0;
    }

    /// <summary>What a round trip on this line really takes, milliseconds: the median of some, of one octet each.</summary>
    internal static async Task<double> MeasureAsync()
    {
        using var echo = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        echo.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        echo.Listen();
        var (link, port) = LongLink.BeforeTcp(((IPEndPoint)echo.LocalEndPoint!).Port, RoundTrip);
        using var closing = link;
        _ = Task.Run(async () =>
        {
            using var at = await echo.AcceptAsync();
            var octet = new byte[1];
            while (await at.ReceiveAsync(octet) > 0)
            {
                await at.SendAsync(octet);
            }
        });
        using var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await near.ConnectAsync(IPAddress.Loopback, port);
        var trips = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await near.SendAsync(new byte[1]);
            await near.ReceiveAsync(new byte[1]);
            trips.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        // The first one carries the handshake.
        return trips.Skip(1).Order().ElementAt(3);
    }
}
