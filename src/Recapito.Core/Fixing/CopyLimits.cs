using System.Collections.Frozen;

namespace Recapito.Core;

/// <summary>
/// What a copy of the world does not imitate. A copy is rebuilt from what was seen of hosts, zones and organisations; where a cause lies in something else, a
/// copy that is not alike says nothing about how much was seen, and more evidence would not make it more alike.
/// </summary>
internal static class CopyLimits
{
    private static readonly FrozenDictionary<string, string> Limits = new Dictionary<string, string>
    {
        ["sender-not-authenticated"] = "sender-checks",
        ["sender-address-blocked"] = "address-lists",
        ["transient-refusal"] = "passing-states",
        ["service-incident"] = "passing-states",
        ["domain-just-added"] = "settling",
        ["wrong-region"] = "regions",
        ["internal-relay-without-connector"] = "handing-on",
        ["outbound-connector-routes-by-mx"] = "handing-on",
        ["mail-loop"] = "handing-on",
        ["senders-tenant-owns-domain"] = "handing-on",
        ["other-systems-refusal"] = "own-rules",
        ["dnssec-broken"] = "signatures",
        ["delegation-broken"] = "delegations",
        ["split-horizon"] = "views",
        ["dns-change-in-flight"] = "views",
        ["mx-is-alias"] = "strict-senders",
        ["mx-target-is-address"] = "strict-senders",
        ["surplus-mx"] = "spare-exchangers",
    }.ToFrozenDictionary();

    /// <summary>Every cause with a limit.</summary>
    public static IEnumerable<string> Causes => Limits.Keys;

    /// <summary>Which limit it is, whose words are <c>fix.trial.beyond.ID</c>; null where a copy that is not alike was rebuilt from too little.</summary>
    /// <param name="cause">Id of the cause that was found.</param>
    public static string? Of(string? cause) => cause is null ? null : Limits.GetValueOrDefault(cause);
}
