using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>Debian's libsisimai-perl, the reader that we are measured against.</summary>
internal static class Sisimai
{
    // One process over all files, as its users run it; it reads their names from standard input.
    private const string Dump = "while (my $f = <STDIN>) { chomp $f; my $json = Sisimai->dump($f, delivered => 1, vacation => 1); print $json if defined $json; }";

    private const string Rows =
        """
        binmode STDOUT, ':utf8';
        while (my $f = <STDIN>) {
          chomp $f;
          my $read = Sisimai->make($f, delivered => 1, vacation => 1) or next;
          print join("\t", $f, map { defined $_ ? $_ : '' } $_->recipient->address, $_->deliverystatus, $_->replycode, $_->reason), "\n" for @$read;
        }
        """;

    /// <summary>Its version, or null where it is not installed.</summary>
    public static string? Version { get; } = Find();

    public static string[] DumpArguments => ["-MSisimai", "-e", Dump];

    /// <summary>What it reads in files, as rows like ours.</summary>
    public static List<ReadRow> Read(string folder, IEnumerable<string> files) =>
    [
        .. ChildRun.OutputOf("perl", ["-MSisimai", "-e", Rows], folder, string.Join('\n', files) + "\n")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(cells => cells.Length == 5)
            .Select(cells => new ReadRow(Path.GetFileName(cells[0]), KindOf(cells[4]), cells[1], cells[2], Code(cells[3]), cells[4])),
    ];

    private static string KindOf(string reason) => reason switch
    {
        "feedback" => "complaint",
        "vacation" => "auto-reply",
        "delivered" => "delivered",
        _ => "bounce",
    };

    private static int? Code(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static string? Find()
    {
        try
        {
            return ChildRun.OutputOf("sh", ["-c", "perl -MSisimai -e 'print Sisimai->version' 2>/dev/null"]) is { Length: > 0 } version ? version : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
