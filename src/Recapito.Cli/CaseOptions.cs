using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>The options by which two sides of a case show each other evidence without showing addresses.</summary>
internal sealed class CaseOptions
{
    private const string FromEnvironment = "env:";
    private const string Expected = "a file that holds the passphrase, or env:NAME for an environment variable";
    private const long LargestPhrase = 4096;

    // What was typed may be the passphrase itself, by mistake: no message repeats it.
    private readonly Option<string?> key = new("--case-key") { Description = "Where the passphrase is that both sides know: env:NAME for an environment variable, or a file.", HelpName = "env:NAME|FILE" };

    private readonly Option<bool> redact = new("--redact") { Description = "With --save-evidence: a case file for the other side, with pseudonyms for all local parts of addresses." };

    public void AddTo(Command command, Option<string?> saveEvidence, Option<string[]> evidence)
    {
        command.Options.Add(redact);
        command.Options.Add(key);
        command.Validators.Add(result =>
        {
            if (result.GetValue(redact) && result.GetValue(saveEvidence) is null)
            {
                result.AddError("--redact: say with --save-evidence FILE where the case file goes.");
            }

            if (result.GetValue(key) is not null && !result.GetValue(redact) && result.GetValue(evidence) is not { Length: > 0 })
            {
                result.AddError("--case-key: there is nothing to use it for; give --evidence FILE, or --save-evidence FILE with --redact.");
            }
        });
    }

    public bool Redacts(ParseResult parsed) => parsed.GetValue(redact);

    /// <summary>What both sides know; null where nothing was said.</summary>
    /// <exception cref="InputException">It cannot be read, or is too short.</exception>
    public string? PhraseOf(ParseResult parsed, Surroundings around)
    {
        if (parsed.GetValue(key) is not { } place)
        {
            return null;
        }

        var phrase = place.StartsWith(FromEnvironment, StringComparison.Ordinal)
            ? around.Variable(place[FromEnvironment.Length..]) ?? throw new InputException($"--case-key: the environment variable that it names is not set; expected {Expected}.")
            : Read(place);
        return CaseKey.IsLongEnough(phrase) ? phrase
            : throw new InputException($"--case-key: the passphrase has fewer than {CaseKey.ShortestPhrase} characters; whoever gets hold of a case file can try short ones. Take five words or more that nobody would guess.");
    }

    /// <summary>A new key for one file.</summary>
    public static CaseKey Alone() => CaseKey.OfSecret(RandomNumberGenerator.GetBytes(32), NewId());

    /// <summary>The id of a new case.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[LargestPhrase + 1];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= LargestPhrase
                ? Encoding.UTF8.GetString(bytes, 0, read).TrimStart('\uFEFF')
                : throw new InputException($"--case-key: the file is larger than {LargestPhrase} octets; expected {Expected}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"--case-key: there is no such file, or it cannot be read; expected {Expected}.");
        }
    }
}
