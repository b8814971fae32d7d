using System.Collections.Frozen;

namespace Recapito.Core;

/// <summary>Neither the tenant nor the organisation's own servers have the address; or another system's mail exchanger says that it knows nobody of that name.</summary>
internal static class RecipientDoesNotExist
{
    public static readonly Check Check = new("recipient-does-not-exist", now => now.Symptom.Meaning is Meanings.RecipientUnknown ? AtOtherSystem(now) : Assess(now));

    // Whose list the host goes by, and whether that list is right, is not seen from outside: never more than likely.
    private static Assessment AtOtherSystem(Case now)
    {
        if (now.RefusingHost is not { IsCurrent: true } host || !now.UsableHosts.All(other => IsRefused(now.Rcpt(other, RcptRole.Target))))
        {
            return Assessment.Open;
        }

        var target = now.Rcpt(host, RcptRole.Target);
        var good = now.Rcpt(host, RcptRole.KnownGood);
        return !target.RefusedAs(Meanings.RecipientUnknown) || !target.Complete || !good.Accepted
            ? Assessment.Open
            : new(Standing.Supported, [.. target.Seen, .. good.Seen, .. Proof.MxSeen(now)])
            {
                Weight = 1,
                Missing = [.. Proof.MissingForMx(now), "why.inside-not-seen"],
                Arguments = Proof.Arguments(now, host),
            };
    }

    private static bool IsRefused(RcptSummary target) => target is { Complete: true, Answers.Count: > 0 } && !target.Answers.Any(answer => answer.Value.Accepted);

    private static Assessment Assess(Case now)
    {
        if (UnknownAtEdge.Of(now) is not { } edge)
        {
            return Assessment.Open;
        }

        if (RecipientElsewhere.Anywhere(now) is { } holder)
        {
            return Assessment.ExcludedBy("recipient-at-other-host", [.. holder.Target.Seen, .. holder.Control.Seen]);
        }

        if (AskedTenant.Judged(now) is { } elsewhere)
        {
            return elsewhere;
        }

        if (edge.Cloud is not { } cloud)
        {
            return Assessment.Open;
        }

        if (cloud is Present<DirectoryRecipient>)
        {
            return Assessment.ExcludedBy("recipient-present", cloud);
        }

        if (edge.Servers is Present<DirectoryRecipient> there)
        {
            return Assessment.ExcludedBy("recipient-at-own-servers", there);
        }

        return edge.Servers is not null || OrganisationView.OfRecipient(now).ShowsNoServers ? WeighByTrace(now, edge) : Assessment.Open;
    }

    // What took mail after the bounce may have been there at its time, unknown to the edge alone, and was deleted since.
    private static Assessment WeighByTrace(Case now, UnknownAtEdge edge)
    {
        var trace = TraceView.Of(now);
        var judged = edge.Weigh(trace.ArrivedSince is null ? [] : ["why.took-mail-after-bounce"]);
        judged = edge.Servers is not null ? judged : judged with { Arguments = new Dictionary<string, string>(judged.Arguments) { ["variant"] = "cloud" } };
        return trace.LastArrived is { } row
            ? judged with { Seen = [.. judged.Seen, row.Seen], Arguments = new Dictionary<string, string>(judged.Arguments) { ["taken"] = ObservationText.Time(row.At) } }
            : judged;
    }
}

/// <summary>The tenant has the address as a type of object that the edge knows, and the edge does not know it (yet).</summary>
internal static class EdgeDirectoryStale
{
    public static readonly Check Check = new("edge-directory-stale", Assess);

    private static Assessment Assess(Case now) => UnknownAtEdge.Of(now) is not { Cloud: { } cloud } edge ? Assessment.Open
        : edge.InCloud is not { } known ? AskedTenant.Judged(now) ?? Assessment.ExcludedBy("recipient-absent", cloud)
        : !RecipientTypes.IsNamed(known.RecipientType) ? Assessment.Open
        : RecipientTypes.IsUnknownToEdge(known.RecipientType) ? Assessment.ExcludedBy("recipient-type-unknown-to-edge", cloud)
        : edge.Weigh(known, Doubts(now, edge, known));

    private static IEnumerable<string> Doubts(Case now, UnknownAtEdge edge, DirectoryRecipient known)
    {
        if (!RecipientTypes.IsKnownToEdge(known.RecipientType))
        {
            yield return "why.type-may-be-unknown-to-edge";
        }

        if (DomainJustAdded.IsRecent(now, edge.Domain?.Value))
        {
            yield return "why.domain-added-lately";
        }
    }
}

/// <summary>The address is a mail-enabled public folder of Exchange Online, which the edge never knows (Microsoft: Use Directory-Based Edge Blocking …).</summary>
internal static class CloudPublicFolder
{
    public static readonly Check Check = new("cloud-public-folder", now => RecipientTypes.Judge(now, RecipientTypes.IsPublicFolder, "recipient-is-no-public-folder"));
}

/// <summary>The address is a dynamic distribution group, which the edge never knows (Microsoft: Use Directory-Based Edge Blocking …).</summary>
internal static class DynamicDistributionGroup
{
    public static readonly Check Check = new("dynamic-distribution-group", now => RecipientTypes.Judge(now, RecipientTypes.IsDynamicGroup, "recipient-is-no-dynamic-group"));
}

/// <summary>The address is at the organisation's own servers, and the tenant has no object for it.</summary>
internal static class OnpremRecipientNotSynced
{
    public static readonly Check Check = new("onprem-recipient-not-synced", now => RecipientTypes.JudgeServers(now, type => !RecipientTypes.IsPublicFolder(type), "recipient-is-public-folder-there"));
}

/// <summary>The address is a public folder at the organisation's own servers, and the tenant has no object for it.</summary>
internal static class OnpremPublicFolderNotSynced
{
    public static readonly Check Check = new("onprem-public-folder-not-synced", now => RecipientTypes.JudgeServers(now, RecipientTypes.IsPublicFolder, "recipient-is-no-public-folder-there"));
}

/// <summary>Types of objects as the edge treats them.</summary>
internal static class RecipientTypes
{
    private static readonly FrozenSet<string> KnownToEdge = new[]
    {
        "UserMailbox", "SharedMailbox", "RoomMailbox", "EquipmentMailbox", "SchedulingMailbox", "MailUser", "MailContact", "MailUniversalDistributionGroup", "MailUniversalSecurityGroup",
        "MailNonUniversalGroup", "GroupMailbox", "RoomList", "RemoteUserMailbox", "RemoteSharedMailbox", "RemoteRoomMailbox", "RemoteEquipmentMailbox",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A name such as "UserMailbox"; an export may show nothing, or a number that nobody here knows.</summary>
    public static bool IsNamed(string type) => type.Length > 0 && char.IsAsciiLetter(type[0]);

    public static bool IsPublicFolder(string type) => type is "PublicFolder" or "MailPublicFolder";

    public static bool IsDynamicGroup(string type) => type is "DynamicDistributionGroup";

    /// <summary>
    /// A type whose objects the edge's directory has (Microsoft: Use Directory-Based Edge Blocking …): mailboxes, groups, and what stands for mailboxes elsewhere.
    /// Of any other, such as a guest, nobody says so.
    /// </summary>
    public static bool IsKnownToEdge(string type) => KnownToEdge.Contains(type);

    public static bool IsUnknownToEdge(string type) => IsPublicFolder(type) || IsDynamicGroup(type);

    /// <summary>Judges by the type that the tenant's directory gives.</summary>
    public static Assessment Judge(Case now, Func<string, bool> isIt, string otherwise) => UnknownAtEdge.Of(now) is not { Cloud: { } cloud } edge ? Assessment.Open
        : edge.InCloud is not { } known ? AskedTenant.Judged(now) ?? Assessment.ExcludedBy("recipient-absent", cloud)
        : !IsNamed(known.RecipientType) ? Assessment.Open
        : isIt(known.RecipientType) ? edge.Weigh(known)
        : Assessment.ExcludedBy(otherwise, cloud);

    /// <summary>Judges by the type that the directory of the organisation's own servers gives. An object that stands for a mailbox elsewhere is none of theirs.</summary>
    public static Assessment JudgeServers(Case now, Func<string, bool> isIt, string otherwise) => UnknownAtEdge.Of(now) is not { } edge ? Assessment.Open
        : AskedTenant.Judged(now) is { } elsewhere ? elsewhere
        : edge.Cloud is not { } cloud ? Assessment.Open
        : cloud is Present<DirectoryRecipient> ? Assessment.ExcludedBy("recipient-present", cloud)
        : edge.Servers is not { } servers ? RecipientTypes.WithoutServers(now)
        : edge.AtServers is not { } known ? Assessment.ExcludedBy("recipient-absent-there", servers)
        : !IsNamed(known.RecipientType) || known.IsElsewhere ? Assessment.Open
        : isIt(known.RecipientType) ? edge.Weigh(known)
        : Assessment.ExcludedBy(otherwise, servers);

    /// <summary>Servers that do not exist have no recipients.</summary>
    private static Assessment WithoutServers(Case now) => OrganisationView.OfRecipient(now) is { ShowsNoServers: true } own && own.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OnPremisesOrganization) is { } none
        ? Assessment.ExcludedBy("no-onpremises-organization", none) : Assessment.Open;
}
