using System.Text;

namespace Recapito.Core;

/// <summary>Reads what <c>tools/CatalogueCompiler</c> wrote; the order of the fields is that of its <c>CompiledCatalogue</c>.</summary>
public sealed partial class Catalogue
{
    private static readonly Lazy<Catalogue> Loaded = new(LoadEmbedded);

    private static Catalogue LoadEmbedded()
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(CatalogueFormat.ResourceName)
            ?? throw new InvalidOperationException("The compiled catalogue is not part of this build; build src/Recapito.Core again.");
        return Load(stream);
    }

    /// <summary>Reads a compiled catalogue. A stream of another format or version gives <see cref="InvalidDataException"/>.</summary>
    internal static Catalogue Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (reader.ReadUInt32() != CatalogueFormat.Magic || reader.ReadInt32() != CatalogueFormat.Version)
        {
            throw new InvalidDataException($"This is no compiled catalogue of version {CatalogueFormat.Version}; build src/Recapito.Core again.");
        }

        // Arguments of an object initializer are evaluated in the order in which they stand, which is that of the file.
        var advice = ReadMap(reader, entry => entry.ReadString());
        var statuses = ReadAll(reader, entry => (Code: entry.ReadString(), Reason: entry.ReadString()));
        var causes = ReadAll(reader, ReadCause).ToDictionary(cause => cause.Id, StringComparer.Ordinal);
        var replies = ReadAll(reader, ReadReply);
        return new()
        {
            Causes = causes,
            ReplyForms = Array.ConvertAll(replies, reply => reply.Form),
            phrasesOfForms = Array.ConvertAll(replies, reply => reply.Phrases),
            automaton = PhraseAutomaton.Read(reader),
            adviceOfReasons = advice,
            reasonsOfStatuses = statuses,
            Words = ReadMap(reader, IReadOnlyDictionary<string, string> (language) => ReadMap(language, word => word.ReadString())),
            Dialects = DialectTable.Read(reader),
        };
    }

    private static CauseEntry ReadCause(BinaryReader reader) => new(
        reader.ReadString(), ReadAll(reader, entry => PartyOf(entry.ReadString())), reader.ReadString(), ReadTexts(reader),
        ReadOptional(reader), ReadTexts(reader), ReadTexts(reader));

    private static (ReplyForm Form, int[] Phrases) ReadReply(BinaryReader reader)
    {
        var (id, meaning, system) = (reader.ReadString(), reader.ReadString(), ReadOptional(reader));
        var phrases = ReadTexts(reader);
        var numbers = ReadAll(reader, entry => entry.ReadInt32());
        var codes = ReadAll(reader, entry => (int)entry.ReadUInt16());
        var statuses = ReadAll(reader, entry => new EnhancedStatusCode(entry.ReadByte(), entry.ReadUInt16(), entry.ReadUInt16()));
        var about = AboutOf(reader.ReadString());
        var (reason, permanent) = (ReadOptional(reader), ReadOptional(reader));
        var form = new ReplyForm(id, meaning, system, phrases, codes, statuses, about, reader.ReadString(), ReadTexts(reader))
        {
            Reason = reason,
            Permanent = permanent is null ? null : permanent == "true",
        };
        return (form, numbers);
    }

    private static Party PartyOf(string name) => name switch
    {
        "sender" => Party.Sender,
        "senders-admin" => Party.SendersAdmin,
        "recipients-admin" => Party.RecipientsAdmin,
        "dns-host" => Party.DnsHost,
        "microsoft" => Party.Microsoft,
        "nobody" => Party.Nobody,
        _ => throw new InvalidDataException($"The compiled catalogue names an unknown party, '{name}'."),
    };

    private static RefusalAbout AboutOf(string name) => name switch
    {
        "recipient" => RefusalAbout.Recipient,
        "client" => RefusalAbout.Client,
        "sender" => RefusalAbout.Sender,
        _ => throw new InvalidDataException($"The compiled catalogue names an unknown subject of a refusal, '{name}'."),
    };

    private static string[] ReadTexts(BinaryReader reader) => ReadAll(reader, entry => entry.ReadString());

    private static string? ReadOptional(BinaryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;

    private static T[] ReadAll<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var items = new T[reader.ReadInt32()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(reader);
        }

        return items;
    }

    private static Dictionary<string, T> ReadMap<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var count = reader.ReadInt32();
        var map = new Dictionary<string, T>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            map.Add(reader.ReadString(), read(reader));
        }

        return map;
    }
}
