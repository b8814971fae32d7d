namespace Recapito.Core;

/// <summary>The fields of one recipient, or of the message.</summary>
internal sealed class StatusGroup(PartPlace part, byte[] content, string name, long offset)
{
    /// <summary>What goes on after this is not kept; the longest real diagnostics have some thousand characters.</summary>
    internal const int LongestValue = 16 * 1024;

    private readonly Slice[] values = new Slice[(int)StatusFieldName.Count];
    private readonly int[] offsets = new int[(int)StatusFieldName.Count];

    /// <summary>For messages to people: "part 2 (message/delivery-status), recipient 1".</summary>
    internal string Name => name;

    internal long Offset => offset;

    internal bool Has(StatusFieldName field) => offsets[(int)field] != 0;

    internal Slice Place(StatusFieldName field) => values[(int)field];

    /// <summary>The value of a field, unfolded; null where it is absent or empty.</summary>
    internal string? Value(StatusFieldName field)
    {
        if (!Has(field))
        {
            return null;
        }

        var place = Place(field);
        var value = content.AsSpan(place.Start, Math.Min(place.Length, LongestValue)).Trim(" \t\r\n"u8);
        return value.IsEmpty ? null : HeaderText.Joined(value);
    }

    /// <summary>The place in the mail of a field's line; that of the group where it has none.</summary>
    internal long OffsetOf(StatusFieldName field) => Has(field) ? part.Place(LineOf(field)) : offset;

    /// <summary>Offset of the field's line in the content.</summary>
    internal int LineOf(StatusFieldName field) => offsets[(int)field] - 1;

    internal void Set(in StatusField field) => (values[(int)field.Name], offsets[(int)field.Name]) = (field.Value, field.Offset + 1);

    internal void Extend(StatusFieldName field, int end) => values[(int)field] = new(values[(int)field].Start, end - values[(int)field].Start);
}

/// <summary>A message/delivery-status part: the fields of the message and a group per recipient (RFC 3464 §2.1).</summary>
internal sealed class DeliveryStatus(PartPlace part, byte[] content, IssueList issues)
{
    internal const int MostRecipients = 10_000;

    private StatusFieldName last = StatusFieldName.Unknown;
    private StatusGroup? lastGroup;
    private bool hasFields;
    private bool isCut;

    internal StatusGroup Message { get; } = new(part, content, part.Name, part.Offset);

    internal List<StatusGroup> Recipients { get; } = [];

    /// <summary>A field of Postfix's own stands in it.</summary>
    internal bool IsOfPostfix => Message.Has(StatusFieldName.PostfixSender) || Message.Has(StatusFieldName.PostfixOther);

    internal static DeliveryStatus Read(PartPlace part, ReadOnlySpan<byte> content, IssueList issues)
    {
        var bytes = content.ToArray();
        var status = new DeliveryStatus(part, bytes, issues);
        StatusFields.Read(bytes, status);
        return status;
    }

    internal void Field(in StatusField field)
    {
        if (field.Value.Length > StatusGroup.LongestValue)
        {
            NoteCut(field.Offset, $"a field of {field.Value.Length} bytes", $"read the first {StatusGroup.LongestValue}");
        }

        hasFields = true;
        last = field.Name;
        lastGroup = null;
        if (IsOfMessage(field.Name) || (Recipients.Count == 0 && !IsOfRecipient(field.Name)))
        {
            if (!Message.Has(field.Name))
            {
                Message.Set(field);
                lastGroup = Message;
            }

            return;
        }

        if (Recipients.Count == 0 || OpensGroup(field))
        {
            if (Recipients.Count == MostRecipients)
            {
                NoteCut(field.Offset, $"more than {MostRecipients} recipients", "left out the others");
                return;
            }

            Recipients.Add(new(part, content, $"{part.Name}, recipient {Recipients.Count + 1}", part.Place(field.Offset)));
        }

        Keep(field);
    }

    private void Keep(in StatusField field)
    {
        var group = Recipients[^1];
        if (field.Name == StatusFieldName.Unknown || !group.Has(field.Name))
        {
            group.Set(field);
            lastGroup = group;
        }
        else if (field.Name != StatusFieldName.OtherOfRecipient)
        {
            issues.Add(new(group.Name, part.Place(field.Offset), $"a second {StatusFields.NameOf(field.Name)} (RFC 3464 §2.3)", "kept the first one"));
        }
    }

    /// <summary>A line that is no field.</summary>
    internal void Continuation(int start, int end, bool isFolded, bool afterBlank)
    {
        // Text after a blank line that is no field is a footer of some list or scanner.
        if (!hasFields || afterBlank)
        {
            issues.Add(new(part.Name, part.Place(start), "a line that is no field (RFC 3464 §2.1)", "skipped it"));
            return;
        }

        if (!isFolded)
        {
            issues.Add(new(part.Name, part.Place(start), "a continued line without white space before it (RFC 5322 §2.2.3)", $"added it to {StatusFields.NameOf(last)}"));
        }

        lastGroup?.Extend(last, end);
        if (lastGroup?.Place(last).Length > StatusGroup.LongestValue)
        {
            NoteCut(lastGroup.LineOf(last), $"a field of more than {StatusGroup.LongestValue} bytes", "read those only");
        }
    }

    private void NoteCut(int offset, string problem, string remedy)
    {
        if (!isCut)
        {
            issues.Add(new(part.Name, part.Place(offset), problem, remedy));
        }

        isCut = true;
    }

    private static bool IsOfRecipient(StatusFieldName name) => name is >= StatusFieldName.FinalRecipient and <= StatusFieldName.OtherOfRecipient;

    private static bool IsOfMessage(StatusFieldName name) => name is >= StatusFieldName.ReportingMta and <= StatusFieldName.DsnGateway;

    private bool OpensGroup(in StatusField field)
    {
        var current = Recipients[^1];
        var repeats = field.Name != StatusFieldName.Unknown && current.Has(field.Name);
        var names = field.Name is StatusFieldName.FinalRecipient or StatusFieldName.OriginalRecipient;
        if (!field.StartsGroup)
        {
            var opens = names && repeats;
            if (opens)
            {
                issues.Add(new(current.Name, part.Place(field.Offset), "no blank line between two recipients (RFC 3464 §2.1)", "took the second recipient as a group of its own"));
            }

            return opens;
        }

        // A blank line inside the fields of one recipient: what follows names nobody and repeats nothing.
        if (!repeats && !names && IsOfRecipient(field.Name) && current.Has(StatusFieldName.FinalRecipient) && !current.Has(StatusFieldName.Action))
        {
            issues.Add(new(current.Name, part.Place(field.Offset), "a blank line inside the fields of one recipient (RFC 3464 §2.1)", "went on with the same recipient"));
            return false;
        }

        return IsOfRecipient(field.Name);
    }
}
