using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Case files as they are read and written: whose signature is on them, and which addresses are in hand.</summary>
/// <param name="phrase">What both sides know; null where the user did not say.</param>
/// <param name="inHand">Addresses of the question.</param>
/// <param name="terminal">Takes remarks.</param>
internal sealed class CaseEvidence(string? phrase, IEnumerable<string> inHand, Terminal terminal)
{
    private readonly HashSet<string> inHand = [.. inHand.Select(Names.CanonicalAddress)];
    private readonly List<(EvidenceSet Evidence, CaseKey Key)> redacted = [];
    private CaseKey? key;

    /// <summary>The evidence of all files, with true addresses where they are in hand: in the question, or in evidence that is not redacted.</summary>
    /// <exception cref="InputException">A file cannot be read, or its signature does not fit.</exception>
    public EvidenceSet Read(IEnumerable<string> paths, Surroundings around)
    {
        var plain = paths.Aggregate(EvidenceSet.Empty, (all, path) => all.Merge(EvidenceInput.Read(path, around, Open)));
        if (redacted.Count == 0)
        {
            return plain;
        }

        string[] known = [.. inHand, .. CaseRedaction.AddressesIn(plain)];
        return redacted.Aggregate(plain, (all, file) => all.Merge(CaseRedaction.Restore(file.Evidence, file.Key, known)));
    }

    /// <summary>A case file's text.</summary>
    public string Write(EvidenceSet evidence)
    {
        if (phrase is null)
        {
            terminal.Remark("--redact without --case-key: the key is made for this file alone, so its addresses cannot be matched with those of the other side, and nobody can verify it.");
        }

        var mine = key ?? (phrase is null ? CaseOptions.Alone() : CaseKey.OfPhrase(phrase, CaseOptions.NewId()));
        return CaseFile.Write(CaseRedaction.Redact(evidence, mine, inHand), mine);
    }

    private EvidenceSet Open(ReadOnlyMemory<byte> bytes, string path)
    {
        var evidence = EvidenceFile.Read(bytes, path);
        switch (CaseFile.MarkOf(bytes, path))
        {
            case null when phrase is not null:
                terminal.Remark($"{path} is no case file: nobody's signature is on it.");
                return evidence;
            case null:
                return evidence;
            case { IsShared: false }:
                terminal.Remark($"{path} was redacted with a key of its own: it cannot be verified, and its addresses cannot be matched.");
                return evidence;
            case not null when phrase is null:
                terminal.Remark($"{path} is a case file: without --case-key it cannot be verified, and its addresses cannot be matched.");
                return evidence;
            case { } mark:
                var theirs = key?.Id == mark.Id ? key : CaseKey.OfPhrase(phrase, mark.Id);
                CaseFile.Verify(bytes, path, theirs);
                key ??= theirs;
                redacted.Add((evidence, theirs));
                return EvidenceSet.Empty;
        }
    }
}
