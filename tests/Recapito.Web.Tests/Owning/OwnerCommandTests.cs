using Recapito.Watch;
using Recapito.Watch.Tests;

namespace Recapito.Web.Tests;

/// <summary><c>owner link</c>, as whoever runs the service types it.</summary>
public sealed class OwnerCommandTests
{
    [Fact]
    public async Task A_link_is_printed_beside_a_service_that_others_reach_and_refused_where_none_was_served()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Path;
        var (code, _, says) = await RunAsync(data);
        Assert.Equal(4, code);
        Assert.Contains("never started on an address that others reach", says, StringComparison.Ordinal);
        var links = new OwnerLinks(Database.Open(RecapitoHost.DatabaseIn(data)), TimeProvider.System);
        links.NoteAddress("https://recapito.contoso.example");
        var old = links.Make();
        (code, var printed, says) = await RunAsync(data);
        Assert.Equal((0, ""), (code, says));
        Assert.StartsWith("https://recapito.contoso.example/owner/", printed, StringComparison.Ordinal);
        Assert.True(links.Holds(printed.Trim().Split('/')[^1]));
        Assert.False(links.Holds(old));
    }

    private static async Task<(int Code, string Printed, string Says)> RunAsync(string data)
    {
        await using var printed = new StringWriter();
        await using var says = new StringWriter();
        var code = await ServeOptions.Command((_, _) => Task.FromResult(1)).Parse(["owner", "link", "--data", data]).InvokeAsync(new() { Output = printed, Error = says }, TestContext.Current.CancellationToken);
        return (code, printed.ToString(), says.ToString());
    }
}
