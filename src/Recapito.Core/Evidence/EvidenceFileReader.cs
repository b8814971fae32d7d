using System.Text.Json;

namespace Recapito.Core;

/// <summary>From positioned JSON to observations; each kind is read by its <see cref="EvidenceForm"/>.</summary>
internal sealed class EvidenceFileReader(PositionedJson text, string file)
{
    private readonly SpotReader spots = new(text);
    private readonly FormReader forms = new(text, new SpotReader(text));

    public EvidenceSet Read(JsonSpot root)
    {
        spots.Members(root, "schema", "observations", "about", "$schema", CaseMember.Name);
        var schema = spots.Need(root, "schema", "the schema's name, \"" + EvidenceFile.Schema + "\"");
        if (spots.Text(schema) != EvidenceFile.Schema)
        {
            throw text.Wrong(schema, $"expected the schema \"{EvidenceFile.Schema}\", found \"{SafeText.Escape(schema.Text)}\"",
                "A file of another schema or version cannot be used as evidence.");
        }

        _ = CaseMember.Read(root, spots);
        var observations = spots.Array(spots.Need(root, "observations", "a list of observations"));
        return observations.Aggregate(EvidenceSet.Empty, (set, item) => set.With(Observation(item)));
    }

    private Observation Observation(JsonSpot spot)
    {
        spots.Members(spot, "request", "outcome", "value", "why", "by", "at", "command", "finding", "transcript", "elapsed", "undated", "about");
        var asked = spots.Need(spot, "request", "the question, such as { \"kind\": \"recipient\", \"address\": \"lee@contoso.example\" }");
        var form = Form(asked);
        var request = form.ReadRequest(forms, asked);
        var source = Source(spot);
        var outcome = spots.Name<Outcome>(spots.Need(spot, "outcome", "\"present\", \"absent\" or \"unavailable\""));
        Forbid(spot, outcome is Outcome.Present ? "why" : "value", outcome);
        if (outcome is not Outcome.Unavailable)
        {
            Forbid(spot, "finding", outcome);
        }

        return outcome switch
        {
            Outcome.Present => form.Present(request, forms, spots.Need(spot, "value", "what was seen, as the outcome is \"present\""), source),
            Outcome.Absent => form.Absent(request, Why(spot), source),
            _ => form.Unavailable(request, Why(spot), source, spots.TextOrNull(spot, "finding")),
        };
    }

    private EvidenceForm Form(JsonSpot request)
    {
        var kinds = EvidenceForm.All.Select(form => form.Kind).ToList();
        var kind = spots.Need(request, "kind", $"\"{string.Join("\", \"", kinds.SkipLast(1))}\" or \"{kinds[^1]}\"");
        return EvidenceForm.Of(spots.Text(kind)) ?? throw text.Wrong(
            kind, $"there is no question of the kind \"{SafeText.Escape(kind.Text)}\"", $"The kinds are {string.Join(", ", kinds.SkipLast(1))} and {kinds[^1]}.");
    }

    private string Why(JsonSpot spot) =>
        spots.Text(spots.Need(spot, "why", "the reason in words (\"NXDOMAIN\", \"no such recipient\", \"timeout\"), as there is no value"));

    private void Forbid(JsonSpot spot, string member, Outcome outcome)
    {
        if (spot.Members.TryGetValue(member, out var extra))
        {
            throw text.Wrong(extra, $"an observation that is \"{Kebab.Of(outcome)}\" has no \"{member}\"", "Remove it, or correct the outcome.");
        }
    }

    private Provenance Source(JsonSpot spot)
    {
        var at = spots.Need(spot, "at", "when it was seen, in UTC, such as \"2026-11-23T10:15:00Z\"");
        var by = spot.Members.TryGetValue("by", out var named) ? spots.Text(named) : file;
        return new(by, spots.Moment(at), spots.TextOrNull(spot, "command"))
        {
            IsUndated = spot.Members.TryGetValue("undated", out var undated) && spots.Flag(undated),
            Elapsed = spot.Members.TryGetValue("elapsed", out var elapsed) ? Elapsed(elapsed) : null,
            Transcript = spot.Members.TryGetValue("transcript", out var lines) && lines.Type is not JsonTokenType.Null ? spots.Texts(lines) : null,
        };
    }

    // A day is more than any question takes, and no sum of such times can overflow.
    private TimeSpan Elapsed(JsonSpot spot)
    {
        var milliseconds = spots.Seconds(spot);
        spots.Expect(spot, milliseconds <= TimeSpan.MillisecondsPerDay, "a time in milliseconds, a day at most");
        return TimeSpan.FromMilliseconds(milliseconds);
    }
}
