namespace Recapito.Core.Tests;

/// <summary>What a set of evidence keeps beside its observations.</summary>
public class EvidenceSetTests
{
    private static readonly DnsRequest Mx = new("contoso.example", RrType.Mx, Vantage.Resolver);

    private static readonly EvidenceSet Seen = EvidenceSet.Empty.With(new Unavailable<RrSet>(Mx, "timeout", new("resolver", DateTimeOffset.UnixEpoch)));

    /// <summary>The empty set is there as long as the program, and is asked about every domain: what it kept would grow without end.</summary>
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void What_follows_from_a_set_is_reckoned_once_and_kept_by_no_empty_one(bool isEmpty, int times)
    {
        var (set, count) = (isEmpty ? EvidenceSet.Empty : Seen.With(new Unavailable<RrSet>(Mx, "SERVFAIL", new("resolver", DateTimeOffset.UnixEpoch))), 0);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("contoso.example", set.Once("contoso.example", (of, _) =>
            {
                count++;
                return of;
            }));
        }

        Assert.Equal(times, count);
    }
}
