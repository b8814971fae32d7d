namespace Recapito.Core;

/// <summary>The MX holds an IP address where the name of a host belongs (RFC 1035 §3.3.9; docs/checks/mx.md).</summary>
internal static class MxTargetIsAddress
{
    public static readonly Check Check = new("mx-target-is-address", Assess);

    private static Assessment Assess(Case now)
    {
        if (MxAbsent.Fact(now) is { } none)
        {
            return none;
        }

        // Who cannot use the address goes on to the next exchanger.
        if (now.CurrentHosts.FirstOrDefault(host => !host.IsLiteral && !host.HasNoAddress && host.Addresses.Count > 0) is { } other)
        {
            return Assessment.ExcludedBy("mx-resolves", other.AddressAnswers);
        }

        // Whether the others lead to a host must have been asked.
        return now.CurrentHosts.FirstOrDefault(host => host.IsLiteral) is { } literal && now.CurrentHosts.All(host => host.IsLiteral || host.AddressAnswers.Count == 2) ? Weigh(now, literal) : Assessment.Open;
    }

    private static Assessment Weigh(Case now, MailHost literal)
    {
        List<string> missing = [.. Proof.MissingForMx(now), .. ReportedNames.MissingFor(now, [.. now.CurrentHosts.Select(host => host.Name), now.Symptom.Domain])];
        if (!now.CurrentHosts.All(host => host.IsLiteral || host.DenialsAtSource.Count > 0))
        {
            missing.Add("why.no-answer-from-names-zone");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Arguments = Proof.Arguments(now, literal),
        };
    }
}
