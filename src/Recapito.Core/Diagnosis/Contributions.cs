namespace Recapito.Core;

/// <summary>What is remarkable besides the cause.</summary>
internal static class Contributions
{
    public static IReadOnlyList<Finding> Of(Case now)
    {
        // Where the sender's own server hands mail for others to Microsoft, no gateway of the recipient's stands between.
        var hidesMicrosoft = now.RefusedByMicrosoft && !now.SenderMetMicrosoft && SenderRelay.Of(now)?.IsShown(now) is not true && now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => !MicrosoftNames.IsMxShaped(host.Name));
        return hidesMicrosoft
            ? [new("gateway-hides-microsoft", Party.RecipientsAdmin, Proof.Arguments(now, now.CurrentHosts[0]), [.. Proof.MxSeen(now)])]
            : [];
    }
}
