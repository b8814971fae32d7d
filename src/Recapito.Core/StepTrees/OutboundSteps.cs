using System.Net;

namespace Recapito.Core;

/// <summary>The steps of the outbound test: the address's names, block lists, SPF, the greeting's name, DMARC.</summary>
/// <param name="question">What is tested.</param>
/// <param name="steps">Makes steps.</param>
internal sealed class OutboundSteps(OutboundQuestion question, StepFactory steps)
{
    private const int LongestText = 300;

    public Step Root(DateTimeOffset now)
    {
        Step[] children = [Reverse(), Blocklists(), new SpfSteps(question, steps).Root(now), Helo(), Dmarc()];
        var status = StepStatuses.Together(children.Select(child => child.Status));
        return StepFactory.Done("outbound", status, Result(status), ("address", question.Address)) with
        {
            Children = [.. children, StepFactory.Skip("outbound-mx", "not-part", ("domain", question.SenderDomain ?? ""))],
            Elapsed = StepFactory.Longest(children),
        };
    }

    // Without a sender most of the test is left out: nobody may take the rest for the whole.
    private string Result(StepStatus status) => status switch
    {
        StepStatus.Ok when question.SenderDomain is null => "passed-without-sender",
        StepStatus.Ok => "passed",
        StepStatus.Warning => "warnings",
        StepStatus.Fail => "failed",
        StepStatus.Undetermined or StepStatus.Skipped => "undetermined",
        _ => "running",
    };

    private Step Reverse()
    {
        var about = ("address", question.Address);
        var seen = steps.Find(question.Reverse);
        var step = seen switch
        {
            null => steps.Wait("reverse", [question.Reverse], about),
            Unavailable<RrSet> => StepFactory.Done("reverse", StepStatus.Undetermined, "not-seen", about, ("why", seen.Why ?? "")),
            Absent<RrSet> => StepFactory.Done("reverse", StepStatus.Fail, "none", about, ("name", question.Reverse.Name)),
            _ => Confirmed(),
        };
        return step with { Evidence = seen is null ? [] : [seen], Elapsed = StepFactory.Sum(seen?.Source.Elapsed, StepFactory.Longest(step.Children)) };
    }

    private Step Confirmed()
    {
        var names = OutboundQuestion.NamesIn(steps.Find(question.Reverse));
        var children = names.Select(Forward).ToList();
        (string, string)[] about = [("address", question.Address), ("names", string.Join(", ", names))];
        var status = children.Exists(child => child.Status is StepStatus.Ok) ? StepStatus.Ok : StepStatuses.Together([StepStatus.Warning, .. children.Select(child => child.Status)]);
        return StepFactory.Done("reverse", status, status is StepStatus.Ok ? "confirmed" : status is StepStatus.Warning ? "unconfirmed" : status is StepStatus.Undetermined ? "not-confirmed-yet" : "found", about) with
        {
            Children = children,
            Details = [.. names.Select(name => new StepDetail("ptr", name))],
        };
    }

    private Step Forward(string name)
    {
        var request = DomainView.At(name, question.AddressType);
        (string, string)[] about = [("name", name), ("address", question.Address)];
        var seen = steps.Find(request);
        var step = seen switch
        {
            null => steps.Wait("forward", [request], about),
            Present<RrSet> set when Holds(set.Value) => StepFactory.Done("forward", StepStatus.Ok, "leads-back", about),
            Present<RrSet> set => StepFactory.Done("forward", StepStatus.Warning, "elsewhere", [.. about, ("addresses", string.Join(", ", set.Value.Addresses.Take(5)))]),
            Absent<RrSet> => StepFactory.Done("forward", StepStatus.Warning, "none", [.. about, ("why", seen.Why ?? "")]),
            _ => StepFactory.Done("forward", StepStatus.Undetermined, "not-seen", [.. about, ("why", seen.Why ?? "")]),
        };
        return step with { Evidence = seen is null ? [] : [seen], Elapsed = seen?.Source.Elapsed };
    }

    private bool Holds(RrSet set) => set.Addresses.Any(address => IPAddress.TryParse(address, out var ip) && ip.Equals(question.Client));

    private Step Blocklists()
    {
        var about = ("address", question.Address);
        if (question.Blocklists.Count == 0)
        {
            return StepFactory.Skip("blocklists", "none-named", about);
        }

        var children = question.Blocklists.Select(Blocklist).ToList();
        var status = StepStatuses.Together(children.Select(child => child.Status));
        var result = status switch { StepStatus.Ok => "not-listed", StepStatus.Fail => "listed", StepStatus.Undetermined => "undetermined", _ => "running" };
        return StepFactory.Done("blocklists", status, result, about) with { Children = children, Elapsed = StepFactory.Longest(children) };
    }

    private Step Blocklist(string zone)
    {
        var list = new Blocklist(steps.Evidence, zone);
        var (v6, entry) = (question.AddressType is RrType.Aaaa, list.Says(question.Address));
        DnsRequest[] asked = [list.Question(question.Address), .. list.Tests(v6), .. entry is ListAnswer.Listed ? [list.Reason(question.Address)] : Array.Empty<DnsRequest>()];
        Observation[] seen = [.. asked.Select(steps.Evidence.Find).OfType<Observation>()];
        (string, string)[] about = [("list", zone), ("address", question.Address)];
        var step = seen.Length < asked.Length ? steps.Wait("blocklist", asked, about) : Judged(list, v6, entry, seen, about);
        return step with
        {
            Details = [.. TxtStrings.Of(steps.Find(list.Reason(question.Address))).Take(3).Select(text => new StepDetail("reason", Short(text)))],
            Evidence = seen,
            Elapsed = StepFactory.Longest(seen),
        };
    }

    // An answer counts only where the list has what every list has, and has not what none has.
    private Step Judged(Blocklist list, bool v6, ListAnswer entry, Observation[] seen, (string, string)[] about) => (entry, list.IsOne(v6)) switch
    {
        (ListAnswer.Declined, _) => StepFactory.Done("blocklist", StepStatus.Undetermined, "refused", about),
        (ListAnswer.NoList, _) or (_, false) => StepFactory.Done("blocklist", StepStatus.Undetermined, "no-list", about),
        (ListAnswer.NotListed, true) => StepFactory.Done("blocklist", StepStatus.Ok, "not-listed", about),
        (ListAnswer.Listed, true) => StepFactory.Done("blocklist", StepStatus.Fail, "listed", [.. about, ("codes", string.Join(", ", Codes(list).Take(5)))]),
        _ when list.Declines(v6) => StepFactory.Done("blocklist", StepStatus.Undetermined, "refused", about),
        _ => StepFactory.Done("blocklist", StepStatus.Undetermined, "not-seen", [.. about, ("why", seen.Select(one => one.Why).FirstOrDefault(why => why is not null) ?? "")]),
    };

    private IReadOnlyList<string> Codes(Blocklist list) => (steps.Find(list.Question(question.Address)) as Present<RrSet>)?.Value.Addresses ?? [];

    private Step Helo()
    {
        if (question.Helo is not { } name)
        {
            return StepFactory.Skip("helo", "none-named");
        }

        var request = DomainView.At(name, question.AddressType);
        (string, string)[] about = [("name", name), ("address", question.Address)];
        var seen = steps.Find(request);
        var step = seen switch
        {
            null => steps.Wait("helo", [request], about),
            Present<RrSet> set when Holds(set.Value) => StepFactory.Done("helo", StepStatus.Ok, "leads-here", about),
            Present<RrSet> set => StepFactory.Done("helo", StepStatus.Warning, "elsewhere", [.. about, ("addresses", string.Join(", ", set.Value.Addresses.Take(5)))]),
            Absent<RrSet> => StepFactory.Done("helo", StepStatus.Warning, "none", about),
            _ => StepFactory.Done("helo", StepStatus.Undetermined, "not-seen", [.. about, ("why", seen.Why ?? "")]),
        };
        return step with { Evidence = seen is null ? [] : [seen], Elapsed = seen?.Source.Elapsed };
    }

    // Whether there is a policy, no more: what is in it is for `recapito check`.
    private Step Dmarc()
    {
        if (question.SenderDomain is not { } domain)
        {
            return StepFactory.Skip("dmarc", "no-sender");
        }

        var about = ("domain", domain);
        var read = new List<Observation>();
        foreach (var (place, request) in DmarcWalk.Places(domain).Select(place => (place, DmarcWalk.Question(place))))
        {
            switch (steps.Find(request))
            {
                case null:
                    return steps.Wait("dmarc", [request], about);
                case Unavailable<RrSet> gap:
                    return StepFactory.Done("dmarc", StepStatus.Undetermined, "not-seen", about, ("why", gap.Reason)) with { Evidence = [.. read, gap], Elapsed = gap.Source.Elapsed };
                case var seen:
                    read.Add(seen);
                    if (DmarcRecord.At(place, seen).Count is > 0 and var count)
                    {
                        // Of several, receivers take none (RFC 7489 §6.6.3).
                        return StepFactory.Done("dmarc", count == 1 ? StepStatus.Ok : StepStatus.Warning, count == 1 ? "found" : "several", about, ("name", request.Name)) with
                        {
                            Details = [new("record", Short(TxtStrings.Of(seen).First(DmarcRecord.IsOne)))], Evidence = read, Elapsed = StepFactory.Longest(read),
                        };
                    }

                    break;
            }
        }

        return StepFactory.Done("dmarc", StepStatus.Warning, "none", about) with { Evidence = read, Elapsed = StepFactory.Longest(read) };
    }

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
