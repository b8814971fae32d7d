using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The policy by which senders insist on TLS (RFC 8461): its record, the policy at the web host, and every MX host against it. A sender that honours
/// "enforce" does not deliver to a host that the policy leaves out.
/// </summary>
internal sealed class MtaStsCheck : DomainCheck
{
    private const int MostPolicy = 64 * 1024;
    private const int ShortAge = 86400;
    private const int LongestId = 32;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "mta-sts-found", "mta-sts-absent", "mta-sts-several-records", "mta-sts-record-invalid", "mta-sts-record-missing", "mta-sts-host-missing", "mta-sts-host-refuses",
        "mta-sts-certificate", "mta-sts-redirect", "mta-sts-policy-missing", "mta-sts-policy-not-seen", "mta-sts-policy-too-long", "mta-sts-content-type", "mta-sts-policy-invalid", "mta-sts-testing",
        "mta-sts-none", "mta-sts-max-age-short", "mta-sts-mx-not-listed", "mta-sts-mx-not-listed-testing", "mta-sts-mx-certificate",
    ];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        yield return Record(view);
        yield return DomainView.At(Host(view), RrType.A);
        yield return DomainView.At(Host(view), RrType.Aaaa);
        if (view.Inquiry.Https && HasAddress(view))
        {
            yield return Policy(view);
        }
    }

    public override bool MayAsk(Request request) => request is HttpsRequest || IsToResolver(request);

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var seen = view.Evidence.Find(Record(view));
        var answer = view.Evidence.Find(Policy(view)) as Present<HttpsAnswer>;
        string[] records = [.. TxtStrings.Of(seen).Where(IsRecord)];
        return seen switch
        {
            Present<RrSet> or Absent<RrSet> when records.Length == 0 => WithoutRecord(view, seen, answer),
            Present<RrSet> when records.Length > 1 => [view.Found("mta-sts-several-records", seen, ("count", Number(records.Length)))],
            Present<RrSet> => OfRecord(view, seen, records[0]).Concat(OfPolicy(view, seen, answer)),
            _ => [],
        };
    }

    private static IEnumerable<DomainFinding> WithoutRecord(DomainView view, Observation<RrSet> seen, Present<HttpsAnswer>? answer)
    {
        if (answer is { Value.Status: 200 } && MtaStsPolicy.Read(answer.Value.Body) is { Faults.Count: 0 } policy)
        {
            yield return view.Found("mta-sts-record-missing", [seen, answer], ("mode", Named(policy.Mode!.Value)));
        }
        else if (TxtStrings.Of(seen).FirstOrDefault(text => text.Contains("STSv1", StringComparison.OrdinalIgnoreCase)) is { } text)
        {
            yield return view.Found("mta-sts-record-invalid", seen, ("record", Shown(text)));
        }
        else if (view.Zone.CurrentMx is not null && !view.Zone.TakesNoMail && !view.Zone.IsNoName)
        {
            yield return view.Found("mta-sts-absent", seen);
        }
    }

    // §3.1: v=STSv1; id=1 to 32 letters and digits.
    private static IEnumerable<DomainFinding> OfRecord(DomainView view, Observation<RrSet> seen, string record)
    {
        var tags = TagList.Parse(record);
        if (tags.Broken is not null || tags["id"] is not { Length: > 0 and <= LongestId } id || !id.All(char.IsAsciiLetterOrDigit))
        {
            yield return view.Found("mta-sts-record-invalid", seen, ("record", Shown(record)));
        }
    }

    private static IEnumerable<DomainFinding> OfPolicy(DomainView view, Observation<RrSet> seen, Present<HttpsAnswer>? answer)
    {
        var (v4, v6) = (view.Dns(Host(view), RrType.A), view.Dns(Host(view), RrType.Aaaa));
        if (v4 is Absent<RrSet> && v6 is Absent<RrSet>)
        {
            return [view.Found("mta-sts-host-missing", [v4, v6, seen], ("host", Host(view)))];
        }

        if (view.Evidence.Find(Policy(view)) is Absent<HttpsAnswer> refused)
        {
            return [view.Found("mta-sts-host-refuses", refused, ("host", Host(view)), ("reason", refused.Reason))];
        }

        return answer is null ? [] : WhyNoPolicy(view, answer) is { } none ? [none] : OfText(view, seen, answer);
    }

    private static DomainFinding? WhyNoPolicy(DomainView view, Present<HttpsAnswer> answer)
    {
        (string, string)[] arguments =
        [
            ("host", Host(view)), ("problem", answer.Value.Tls.Problem ?? ""), ("status", Number(answer.Value.Status ?? 0)), ("location", answer.Value.Location ?? ""),
        ];
        return answer.Value switch
        {
            { Status: null } => view.Found("mta-sts-certificate", answer, arguments),
            { Status: >= 300 and < 400 } => view.Found("mta-sts-redirect", answer, arguments),

            // What the server could not or would not do for us, it may do for senders: only 404 and 410 say that there is none.
            { Status: 404 or 410 } => view.Found("mta-sts-policy-missing", answer, arguments),
            { Status: not 200 } => view.Found("mta-sts-policy-not-seen", answer, arguments),
            { } text when text.Cut || text.Body.Length > MostPolicy => view.Found("mta-sts-policy-too-long", answer, arguments),
            _ => null,
        };
    }

    private static IEnumerable<DomainFinding> OfText(DomainView view, Observation<RrSet> seen, Present<HttpsAnswer> answer)
    {
        if (answer.Value.Status is not 200)
        {
            yield break;
        }

        if (answer.Value.ContentType is not "text/plain")
        {
            yield return view.Found("mta-sts-content-type", answer, ("type", answer.Value.ContentType ?? "-"));
        }

        var policy = MtaStsPolicy.Read(answer.Value.Body);
        foreach (var fault in policy.Faults.Take(5))
        {
            yield return view.Found("mta-sts-policy-invalid", answer, ("line", Number(fault.Line)), ("text", Shown(fault.Text)), ("expected", fault.Expected));
        }

        foreach (var finding in policy.Faults.Count == 0 ? OfGood(view, seen, answer, policy) : [])
        {
            yield return finding;
        }
    }

    private static IEnumerable<DomainFinding> OfGood(DomainView view, Observation<RrSet> seen, Present<HttpsAnswer> answer, MtaStsPolicy policy)
    {
        (string, string)[] arguments =
        [
            ("mode", Named(policy.Mode!.Value)), ("age", Number(policy.MaxAge!.Value)), ("patterns", string.Join(", ", policy.Mx.Take(10))),
        ];
        yield return view.Found(policy.Mode switch
        {
            MtaStsMode.Enforce => "mta-sts-found",
            MtaStsMode.Testing => "mta-sts-testing",
            _ => "mta-sts-none",
        }, [answer, seen], arguments);
        if (policy.Mode is MtaStsMode.None)
        {
            yield break;
        }

        if (policy.MaxAge < ShortAge)
        {
            yield return view.Found("mta-sts-max-age-short", answer, arguments);
        }

        foreach (var host in view.Hosts.Where(host => !host.IsImplicit))
        {
            if (!policy.Covers(host.Name))
            {
                yield return view.Found(policy.Mode is MtaStsMode.Enforce ? "mta-sts-mx-not-listed" : "mta-sts-mx-not-listed-testing", [answer, view.Zone.Resolver],
                    [("host", host.Name), .. arguments]);
            }

            // With the name alone added to the policy, mail would still not be delivered.
            if (policy.Mode is MtaStsMode.Enforce && Untrusted(view, host) is { } session)
            {
                yield return view.Found("mta-sts-mx-certificate", [session, answer], ("host", host.Name), ("problem", session.Value.Tls!.Problem ?? ""));
            }
        }
    }

    // Where no TLS is offered at all, something between here and the host may have taken it away; a wrong certificate is the host's own.
    private static Present<SmtpSession>? Untrusted(DomainView view, MxHost host) =>
        host.Addresses.Select(address => view.Evidence.Find(new SmtpSessionRequest(host.Name, address))).OfType<Present<SmtpSession>>()
            .FirstOrDefault(session => session.Value.Tls is { Protocol: not null, Trusted: false });

    private static bool HasAddress(DomainView view) => view.Dns(Host(view), RrType.A) is Present<RrSet> || view.Dns(Host(view), RrType.Aaaa) is Present<RrSet>;

    private static string Host(DomainView view) => $"mta-sts.{view.Domain}";

    private static DnsRequest Record(DomainView view) => DomainView.At($"_mta-sts.{view.Domain}", RrType.Txt);

    private static HttpsRequest Policy(DomainView view) => new($"https://{Host(view)}/.well-known/mta-sts.txt");

    private static bool IsRecord(string text) => TagList.Parse(text).IsVersion("STSv1");

    private static string Named(MtaStsMode mode) => Kebab.Of(mode);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
