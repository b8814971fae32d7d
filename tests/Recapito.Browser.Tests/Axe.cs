using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Recapito.Browser.Tests;

/// <summary>The rules of axe-core: what a person with a screen reader, without a mouse or with weak eyes would stumble over.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What it finds on the page, each with the elements.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            "async () => (await axe.run(document)).violations.map(one => `${one.impact} ${one.id}: ${one.help}: ${one.nodes.map(node => node.html + ' ' + node.any.map(check => check.message).join(' ')).join(' | ')}`)");
    }
}
