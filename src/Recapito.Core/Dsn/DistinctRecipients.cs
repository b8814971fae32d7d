namespace Recapito.Core;

/// <summary>One entry per address; where a report names it twice, the failure or the one with a reply counts.</summary>
internal static class DistinctRecipients
{
    internal static List<RecipientFields> Of(List<RecipientFields> recipients, IssueList issues)
    {
        if (recipients.Count < 2)
        {
            return recipients;
        }

        var distinct = new List<RecipientFields>(recipients.Count);
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var recipient in recipients)
        {
            if (places.TryAdd(recipient.FinalRecipient, distinct.Count))
            {
                distinct.Add(recipient);
                continue;
            }

            var place = places[recipient.FinalRecipient];
            issues.Add(new("report", 0, $"{recipient.FinalRecipient} is named twice", "kept the entry that says more"));
            distinct[place] = Weight(recipient) > Weight(distinct[place]) ? recipient : distinct[place];
        }

        return distinct;
    }

    private static int Weight(RecipientFields recipient) =>
        (recipient.Kind == ReportKind.Bounce ? 4 : 0) + (recipient.Replies.Count > 0 ? 2 : 0) + (recipient.Status is not null ? 1 : 0);
}
