namespace Recapito.Core;

/// <summary>What is remarkable besides the cause.</summary>
internal static class Contributions
{
    public static IReadOnlyList<Finding> Of(Case now) => [.. Gateway(now), .. Traced(now)];

    /// <summary>What the message trace shows of the address besides.</summary>
    public static IReadOnlyList<Finding> Traced(Case now)
    {
        var trace = TraceView.Of(now);
        return (trace.SameMessage ?? trace.SameSenderSince) is { } arrived ? [Traced("mail-arrived-all-the-same", Party.Nobody, now, arrived)]
            : trace.LastArrived is { } last && now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Absent<DirectoryRecipient> ? [Traced("address-had-mail", Party.RecipientsAdmin, now, last)]
            : [];
    }

    private static Finding Traced(string id, Party party, Case now, TraceRow row) =>
        new(id, party, new Dictionary<string, string>(Proof.Arguments(now, null)) { ["taken"] = ObservationText.Time(row.At) }, [row.Seen]);

    private static IReadOnlyList<Finding> Gateway(Case now)
    {
        // Where the sender's own server hands mail for others to Microsoft, no gateway of the recipient's stands between.
        var hidesMicrosoft = now.RefusedByMicrosoft && !now.SenderMetMicrosoft && SenderRelay.Of(now)?.IsShown(now) is not true && now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => !MicrosoftNames.IsMxShaped(host.Name));
        return hidesMicrosoft
            ? [new("gateway-hides-microsoft", Party.RecipientsAdmin, Proof.Arguments(now, now.CurrentHosts[0]), [.. Proof.MxSeen(now)])]
            : [];
    }
}
