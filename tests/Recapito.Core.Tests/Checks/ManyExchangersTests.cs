using System.Globalization;

namespace Recapito.Core.Tests;

/// <summary>An MX set of hundreds: nobody's mail needs it, and whoever owns a zone can publish it.</summary>
public sealed class ManyExchangersTests
{
    private const string Why = "only the first 24 mail exchangers of a domain are looked at, by preference";

    [Theory]
    [InlineData(3, null, 3)]
    [InlineData(24, null, 24)]
    [InlineData(25, null, 24)]
    [InlineData(900, null, 24)]
    [InlineData(900, 7, 24)]
    [InlineData(900, 800, 25)]
    public void Two_dozen_are_looked_at_by_preference_and_whichever_the_report_names(int count, int? named, int lookedAt)
    {
        var evidence = Set(count);
        var symptom = Symptoms.OfAddress("lee@contoso.example") with { RemoteMta = named is { } place ? Name(place) : null };
        var asked = EvidencePlan.Next(symptom, evidence, new()).OfType<DnsRequest>().Where(request => request is { Type: RrType.A, From.Kind: VantageKind.Resolver } && request.Name.StartsWith("mx", StringComparison.Ordinal))
            .Select(request => request.Name).Where(name => name.EndsWith(".contoso.example", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Equal(Enumerable.Range(0, count).Where(place => place < 24 || place == named).Select(Name).Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.Equal(lookedAt, asked.Count);

        var gaps = Diagnoser.Judge(symptom, evidence, new(), Catalogue.Default).NotChecked.Where(gap => gap.Why == Why).Select(gap => ((DnsRequest)gap.Request).Name);
        Assert.Equal(Enumerable.Range(0, count).Where(place => place >= 24 && place != named).Select(Name).Order(StringComparer.Ordinal), gaps.Order(StringComparer.Ordinal));
    }

    /// <summary>The lowest preference is in the middle: what comes first in the answer does not decide.</summary>
    private static EvidenceSet Set(int count)
    {
        var records = Enumerable.Range(0, count).Select(place => new DnsRecord("contoso.example", RrType.Mx, 3600, string.Create(CultureInfo.InvariantCulture, $"{place} {Name(place)}"))).Reverse().ToList();
        var request = new DnsRequest("contoso.example", RrType.Mx, Vantage.Resolver);
        return EvidenceSet.Empty.With(new Present<RrSet>(request, new([.. records.Skip(count / 2), .. records.Take(count / 2)], false), new("resolver", DateTimeOffset.UnixEpoch)));
    }

    private static string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"mx{place}.contoso.example");
}
