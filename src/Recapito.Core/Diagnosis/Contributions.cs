namespace Recapito.Core;

/// <summary>What is remarkable besides the cause.</summary>
internal static class Contributions
{
    public static IReadOnlyList<Finding> Of(Case now)
    {
        var hidesMicrosoft = now.RefusedByMicrosoft && now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => !MicrosoftNames.IsMxShaped(host.Name));
        return hidesMicrosoft
            ? [new("gateway-hides-microsoft", Party.RecipientsAdmin, Proof.Arguments(now, now.CurrentHosts[0]), [.. Proof.MxSeen(now)])]
            : [];
    }
}
