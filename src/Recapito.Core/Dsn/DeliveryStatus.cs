namespace Recapito.Core;

/// <summary>The fields of one recipient, by name in lower case, with the place of the first of them.</summary>
internal sealed class StatusGroup(string part, int number, long offset)
{
    internal Dictionary<string, StatusField> Fields { get; } = new(StringComparer.Ordinal);

    internal string Name => $"{part}, recipient {number}";

    internal long Offset => offset;

    internal string? Value(string name) => Fields.TryGetValue(name, out var field) && field.Value.Length > 0 ? field.Value : null;

    internal long OffsetOf(string name) => Fields.TryGetValue(name, out var field) ? field.Offset : offset;
}

/// <summary>A message/delivery-status part: the fields of the message and a group per recipient (RFC 3464 §2.1).</summary>
internal sealed class DeliveryStatus
{
    private const int MostRecipients = 10_000;

    private readonly IssueList issues;
    private readonly MailPart part;

    private DeliveryStatus(MailPart part, IssueList issues)
    {
        this.part = part;
        this.issues = issues;
    }

    internal Dictionary<string, StatusField> Message { get; } = new(StringComparer.Ordinal);

    internal List<StatusGroup> Recipients { get; } = [];

    internal static DeliveryStatus Read(MailPart part, byte[] content, IssueList issues)
    {
        var status = new DeliveryStatus(part, issues);
        foreach (var field in StatusFields.Read(part, content, issues))
        {
            status.Add(field);
        }

        return status;
    }

    private static bool IsOfRecipient(string name) => name
        is "final-recipient" or "original-recipient" or "action" or "status" or "remote-mta" or "diagnostic-code" or "last-attempt-date"
        or "final-log-id" or "will-retry-until" or "x-actual-recipient" or "x-display-name" or "x-original-recipient" or "x-smtp-server"
        or "x-final-recipient" or "x-actual-mta";

    private static bool IsOfMessage(string name) => name
        is "reporting-mta" or "received-from-mta" or "arrival-date" or "original-envelope-id" or "dsn-gateway";

    private void Add(StatusField field)
    {
        if (IsOfMessage(field.Name) || (Recipients.Count == 0 && !IsOfRecipient(field.Name)))
        {
            Message.TryAdd(field.Name, field);
            return;
        }

        if (Recipients.Count == 0 || OpensGroup(field))
        {
            if (Recipients.Count == MostRecipients)
            {
                return;
            }

            Recipients.Add(new(part.Name, Recipients.Count + 1, field.Offset));
        }

        if (!Recipients[^1].Fields.TryAdd(field.Name, field))
        {
            issues.Add(new(Recipients[^1].Name, field.Offset, $"a second {field.Name} (RFC 3464 §2.3)", "kept the first one"));
        }
    }

    private bool OpensGroup(StatusField field)
    {
        var current = Recipients[^1];
        var repeats = current.Fields.ContainsKey(field.Name);
        var names = field.Name is "final-recipient" or "original-recipient";
        if (!field.StartsGroup)
        {
            var opens = names && repeats;
            if (opens)
            {
                issues.Add(new(current.Name, field.Offset, "no blank line between two recipients (RFC 3464 §2.1)", "took the second recipient as a group of its own"));
            }

            return opens;
        }

        // A blank line inside the fields of one recipient: what follows names nobody and repeats nothing.
        if (!repeats && !names && IsOfRecipient(field.Name) && current.Fields.ContainsKey("final-recipient") && !current.Fields.ContainsKey("action"))
        {
            issues.Add(new(current.Name, field.Offset, "a blank line inside the fields of one recipient (RFC 3464 §2.1)", "went on with the same recipient"));
            return false;
        }

        return IsOfRecipient(field.Name);
    }
}
