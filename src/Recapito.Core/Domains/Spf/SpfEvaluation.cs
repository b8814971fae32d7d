using System.Net;

namespace Recapito.Core;

/// <summary>A mail as check_host() sees it (RFC 7208 §4.1).</summary>
/// <param name="Client">Address of the client that hands the mail over.</param>
/// <param name="Sender">The reverse-path, or "postmaster@" and the HELO name where it is null (§2.4).</param>
/// <param name="Helo">The HELO or EHLO name.</param>
/// <param name="At">The moment.</param>
internal sealed record SpfQuestion(IPAddress Client, string Sender, string Helo, DateTimeOffset At)
{
    /// <summary>A domain without a record of its own that is to be asked for instead of the sender's; null for the sender's.</summary>
    public string? Domain { get; init; }
}

/// <summary>How one mechanism ended.</summary>
internal enum SpfStepOutcome
{
    NoMatch,
    Match,
    TempError,
    PermError,

    /// <summary>What it needs was not asked yet.</summary>
    Pending,
}

/// <summary>One mechanism or modifier that was evaluated.</summary>
/// <param name="Depth">0 in the domain's own record, one more in each record that is included.</param>
/// <param name="Domain">Where the record stands.</param>
/// <param name="Term">The term; <see cref="SpfTerm.Full"/> is "+ip4:192.0.2.0/24".</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Seen">The answers that it rests on.</param>
internal sealed record SpfStep(int Depth, string Domain, SpfTerm Term, SpfStepOutcome Outcome, IReadOnlyList<Observation> Seen);

/// <summary>What check_host() says.</summary>
/// <param name="Result">The result; null while questions are open.</param>
/// <param name="Steps">Every mechanism that was evaluated, in order; what an include leads to stands before the include itself.</param>
/// <param name="Needed">The questions that are open.</param>
internal sealed record SpfVerdict(SpfResult? Result, IReadOnlyList<SpfStep> Steps, IReadOnlyList<Request> Needed)
{
    /// <summary>Why there was a permanent or temporary error: the domain whose record or name it is about; null where there was none.</summary>
    public string? ErrorAt { get; init; }

    /// <summary>The explanation that the domain gives for a fail (§6.2); null where it gives none.</summary>
    public string? Explanation { get; init; }
}

/// <summary>
/// check_host() of RFC 7208 §4 over evidence. Where an answer is missing it stops and names the questions, and with them what the rest of the records
/// will want to know, so that a tree is asked level by level and not name by name.
/// </summary>
internal sealed class SpfEvaluation
{
    private const int MostNeeded = 60;

    private readonly SpfQuestion question;
    private readonly EvidenceSet evidence;
    private readonly SpfMacroValues macros;
    private readonly List<SpfStep> steps = [];
    private readonly List<(SpfRecord Record, string Domain)> entered = [];
    private readonly HashSet<Request> needed = [];
    private readonly HashSet<string> foreseen = new(StringComparer.Ordinal);
    private List<Observation> touched = [];
    private (SpfTerm Exp, string Domain)? explanation;
    private string? errorAt;
    private int lookups;
    private int voids;

    private SpfEvaluation(SpfQuestion question, EvidenceSet evidence)
    {
        (this.question, this.evidence) = (question, evidence);
        macros = new(question, Ask);
    }

    /// <summary>Evaluates as far as the evidence goes.</summary>
    public static SpfVerdict Evaluate(SpfQuestion question, EvidenceSet evidence)
    {
        var client = question.Client.IsIPv4MappedToIPv6 ? question.Client.MapToIPv4() : question.Client;
        var sender = question.Sender.Length == 0 ? $"postmaster@{question.Helo}" : question.Sender.StartsWith('@') ? "postmaster" + question.Sender
            : question.Sender.Contains('@', StringComparison.Ordinal) ? question.Sender : "postmaster@" + question.Sender;
        var run = new SpfEvaluation(question with { Client = client, Sender = sender }, evidence);
        var result = run.CheckHost(Names.Canonical(question.Domain ?? sender[(sender.LastIndexOf('@') + 1)..]), 0);
        if (result is not null)
        {
            run.needed.Clear();
        }

        var text = result is SpfResult.Fail ? run.Explain() : null;
        if (run.needed.Count == 0)
        {
            return new(result, run.steps, []) { Explanation = text, ErrorAt = result is SpfResult.PermError or SpfResult.TempError ? run.errorAt : null };
        }

        run.entered.ForEach(at => run.Foresee(at.Record, at.Domain, 0));
        return new(null, run.steps, [.. run.needed.Take(MostNeeded)]);
    }

    private SpfResult? CheckHost(string domain, int depth)
    {
        // §4.3: what cannot be a domain on the Internet has no record.
        if (!Names.IsHostName(domain) || !domain.Contains('.', StringComparison.Ordinal))
        {
            return SpfResult.None;
        }

        switch (Ask(DomainView.At(domain, RrType.Txt)))
        {
            case null:
                return null;
            case Unavailable<RrSet>:
                return Error(SpfResult.TempError, domain);
            case var seen:
                return SpfPublished.In(seen) switch
                {
                    { Record: { } record } => CheckRecord(record, domain, depth),
                    { Records.Count: 0 } => SpfResult.None,
                    _ => Error(SpfResult.PermError, domain),
                };
        }
    }

    private SpfResult? CheckRecord(SpfRecord record, string domain, int depth)
    {
        if (record.Faults.Count > 0)
        {
            return Error(SpfResult.PermError, domain);
        }

        entered.Add((record, domain));
        foreach (var term in record.Effective)
        {
            if (term.Kind is SpfKind.Redirect)
            {
                return Redirect(term, domain, depth);
            }

            touched = [];
            var outcome = term.CostsLookup && ++lookups > SpfTree.MostLookups ? SpfStepOutcome.PermError : Match(term, domain, depth);
            if (outcome is not SpfStepOutcome.Pending && IsVoid(term) && ++voids > SpfTree.MostVoid)
            {
                outcome = SpfStepOutcome.PermError;
            }

            steps.Add(new(depth, domain, term, outcome, [.. touched]));
            switch (outcome)
            {
                case SpfStepOutcome.Match:
                    explanation = record.Terms.FirstOrDefault(other => other.Kind is SpfKind.Exp) is { } exp ? (exp, domain) : null;
                    return term.ResultOfMatch;
                case SpfStepOutcome.TempError:
                    return Error(SpfResult.TempError, domain);
                case SpfStepOutcome.PermError:
                    return Error(SpfResult.PermError, domain);
                case SpfStepOutcome.Pending:
                    return null;
            }
        }

        return SpfResult.Neutral;
    }

    private SpfResult? Redirect(SpfTerm term, string domain, int depth)
    {
        touched = [];
        if (++lookups > SpfTree.MostLookups)
        {
            steps.Add(new(depth, domain, term, SpfStepOutcome.PermError, []));
            return Error(SpfResult.PermError, domain);
        }

        if (Target(term, domain) is not { } target)
        {
            steps.Add(new(depth, domain, term, SpfStepOutcome.Pending, []));
            return null;
        }

        steps.Add(new(depth, domain, term, SpfStepOutcome.Match, []));
        var result = CheckHost(target, depth);
        return result is SpfResult.None ? Error(SpfResult.PermError, target) : result;
    }

    private SpfStepOutcome Match(SpfTerm term, string domain, int depth)
    {
        switch (term.Kind)
        {
            case SpfKind.All:
                return SpfStepOutcome.Match;
            case SpfKind.Ip4 or SpfKind.Ip6:
                return Of(term.Covers(term.Address!, question.Client));
            case SpfKind.Ptr:
                return Target(term, domain) is { } suffix && macros.ValidatedNames() is { } names
                    ? Of(names.Any(name => name == suffix || name.EndsWith('.' + suffix, StringComparison.Ordinal)))
                    : SpfStepOutcome.Pending;
        }

        if (Target(term, domain) is not { } target)
        {
            return SpfStepOutcome.Pending;
        }

        return term.Kind switch
        {
            SpfKind.Include => Include(target, depth),
            SpfKind.Exists => Of(Ask(DomainView.At(target, RrType.A)), set => set.Addresses.Count > 0),
            SpfKind.Mx => Exchangers(term, target),
            _ => Addresses(term, target),
        };
    }

    // §5.2: whether the included record passes; that there is none, or that it is broken, breaks this one too.
    private SpfStepOutcome Include(string target, int depth)
    {
        var result = CheckHost(target, depth + 1);
        touched = evidence.Find(DomainView.At(target, RrType.Txt)) is { } seen ? [seen] : [];
        if (result is SpfResult.None)
        {
            _ = Error(SpfResult.PermError, target);
        }

        return result switch
        {
            null => SpfStepOutcome.Pending,
            SpfResult.Pass => SpfStepOutcome.Match,
            SpfResult.TempError => SpfStepOutcome.TempError,
            SpfResult.PermError or SpfResult.None => SpfStepOutcome.PermError,
            _ => SpfStepOutcome.NoMatch,
        };
    }

    private SpfStepOutcome Addresses(SpfTerm term, string target) =>
        Of(Ask(DomainView.At(target, AddressType)), set => set.Addresses.Any(address => IPAddress.TryParse(address, out var ip) && term.Covers(ip, question.Client)));

    private SpfStepOutcome Exchangers(SpfTerm term, string target)
    {
        if (Ask(DomainView.At(target, RrType.Mx)) is not Present<RrSet> seen)
        {
            return Of(evidence.Find(DomainView.At(target, RrType.Mx)), _ => false);
        }

        if (seen.Value.Mx.Count > SpfTree.MostLookups)
        {
            return SpfStepOutcome.PermError;
        }

        // All hosts are asked for before one is judged: their order says nothing, and the answers come at once.
        var main = touched;
        touched = [];
        SpfStepOutcome[] hosts = [.. seen.Value.Mx.Where(mx => Names.IsHostName(mx.Exchange)).Select(mx => Addresses(term, mx.Exchange))];
        touched = [.. main, .. touched.Where(one => one is not Absent<RrSet>)];
        return hosts.Contains(SpfStepOutcome.Match) ? SpfStepOutcome.Match
            : hosts.Contains(SpfStepOutcome.Pending) ? SpfStepOutcome.Pending
            : hosts.Contains(SpfStepOutcome.TempError) ? SpfStepOutcome.TempError
            : SpfStepOutcome.NoMatch;
    }

    private static SpfStepOutcome Of(bool matches) => matches ? SpfStepOutcome.Match : SpfStepOutcome.NoMatch;

    private static SpfStepOutcome Of(Observation<RrSet>? seen, Func<RrSet, bool> matches) => seen switch
    {
        null => SpfStepOutcome.Pending,
        Present<RrSet> set => Of(matches(set.Value)),
        Absent<RrSet> => SpfStepOutcome.NoMatch,
        _ => SpfStepOutcome.TempError,
    };

    // §4.6.4: its question found nothing. That a name which it found leads nowhere does not count.
    private bool IsVoid(SpfTerm term) => term.Kind switch
    {
        SpfKind.Ptr => touched is [Absent<RrSet>, ..],
        SpfKind.A or SpfKind.Mx or SpfKind.Exists => touched is [.., Absent<RrSet>],
        _ => false,
    };

    private RrType AddressType => question.Client.GetAddressBytes().Length == 4 ? RrType.A : RrType.Aaaa;

    private string? Target(SpfTerm term, string domain) =>
        term.Domain is null ? domain : macros.Expand(term.Domain, domain) is { } name ? Names.Canonical(SpfMacroString.Shortened(name)) : null;

    private Observation<RrSet>? Ask(DnsRequest request)
    {
        var seen = evidence.Find(request);
        if (seen is null)
        {
            needed.Add(request);
        }
        else
        {
            touched.Add(seen);
        }

        return seen;
    }

    private SpfResult Error(SpfResult result, string domain)
    {
        errorAt ??= domain;
        return result;
    }

    // §6.2: exactly one TXT record; with more, or with a macro string that is none, there is no explanation.
    private string? Explain()
    {
        if (explanation is not ({ } exp, { } domain) || Target(exp, domain) is not { } target || !Names.IsHostName(target)
            || TxtStrings.Of(Ask(DomainView.At(target, RrType.Txt))) is not [var text])
        {
            return null;
        }

        return SpfMacroString.Parse(text, allowBlanks: true, out _) is { } words ? macros.Expand(words, domain) : null;
    }

    /// <summary>What the rest of a record, and of those that it includes, will ask first.</summary>
    private void Foresee(SpfRecord record, string domain, int depth)
    {
        if (!foreseen.Add(domain))
        {
            return;
        }

        foreach (var term in record.Effective.TakeWhile(_ => needed.Count < MostNeeded))
        {
            if (First(term, domain) is not { } request || !Names.IsHostName(request.Name))
            {
                continue;
            }

            var seen = evidence.Find(request);
            if (seen is null)
            {
                needed.Add(request);
            }
            else if (term.Kind is SpfKind.Include or SpfKind.Redirect && depth < SpfTree.MostLookups && SpfPublished.In(seen).Record is { } next)
            {
                Foresee(next, request.Name, depth + 1);
            }
        }
    }

    private DnsRequest? First(SpfTerm term, string domain) =>
        term.Kind is SpfKind.Ptr ? DomainView.At(macros.Reverse, RrType.Ptr)
        : !term.CostsLookup || Target(term, domain) is not { } target ? null
        : DomainView.At(target, term.Kind switch
        {
            SpfKind.Include or SpfKind.Redirect => RrType.Txt,
            SpfKind.Mx => RrType.Mx,
            SpfKind.Exists => RrType.A,
            _ => AddressType,
        });
}
