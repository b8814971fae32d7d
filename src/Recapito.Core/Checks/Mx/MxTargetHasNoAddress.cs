namespace Recapito.Core;

/// <summary>No name in the MX leads to an address (RFC 5321 §5.1).</summary>
internal static class MxTargetHasNoAddress
{
    public static readonly Check Check = new("mx-target-has-no-address", Assess);

    private static Assessment Assess(Case now)
    {
        if (MxAbsent.Fact(now) is { } none)
        {
            return none;
        }

        var hosts = now.CurrentHosts;
        if (hosts.Count == 0 || hosts.Any(host => host.IsImplicit))
        {
            return Assessment.Open;
        }

        if (hosts.FirstOrDefault(host => !host.HasNoAddress && (host.Addresses.Count > 0 || host.Own.Addresses.Count > 0)) is { } resolving)
        {
            return Assessment.ExcludedBy("mx-resolves", resolving.Addresses.Count > 0 ? resolving.AddressAnswers : resolving.Own.Answers);
        }

        if (hosts.All(host => host.IsLiteral))
        {
            return Assessment.ExcludedBy("mx-target-is-no-name", Proof.MxSeen(now));
        }

        return hosts.FirstOrDefault(host => host.HasNoAddress && !host.IsLiteral) is { } dead && hosts.All(host => host.IsLiteral || !host.HasNoAddress || host is { IsAskedAtSource: true, IsKnownAbove: false }) ? Weigh(now, dead) : Assessment.Open;
    }

    private static Assessment Weigh(Case now, MailHost dead)
    {
        var hosts = now.CurrentHosts;
        List<string> missing = [.. Proof.MissingForMx(now), .. ReportedNames.MissingFor(now, NamesOf(now))];
        if (!hosts.All(host => host.DenialsAtSource.Count > 0))
        {
            missing.Add("why.no-answer-from-names-zone");
        }

        if (!hosts.All(host => host.HasNoAddress && !host.IsLiteral))
        {
            missing.Add("why.not-every-mx-answered");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. hosts.SelectMany(host => host.DenialsAtSource), .. hosts.SelectMany(host => host.AddressAnswers), .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Arguments = WithLapse(now, now.RefusingHost is { HasNoAddress: true, IsCurrent: true } named ? named : dead),
        };
    }

    /// <summary>Where a top level itself denies the name, it delegates nothing on the way to it: the whole domain that the host is in is not registered, or not any more.</summary>
    private static Dictionary<string, string> WithLapse(Case now, MailHost dead)
    {
        var values = Proof.Arguments(now, dead);
        if (dead.DenialsAtSource.Any(denial => denial is Present<DnsMessage>) && ZoneAbove.Of(dead.Name, now.Evidence) is { IsDenied: true, Zone: { Length: > 0 } above } && !above.Contains('.', StringComparison.Ordinal))
        {
            var others = now.CurrentHosts.Where(host => host.Name != dead.Name).ToList();
            (values["zone"], values["variant"]) = (above, others.Count > 0 && others.TrueForAll(host => host is { HasNoAddress: true, IsLiteral: false }) ? "several lapsed" : "lapsed");
            values["others"] = string.Join(", ", others.Select(host => host.Name));
        }

        return values;
    }

    // A sender that was told that the domain itself does not exist had seen something else than a name in its MX that is missing.
    private static List<string> NamesOf(Case now)
    {
        var names = now.CurrentHosts.Select(host => host.Name);
        return [.. ReportedAnswers.Of(now.Symptom) is ReportedAnswer.NoSuchName ? names : names.Append(now.Symptom.Domain)];
    }
}
