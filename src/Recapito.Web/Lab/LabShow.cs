using System.Text;
using Recapito.Lab;

namespace Recapito.Web;

/// <summary>What the lab shows of a message that fails, in words.</summary>
/// <param name="Report">The report that its sender gets, as mail programs show it.</param>
/// <param name="Source">The same with all that mail programs hide.</param>
/// <param name="Before">The diagnosis.</param>
/// <param name="After">What is diagnosed with the remedy; null where nobody here can carry it out.</param>
/// <param name="Way">The way of the message with the remedy; null where no host takes it.</param>
/// <param name="IsMended">True where the message arrives then.</param>
/// <param name="Waits">True where the remedy is to wait.</param>
/// <param name="SentTo">The address that the message is sent to then, where it is another one; else null.</param>
/// <param name="IsWatchable">True where the change can be watched.</param>
public sealed record LabShow(string Report, string Source, ShownDiagnosis Before, ShownDiagnosis? After, LabWay? Way, bool IsMended, bool Waits, string? SentTo, bool IsWatchable)
{
    /// <summary>A tour in the words of one language.</summary>
    internal static LabShow Of(LabTour tour, Wording words) => new(
        Lines(ReadableMail.TextOf(Encoding.UTF8.GetBytes(tour.Report)) ?? tour.Report), Lines(tour.Report),
        ShownDiagnosis.OfWorld(tour.Found, "-before", words),
        tour.Afterwards is { } after ? ShownDiagnosis.OfWorld(after, "-after", words) : null,
        tour.After is DeliveredAttempt taken ? LabWay.Of(new(tour.Found.Symptom.Sender ?? "", taken.Host), words) : null,
        tour.IsMended, tour.Waits, tour.After is { Recipient: var to } && Names.CanonicalAddress(to) != tour.Found.Symptom.Recipient ? SafeText.Escape(to) : null, tour.Moving is not null);

    // A tab is no danger, and as an escape it would make a text hard to read.
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => SafeText.Escape(line.TrimEnd('\r').Replace('\t', ' '))));
}

/// <summary>The way of a message that is taken.</summary>
/// <param name="Host">By whom.</param>
/// <param name="Figure">As SVG.</param>
/// <param name="Stations">In words.</param>
public sealed record LabWay(string Host, string Figure, IReadOnlyList<SheetStation> Stations)
{
    internal static LabWay Of(TakenMessage taken, Wording words)
    {
        var host = SafeText.Escape(taken.Host);
        return new(host, PathFigureSvg.Write(taken, Catalogue.Default, words.Language, new() { Title = words.Say("page.lab.taken", ("host", taken.Host)), HasStyle = false, HasQuote = false, IdSuffix = "-after" }), taken.InWords(words.Language, Catalogue.Default));
    }
}
