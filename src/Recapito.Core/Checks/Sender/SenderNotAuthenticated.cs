namespace Recapito.Core;

/// <summary>
/// SPF, DKIM or DMARC of the sender did not pass (RFC 7372). The receiver says so; SPF can be computed again from the DNS for the address that it names.
/// </summary>
internal static class SenderNotAuthenticated
{
    public static readonly Check Check = new("sender-not-authenticated", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.Symptom.Meaning is not Meanings.SenderUnauthenticated)
        {
            // The sender is refused for another reason: a rule, a name that does not exist, too much mail.
            return Assessment.Open;
        }

        var policy = SenderPolicy.Of(now);
        var variant = Variant(now, policy);
        List<string> missing = [.. Proof.MissingForReport(now), .. Missing(now, policy)];
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported,
            [.. new Observation?[] { policy.Seen }.OfType<Observation>(), .. policy.AtSource, .. policy.Spf?.Steps.SelectMany(step => step.Seen) ?? [], .. policy.ReporterAnswers])
        {
            Weight = missing.Count == 0 ? 3 : policy.Spf?.Result is SpfResult.Fail ? 2 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, now.RefusingHost))
            {
                ["sender"] = policy.Domain ?? "–",
                ["client"] = policy.Client ?? "–",
                ["shown"] = policy.Spf?.Result is { } result ? Kebab.Of(result) : "–",
                ["server"] = now.Symptom.ReportingMta ?? "–",
                ["record"] = SpfPublished.In(policy.Seen).Records is [var record] ? record : "–",
                ["variant"] = variant ?? (policy.Spf?.Result is SpfResult.None ? "unpublished" : "–"),
            },
        };
    }

    /// <summary>
    /// What was evaluated: that the record does not allow the address, of the sender's own system or of another. Null where the reply speaks of something else,
    /// or SPF could not be computed: of DKIM and DMARC nothing is seen here.
    /// </summary>
    public static string? Variant(Case now, SenderPolicy policy) => !SpeaksOfSpf(now) || policy.Spf?.Result is not (SpfResult.Fail or SpfResult.SoftFail or SpfResult.Neutral) ? null
        : policy is { IsSendersOwnHost: true, IsCertain: true } ? "spf" : "elsewhere";

    private static IEnumerable<string> Missing(Case now, SenderPolicy policy)
    {
        if (policy.Spf is not { } spf)
        {
            yield return "why.sending-address-not-named";
        }
        else if (spf.Result is null or SpfResult.TempError)
        {
            yield return "why.sender-policy-not-seen";
        }
        else if (spf.Result is SpfResult.Pass)
        {
            yield return "why.sender-policy-passes-now";
        }
        else if (spf.Result is not SpfResult.Fail && !Says(now, "authenticat"))
        {
            // A host that wants a pass is content with nothing less; one that speaks of a violation saw a fail.
            yield return "why.sender-policy-forbids-nothing-now";
        }

        if (!SpeaksOfSpf(now))
        {
            yield return "why.signature-not-seen";
        }

        if (!policy.IsCertain)
        {
            yield return "why.no-authoritative-answer";
        }

        if (!policy.IsSendersOwnHost || now.RefusingHost is not { IsCurrent: true })
        {
            yield return "why.sent-by-another-host";
        }
    }

    private static bool SpeaksOfSpf(Case now) => Says(now, "SPF") || Says(now, "Sender Policy Framework");

    private static bool Says(Case now, string word) => now.Symptom.Reply?.Text.Contains(word, StringComparison.OrdinalIgnoreCase) is true;
}
