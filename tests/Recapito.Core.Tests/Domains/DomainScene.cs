using System.Globalization;

namespace Recapito.Core.Tests;

/// <summary>
/// A domain as its resolver and servers show it, written down in lines: "contoso.example MX 10 mx.contoso.example" is a record at the resolver,
/// "contoso.example MX !NODATA" an absence, "contoso.example MX ?timeout" a gap. What is asked and not written down is NXDOMAIN.
/// </summary>
internal sealed class DomainScene
{
    public const string Domain = "contoso.example";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    private static readonly Provenance Source = new("the scene", Now);

    private readonly Dictionary<(string Name, RrType Type), List<string>> dns = [];
    private readonly List<Func<Request, Observation?>> others = [];

    public DomainScene(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            With(line);
        }
    }

    /// <summary>The domain that is examined.</summary>
    public string About { get; init; } = Domain;

    public DomainInquiry Inquiry { get; init; } = new() { InLab = true };

    /// <summary>One more line.</summary>
    public DomainScene With(string line)
    {
        var words = line.Split(' ', 3);
        var key = (Names.Canonical(words[0]), Enum.Parse<RrType>(words[1], ignoreCase: true));
        if (!dns.TryGetValue(key, out var values))
        {
            dns[key] = values = [];
        }

        values.Add(words[2]);
        return this;
    }

    /// <summary>Answers questions of another kind than DNS at the resolver; null where it does not know.</summary>
    public DomainScene Answering(Func<Request, Observation?> answer)
    {
        others.Add(answer);
        return this;
    }

    /// <summary>Asks until there is nothing left to ask, then judges.</summary>
    public DomainReport Examine(IReadOnlyDictionary<string, Severity>? profile = null) => Examine(Now, profile);

    /// <summary>The same at another moment.</summary>
    public DomainReport Examine(DateTimeOffset now, IReadOnlyDictionary<string, Severity>? profile = null)
    {
        var evidence = EvidenceSet.Empty;
        for (var round = 0; round < 50; round++)
        {
            var next = DomainExamination.Next(About, evidence, Inquiry, now);
            if (next.Count == 0)
            {
                return DomainExamination.Judge(About, evidence, Inquiry, now, Catalogue.Default, profile);
            }

            evidence = next.Aggregate(evidence, (all, request) => all.With(Answer(request)));
        }

        throw new InvalidOperationException("the questions have no end");
    }

    /// <summary>What the scene says to one question.</summary>
    public Observation Answer(Request request) =>
        others.Select(answer => answer(request)).FirstOrDefault(answer => answer is not null) ?? request switch
        {
            DnsRequest asked => Dns(asked),
            DnsMessageRequest asked => new Unavailable<DnsMessage>(asked, "not part of the scene", Source),
            SmtpSessionRequest asked => new Unavailable<SmtpSession>(asked, "not part of the scene", Source),
            RcptRequest asked => new Unavailable<RcptAnswer>(asked, "not part of the scene", Source),
            ReachabilityRequest asked => new Unavailable<Reachability>(asked, "not part of the scene", Source),
            HttpsRequest asked => new Unavailable<HttpsAnswer>(asked, "not part of the scene", Source),
            OldTlsRequest asked => new Unavailable<OldTls>(asked, "not part of the scene", Source),
            _ => throw new NotSupportedException(request.Kind),
        };

    private Observation<RrSet> Dns(DnsRequest asked)
    {
        if (asked.From.Kind is not VantageKind.Resolver)
        {
            return new Unavailable<RrSet>(asked, "not part of the scene", Source);
        }

        var records = new List<DnsRecord>();
        var name = asked.Name;
        while (dns.TryGetValue((name, RrType.Cname), out var alias) && records.Count < 16 && asked.Type is not RrType.Cname)
        {
            records.Add(new(name, RrType.Cname, 3600, alias[0]));
            name = alias[0];
        }

        var values = dns.GetValueOrDefault((name, asked.Type)) ?? [];
        if (values is [['!' or '?', ..] special])
        {
            return special[0] is '!' ? new Absent<RrSet>(asked, special[1..], Source) : new Unavailable<RrSet>(asked, special[1..], Source);
        }

        records.AddRange(values.Select(value => new DnsRecord(name, asked.Type, 3600, value)));
        var exists = dns.Keys.Any(key => key.Name == name || key.Name.EndsWith('.' + name, StringComparison.Ordinal));
        return values.Count > 0
            ? new Present<RrSet>(asked, new(records, false), Source)
            : new Absent<RrSet>(asked, (exists ? "NODATA" : "NXDOMAIN") + (records.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" (alias of {name})") : ""), Source);
    }
}
