using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recapito.Web;

/// <summary>A case as JSON: the document that the command line writes, with what the service knows of it in front.</summary>
internal static class CaseDocument
{
    private const string Begin = "{\n";

    /// <summary>The members that the service adds.</summary>
    public static IReadOnlyList<string> Members { get; } = ["id", "state", "created", "expires"];

    /// <summary>The whole document.</summary>
    /// <param name="id">Of the case.</param>
    /// <param name="state">One of <see cref="CaseState"/>.</param>
    /// <param name="created">When it was asked for.</param>
    /// <param name="expires">When it is forgotten.</param>
    /// <param name="document">An object as the core writes it: indented, with at least one member.</param>
    public static string Write(string id, string state, DateTimeOffset created, DateTimeOffset expires, string document)
    {
        // Not read and written again: each octet of it is as the core chose.
        var text = new StringBuilder(Begin);
        foreach (var (name, value) in Members.Zip([id, state, Time(created), Time(expires)]))
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"{name}\": {JsonSerializer.Serialize(value)},\n");
        }

        return text.Append(document.AsSpan(Begin.Length)).ToString();
    }

    /// <summary>A time as all documents have it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
