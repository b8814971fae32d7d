using System.Text.Json;

namespace Recapito.Benchmarks;

/// <summary>What a reader says of one recipient, as far as it is judged.</summary>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Kind">As <c>recapito read</c> has it.</param>
/// <param name="Recipient">The address, or null.</param>
/// <param name="Status">The enhanced code, or null.</param>
/// <param name="ReplyCode">The reply code, or null.</param>
/// <param name="Reason">The reason's id, or null.</param>
internal sealed record ReadRow(string File, string Kind, string? Recipient, string? Status, int? ReplyCode, string? Reason)
{
    /// <summary>A report of delivery or of its failure.</summary>
    public bool IsReport => Kind is "bounce" or "delay" or "delivered";

    /// <summary>The rows of <c>recapito read --format jsonl</c>.</summary>
    public static List<ReadRow> OfJsonLines(string lines)
    {
        var rows = new List<ReadRow>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            rows.Add(new(
                Path.GetFileName(Text(row, "file") ?? ""), Text(row, "kind") ?? "", Text(row, "recipient"), Text(row, "status"),
                row.TryGetProperty("replyCode", out var code) && code.ValueKind == JsonValueKind.Number ? code.GetInt32() : null, Text(row, "reason")));
        }

        return rows;
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
