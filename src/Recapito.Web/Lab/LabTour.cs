using System.Collections.Concurrent;
using System.Text;
using Recapito.Input;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Web;

/// <summary>A message that fails in a world, and what becomes of it once the remedy is carried out in a copy.</summary>
/// <param name="Report">The report that its sender gets.</param>
/// <param name="Found">What is diagnosed.</param>
/// <param name="After">What becomes of the message with the remedy; null where nobody here can carry it out.</param>
/// <param name="Afterwards">What is diagnosed then; null with <paramref name="After"/>.</param>
/// <param name="Waits">True where the remedy is to wait.</param>
/// <param name="Moving">The world in which the remedy's change of MX records is watched; null where it changes none.</param>
internal sealed record LabTour(string Report, Diagnosis Found, Attempt? After, Diagnosis? Afterwards, bool Waits, World? Moving)
{
    /// <summary>True where the message arrives with the remedy, and nothing is found to be wrong any more.</summary>
    public bool IsMended => After is DeliveredAttempt && Afterwards is { Cause: null };
}

/// <summary>Sends the messages of worlds, one world once.</summary>
internal sealed class LabTours(LabWorlds worlds) : IDisposable
{
    private const int AtOnce = 2;

    private readonly ConcurrentDictionary<string, Lazy<Task<LabTour?>>> known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim places = new(AtOnce);

    /// <summary>The tour through a world; null where there is no such world, or its message arrives.</summary>
    public async Task<LabTour?> FindAsync(string name)
    {
        var tour = known.GetOrAdd(name, key => new(() => MakeAsync(key)));
        try
        {
            return await tour.Value.ConfigureAwait(false);
        }
        catch
        {
            known.TryRemove(name, out _);
            throw;
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<LabTour?> MakeAsync(string name)
    {
        await places.WaitAsync().ConfigureAwait(false);
        try
        {
            return worlds.Find(name) is { } world && LabRun.Bounce(world) is { } report ? await MakeAsync(world, report).ConfigureAwait(false) : null;
        }
        finally
        {
            places.Release();
        }
    }

    private static async Task<LabTour?> MakeAsync(World world, byte[] report)
    {
        var question = Question.Of("bounce.eml", report);
        if (question.Symptoms is not [var symptom, ..])
        {
            return null;
        }

        var found = await DiagnoseAsync(world, symptom, world.Observer.Access).ConfigureAwait(false);
        var changes = found.Remedies is [var remedy, ..] ? remedy.Changes : [];
        var changed = changes.Count == 0 ? null : WorldChanges.Apply(world, changes, world.Now);
        if (changed is null)
        {
            return new(Encoding.UTF8.GetString(report), found, null, null, false, null);
        }

        var recipient = changes.OfType<SendToMeant>().FirstOrDefault()?.Meant ?? symptom.Recipient;
        var sent = LabSender.SendAtWorst(changed with { BounceAt = changed.Now });
        return new(Encoding.UTF8.GetString(report), found,
            sent.FirstOrDefault(attempt => Names.CanonicalAddress(attempt.Recipient) == recipient),
            await DiagnoseAsync(changed, Symptoms.OfAddress(recipient), ["dns", "smtp"]).ConfigureAwait(false),
            changes.Any(change => change is LetTimePass),
            changes.OfType<SetMx>().FirstOrDefault() is { } mx ? RemedyOverTime.Of(world, changed, mx) : null);
    }

    private static async Task<Diagnosis> DiagnoseAsync(World world, Symptom symptom, IReadOnlyList<string> access)
    {
        var lab = LabRun.Start(world);
        await using var closing = lab.ConfigureAwait(false);
        var inquiry = LabGround.InquiryOf(world, lab, access);
        return await new DiagnosisRun(() => new() { LabRoutes = lab.Routes }, inquiry, inquiry.Inside ? LabRun.Inside(world, symptom) : EvidenceSet.Empty).DiagnoseAsync(symptom, CancellationToken.None).ConfigureAwait(false);
    }
}
