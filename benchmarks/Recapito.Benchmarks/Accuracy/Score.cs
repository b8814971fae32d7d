namespace Recapito.Benchmarks;

/// <summary>Right answers of all questions of one sort.</summary>
internal sealed class Tally
{
    public int Right { get; private set; }

    public int Asked { get; private set; }

    public double Share => Asked == 0 ? 1 : (double)Right / Asked;

    public bool Add(bool isRight)
    {
        Asked++;
        Right += isRight ? 1 : 0;
        return isRight;
    }
}

/// <summary>A cell of the truth table that a reader fills otherwise.</summary>
internal sealed record Difference(string File, string Recipient, string Field, string Wanted, string Ours);

/// <summary>How well a reader's rows match a truth table.</summary>
internal sealed class Score
{
    /// <summary>Names for the same thing in different versions of the table's source.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["exceedlimit"] = "mesgtoobig", ["speeding"] = "toomanyconn", ["ratelimited"] = "toomanyconn", ["emailtoolarge"] = "mesgtoobig",
    };

    public Tally Recognised { get; } = new();

    public Tally Recipients { get; } = new();

    public Tally Statuses { get; } = new();

    public Tally ReplyCodes { get; } = new();

    public Tally Reasons { get; } = new();

    public Tally Kinds { get; } = new();

    public int ExtraRows { get; private set; }

    public List<Difference> Differences { get; } = [];

    public static Score Of(IEnumerable<IGrouping<string, TruthRow>> truth, IEnumerable<ReadRow> read)
    {
        var score = new Score();
        var byFile = read.ToLookup(row => row.File, StringComparer.Ordinal);
        foreach (var mail in truth)
        {
            var rows = byFile[mail.Key].ToList();
            if (mail.First().Reason is "feedback" or "vacation")
            {
                score.AddOtherKind(mail.First(), rows);
            }
            else
            {
                score.AddReport(mail, [.. rows.Where(row => row.IsReport)]);
            }
        }

        return score;
    }

    private void AddOtherKind(TruthRow mail, List<ReadRow> rows)
    {
        var wanted = mail.Reason == "feedback" ? "complaint" : "auto-reply";
        if (!Kinds.Add(rows.Any(row => row.Kind == wanted)))
        {
            Differ(mail, "kind", wanted, string.Join(", ", rows.Select(row => row.Kind)));
        }
    }

    private void AddReport(IGrouping<string, TruthRow> mail, List<ReadRow> rows)
    {
        Recognised.Add(rows.Count > 0);
        var used = new HashSet<int>();
        foreach (var row in mail)
        {
            var place = Enumerable.Range(0, rows.Count).FirstOrDefault(i => !used.Contains(i) && IsSame(rows[i], row), -1);
            var hit = place >= 0;
            // A wrong address in the right place still answers for its codes and its reason.
            place = hit || row.Index > rows.Count || used.Contains(row.Index - 1) ? place : row.Index - 1;
            if (place >= 0)
            {
                used.Add(place);
            }

            if (!Recipients.Add(hit))
            {
                Differ(row, "recipient", row.Recipient, string.Join(", ", rows.Select(ours => ours.Recipient)));
            }

            Compare(row, place >= 0 ? rows[place] : null);
        }

        ExtraRows += rows.Count - used.Count;
        foreach (var extra in Enumerable.Range(0, rows.Count).Where(i => !used.Contains(i)))
        {
            Differ(mail.First(), "extra row", "", rows[extra].Recipient ?? "");
        }
    }

    private void Compare(TruthRow row, ReadRow? ours)
    {
        if (row.Status.Length > 0 && !row.IsSynthetic && !Statuses.Add(ours?.Status == row.Status))
        {
            Differ(row, "status", row.Status, ours?.Status);
        }

        var code = ours?.ReplyCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        if (row.ReplyCode.Length > 0 && !ReplyCodes.Add(code == row.ReplyCode))
        {
            Differ(row, "reply code", row.ReplyCode, code);
        }

        var reason = Alias(ours?.Reason ?? "");
        if (!Reasons.Add(row.OtherReasons.Prepend(row.Reason).Any(wanted => Alias(wanted) == reason)))
        {
            Differ(row, "reason", string.Join(" or ", row.OtherReasons.Prepend(row.Reason)), ours?.Reason);
        }
    }

    private void Differ(TruthRow row, string field, string wanted, string? ours) => Differences.Add(new(row.File, row.Recipient, field, wanted, ours ?? ""));

    private static bool IsSame(ReadRow ours, TruthRow row) => string.Equals(ours.Recipient ?? "", row.Recipient, StringComparison.OrdinalIgnoreCase);

    private static string Alias(string reason) => Aliases.GetValueOrDefault(reason.ToLowerInvariant(), reason.ToLowerInvariant());
}
