using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads the file of <c>--expect</c>.</summary>
internal static class ExpectedInput
{
    private const string Expected = "a text file with lines such as \"contoso.example. MX 10 mx.contoso.example.\"";

    /// <exception cref="InputException">It cannot be read or has an error; the message names the line.</exception>
    public static IReadOnlyList<ExpectedRecord> Read(string path, Surroundings around)
    {
        var records = new List<ExpectedRecord>();
        var lines = InputFile.ReadText(path, Expected, around).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] is ';' or '#')
            {
                continue;
            }

            records.Add(ExpectedRecord.Parse(line, out var problem)
                ?? throw new InputException(FormattableString.Invariant($"{path}:{i + 1}: {problem}; expected a line such as \"contoso.example. MX 10 mx.contoso.example.\" (RFC 1035 §5.1).")));
        }

        return records;
    }
}
