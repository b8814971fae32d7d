using static Recapito.Core.Tests.Scene;

namespace Recapito.Core.Tests;

/// <summary>A case with several recipients: each is judged by what is about it, as it would be alone.</summary>
public sealed class EvidenceScopeTests
{
    private const string Other = "ben@fabrikam.example";

    private static Scene Contoso() => new Scene().Bounce(RelayDenied, Old).Mx($"10 {Old}").Zone((3, $"10 {Old}")).Host(Old, OldAddress).Smtp(Old, OldAddress, RelayDenied, RelayDenied);

    private static EvidenceSet Fabrikam() => new Scene().Dns("fabrikam.example", RrType.Mx, Vantage.Resolver, "timeout").Dns("fabrikam.example", RrType.Ns, Vantage.Resolver, "timeout").Evidence;

    [Fact]
    public void What_only_another_recipient_raised_is_left_out()
    {
        var scene = Contoso();
        var lee = scene.Symptom;
        var ben = Symptoms.OfAddress(Other) with { Reply = lee.Reply, Meaning = lee.Meaning };
        var both = EvidenceScope.OfEach([lee, ben], scene.Evidence.Merge(Fabrikam()), scene.Inquiry);

        Assert.Equal([lee, ben], both.Select(one => one.Symptom));
        Assert.Equal(scene.Evidence.All, both[0].Evidence.All);
        Assert.DoesNotContain(both[1].Evidence.All, seen => seen.Request is RcptRequest);
        Assert.Contains(both[1].Evidence.All, seen => seen.Request is DnsRequest { Name: "fabrikam.example" });
        Assert.Equal(
            scene.Judge().NotChecked.Select(gap => gap.Request),
            Diagnoser.Judge(lee, both[0].Evidence, scene.Inquiry, Catalogue.Default).NotChecked.Select(gap => gap.Request));
    }

    [Fact]
    public void What_nobodys_plan_names_stays_for_each_and_one_recipient_keeps_all()
    {
        var unasked = new Present<RrSet>(new DnsRequest("www.elsewhere.example", RrType.Txt, Vantage.Resolver), new([], false), new("a file", Now));
        var scene = Contoso().See(unasked);
        Assert.All(EvidenceScope.OfEach([scene.Symptom, Symptoms.OfAddress(Other)], scene.Evidence, scene.Inquiry), one => Assert.Contains(unasked, one.Evidence.All));
        Assert.Same(scene.Evidence, EvidenceScope.OfEach([scene.Symptom], scene.Evidence, scene.Inquiry)[0].Evidence);
    }

    [Fact]
    public void Recipients_of_one_domain_share_what_is_about_it()
    {
        var scene = Contoso();
        var kim = scene.Symptom with { Recipient = KnownGood };
        var both = EvidenceScope.OfEach([scene.Symptom, kim], scene.Evidence, scene.Inquiry);
        Assert.Equal(both[0].Evidence.All.Where(seen => seen.Request is not RcptRequest { Role: RcptRole.Target }), both[1].Evidence.All);
    }
}
