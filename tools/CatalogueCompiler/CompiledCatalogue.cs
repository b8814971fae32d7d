using System.Text;
using Recapito.Core;

namespace Recapito.CatalogueCompiler;

/// <summary>Writes the one file that the core embeds. The same source gives the same bytes.</summary>
internal static class CompiledCatalogue
{
    public static byte[] Write(CatalogueSource source)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(CatalogueFormat.Magic);
        writer.Write(CatalogueFormat.Version);
        WriteAll(writer, source.Reasons.OrderBy(reason => reason.Id, StringComparer.Ordinal).ToArray(), WriteReason);
        WriteAll(writer, source.Statuses, WriteStatus);
        WriteSection(writer, target => WriteAll(target, source.Causes.OrderBy(cause => cause.Id, StringComparer.Ordinal).ToArray(), WriteCause));
        WriteSection(writer, target => WriteAll(target, source.Findings.OrderBy(finding => finding.Id, StringComparer.Ordinal).ToArray(), WriteFinding));
        var phrases = new PhraseIndexBuilder(source.Replies.SelectMany(reply => reply.Phrases));
        WriteAll(writer, source.Replies, (target, reply) => WriteReply(target, reply, phrases));
        phrases.Write(writer);
        WriteSection(writer, target => new CueCompiler(source).Write(target, WriteCue));
        WriteAll(writer, [.. source.Words], WriteWords);
        WriteSection(writer, target => CompiledDialects.Write(target, source.Dialects));
        WriteSection(writer, target => WriteAll(target, source.Providers.OrderBy(provider => provider.Id, StringComparer.Ordinal).ToArray(), WriteProvider));
        WriteSection(writer, target => WriteAll(target, source.CodeEntries, WriteCode));
        writer.Flush();
        return stream.ToArray();
    }

    private static void WriteReason(BinaryWriter writer, Reason reason)
    {
        writer.Write(reason.Id);
        writer.Write(reason.Advice);
        WriteOptional(writer, reason.Temporary);
        WriteOptional(writer, reason.Permanent);
        WriteOptional(writer, reason.Party);
    }

    private static void WriteStatus(BinaryWriter writer, Status status)
    {
        writer.Write(status.Code);
        writer.Write(status.Reason);
        writer.Write((byte)status.Weight);
    }

    private static void WriteCause(BinaryWriter writer, Cause cause)
    {
        writer.Write(cause.Id);
        WriteAll(writer, cause.Parties, WriteText);
        writer.Write(cause.Remedy);
        WriteAll(writer, cause.Symptoms, WriteText);
        WriteOptional(writer, cause.Refines);
        WriteAll(writer, cause.ExcludedBy, WriteText);
        WriteAll(writer, cause.Sources, WriteText);
    }

    private static void WriteFinding(BinaryWriter writer, Finding finding)
    {
        writer.Write(finding.Id);
        writer.Write(finding.Subject);
        writer.Write(finding.Severity);
        WriteOptional(writer, finding.Cause);
        WriteAll(writer, finding.Zonemaster, WriteText);
        WriteAll(writer, finding.Sources, WriteText);
        WriteOptional(writer, finding.Party);
        writer.Write(finding.IsInferred);
        WriteOptional(writer, finding.Shell);
        WriteOptional(writer, finding.Command);
    }

    private static void WriteProvider(BinaryWriter writer, Provider provider)
    {
        writer.Write(provider.Id);
        writer.Write(provider.Name);
        WriteAll(writer, provider.Ns, WriteText);
        WriteAll(writer, provider.Mx, WriteText);
        WriteOptional(writer, provider.Mail);
    }

    private static void WriteCode(BinaryWriter writer, Code code)
    {
        writer.Write(code.Id);
        WriteAll(writer, code.Ranges, (target, range) =>
        {
            target.Write((byte)range.Class);
            target.Write((ushort)range.Subject);
            target.Write((ushort)range.First);
            target.Write((ushort)range.Last);
        });
        WriteAll(writer, code.Texts, WriteText);
        WriteAll(writer, code.CommonTexts, WriteText);
        WriteAll(writer, code.Parties, WriteText);
        WriteAll(writer, code.Steps, WriteText);
        writer.Write(code.CodeAlone);
        writer.Write(code.TextAlone);
        writer.Write(code.Source);
        WriteAll(writer, code.Examples, WriteText);
    }

    private static void WriteReply(BinaryWriter writer, Reply reply, PhraseIndexBuilder index)
    {
        writer.Write(reply.Id);
        writer.Write(reply.Meaning);
        WriteOptional(writer, reply.System);
        WriteAll(writer, reply.Phrases, WriteText);
        WriteAll(writer, reply.Phrases, (target, phrase) => target.Write(index.NumberOf(phrase)));
        WriteAll(writer, reply.ReplyCodes, (target, code) => target.Write((ushort)code));
        WriteAll(writer, reply.StatusCodes, (target, code) =>
        {
            target.Write((byte)code.Item1);
            target.Write((ushort)code.Item2);
            target.Write((ushort)code.Item3);
        });
        writer.Write(reply.About);
        WriteOptional(writer, reply.Reason);
        WriteOptional(writer, reply.Permanent);
        writer.Write(reply.Source);
        WriteAll(writer, reply.Examples, WriteText);
    }

    private static void WriteCue(BinaryWriter writer, Cue cue)
    {
        writer.Write(cue.Reason);
        writer.Write((byte)cue.Weight);
        writer.Write((byte)(cue.Patterns.Length == 0 ? 1 : 0));
        WriteOptional(writer, cue.Permanent);
        WriteOptional(writer, cue.Advice);
        WriteAll(writer, cue.Hosts, WriteText);
        writer.WriteInts([.. cue.ReplyCodes.SelectMany(range => new[] { range.Item1, range.Item2 })]);
        writer.WriteInts([.. cue.StatusCodes.SelectMany(range => new[] { range.Item1, range.Item2 })]);
        WriteAll(writer, cue.Stages, WriteText);
    }

    /// <summary>With its length before it, so that a reader can leave it for later.</summary>
    private static void WriteSection(BinaryWriter writer, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var section = new BinaryWriter(stream, Encoding.UTF8);
        write(section);
        section.Flush();
        writer.Write((int)stream.Length);
        writer.Write(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteWords(BinaryWriter writer, KeyValuePair<string, SortedDictionary<string, string>> language)
    {
        writer.Write(language.Key);
        WriteSection(writer, target => WriteAll(target, [.. language.Value], (section, word) =>
        {
            section.Write(word.Key);
            section.Write(word.Value);
        }));
    }

    private static void WriteAll<T>(BinaryWriter writer, IReadOnlyList<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            write(writer, item);
        }
    }

    private static void WriteText(BinaryWriter writer, string text) => writer.Write(text);

    /// <summary>An absent text is written as an empty one; no text of the catalogue is empty.</summary>
    private static void WriteOptional(BinaryWriter writer, string? text) => writer.Write(text ?? "");
}
