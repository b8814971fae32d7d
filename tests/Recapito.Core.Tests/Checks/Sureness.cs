namespace Recapito.Core.Tests;

/// <summary>The order of verdicts in which taking evidence away never climbs.</summary>
internal static class Sureness
{
    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.Undetermined => 0,
        Verdict.Likely => 1,
        _ => 2,
    };

    /// <summary>Holds that no observation of a case stands between it and a surer verdict: what is hidden proves nothing.</summary>
    public static void NeverRises(string name, Scene whole)
    {
        var limit = Of(whole.Judge().Verdict);
        Assert.All(whole.Evidence.All.Select(seen => seen.Request).Distinct(), request =>
        {
            var less = Diagnoser.Judge(whole.Symptom, whole.Evidence.Without(request), whole.Inquiry, Catalogue.Default);
            Assert.True(Of(less.Verdict) <= limit, $"{name}: without \"{request.Question}\" the verdict rises to {less.Verdict} {less.Cause?.Cause}");
        });
    }
}
