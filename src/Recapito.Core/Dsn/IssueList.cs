namespace Recapito.Core;

/// <summary>Collects what is odd in a mail, up to a limit: a hostile mail is odd in every line.</summary>
internal sealed class IssueList
{
    internal const int Most = 200;

    private readonly List<ReadIssue> issues = [];

    internal IReadOnlyList<ReadIssue> All => issues;

    /// <summary>For what must be told whatever else is.</summary>
    internal void AddFirst(ReadIssue issue) => issues.Insert(0, issue);

    internal void Add(ReadIssue issue)
    {
        if (issues.Count < Most)
        {
            issues.Add(issue);
        }
        else if (issues.Count == Most)
        {
            issues.Add(new("mail", issue.Offset, $"more than {Most} oddities", "left out the others"));
        }
    }
}
