namespace Recapito.Core;

/// <summary>Reads what <c>tools/CatalogueCompiler</c> wrote; the order of the fields is that of its <c>CompiledCatalogue</c>.</summary>
public sealed partial class Catalogue
{
    private static readonly Lazy<Catalogue> Loaded = new(LoadEmbedded);

    private static Catalogue LoadEmbedded()
    {
        // Not disposed: the catalogue reads its later sections from where the assembly lies in memory.
        var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(CatalogueFormat.ResourceName)
            ?? throw new InvalidOperationException("The compiled catalogue is not part of this build; build src/Recapito.Core again.");
        return stream is UnmanagedMemoryStream resource ? Load(new CatalogueBytes(new MappedBytes(resource).Memory)) : Load(stream);
    }

    /// <summary>Reads a compiled catalogue. A stream of another format or version gives <see cref="InvalidDataException"/>.</summary>
    internal static Catalogue Load(Stream stream)
    {
        var all = new byte[stream.Length];
        stream.ReadExactly(all);
        return Load(new CatalogueBytes(all));
    }

    private static Catalogue Load(CatalogueBytes bytes)
    {
        if (bytes.ReadInt32() != CatalogueFormat.Magic || bytes.ReadInt32() != CatalogueFormat.Version)
        {
            throw new InvalidDataException($"This is no compiled catalogue of version {CatalogueFormat.Version}; build src/Recapito.Core again.");
        }

        var reasons = bytes.ReadMap(ReadReason);
        var statuses = bytes.ReadAll(entry => (Code: entry.ReadString(), Reason: entry.ReadString(), Weight: (int)entry.ReadByte()));
        var causes = bytes.ReadSection();
        var findings = bytes.ReadSection();
        var replies = bytes.ReadAll(ReadReply);
        var phrases = new PhraseIndex(bytes);
        var cues = bytes.ReadSection();
        var words = bytes.ReadMap(language => language.ReadSection());
        var dialects = bytes.ReadSection();
        var providers = bytes.ReadSection();
        var codes = bytes.ReadSection();
        var forms = Array.ConvertAll(replies, reply => reply.Form);
        return new(forms)
        {
            formTable = new(phrases, forms, Array.ConvertAll(replies, reply => reply.Phrases)),
            reasonEntries = reasons,
            statusReasons = new(statuses),

            // Reading reports needs neither causes nor words, and words are needed in one language: each is read at its first use.
            causes = new(() => causes.ReadAll(ReadCause).ToDictionary(cause => cause.Id, StringComparer.Ordinal)),
            findings = new(() => findings.ReadAll(ReadFinding).ToDictionary(finding => finding.Id, StringComparer.Ordinal)),
            cues = new(() => new(cues)),
            dialects = new(() => new(dialects)),
            providers = new(() => providers.ReadAll(ReadProvider)),
            codes = new(() => new(codes.ReadAll(ReadCode))),
            words = words.ToDictionary(language => language.Key, language => new Lazy<Dictionary<string, string>>(() => language.Value.ReadMap(word => word.ReadString()))),
        };
    }

    private static ReasonEntry ReadReason(CatalogueBytes bytes) => new(bytes.ReadString(), bytes.ReadOptional(), PermanentOf(bytes.ReadOptional()), OptionalPartyOf(bytes.ReadOptional()));

    private static CauseEntry ReadCause(CatalogueBytes bytes) => new(
        bytes.ReadString(), bytes.ReadAll(entry => PartyOf(entry.ReadString())), bytes.ReadString(), bytes.ReadTexts(),
        bytes.ReadOptional(), bytes.ReadTexts(), bytes.ReadTexts());

    private static FindingEntry ReadFinding(CatalogueBytes bytes) => new(
        bytes.ReadString(), NamedOf<Subject>(bytes.ReadString()), NamedOf<Severity>(bytes.ReadString()), bytes.ReadOptional(), bytes.ReadTexts(), bytes.ReadTexts())
    {
        Party = OptionalPartyOf(bytes.ReadOptional()),
        IsInferred = bytes.ReadByte() != 0,
        Shell = bytes.ReadOptional() is { } shell ? NamedOf<ExchangeSide>(shell) : null,
        Command = bytes.ReadOptional(),
    };

    private static CodeEntry ReadCode(CatalogueBytes bytes) => new(
        bytes.ReadString(), bytes.ReadAll(range => new CodeRange(range.ReadByte(), range.ReadUInt16(), range.ReadUInt16(), range.ReadUInt16())), bytes.ReadTexts(), bytes.ReadTexts(),
        bytes.ReadAll(entry => PartyOf(entry.ReadString())), bytes.ReadTexts())
    {
        IsForCodeAlone = bytes.ReadByte() != 0,
        IsForTextAlone = bytes.ReadByte() != 0,
        Source = bytes.ReadString(),
        Examples = bytes.ReadTexts(),
    };

    private static ProviderEntry ReadProvider(CatalogueBytes bytes) => new(
        bytes.ReadString(), bytes.ReadString(), bytes.ReadTexts(), bytes.ReadTexts(), bytes.ReadOptional() is { } mail ? NamedOf<MailHosting>(mail) : null);

    private static T NamedOf<T>(string name)
        where T : struct, Enum =>
        Kebab.Parse<T>(name) ?? throw new InvalidDataException($"The compiled catalogue names an unknown {typeof(T).Name}, '{name}'.");

    private static (ReplyForm Form, int[] Phrases) ReadReply(CatalogueBytes bytes)
    {
        var (id, meaning, system) = (bytes.ReadString(), bytes.ReadString(), bytes.ReadOptional());
        var phrases = bytes.ReadTexts();
        var numbers = bytes.ReadAll(entry => entry.ReadInt32());
        var codes = bytes.ReadAll(entry => entry.ReadUInt16());
        var statuses = bytes.ReadAll(entry => new EnhancedStatusCode(entry.ReadByte(), entry.ReadUInt16(), entry.ReadUInt16()));
        var about = AboutOf(bytes.ReadString());
        var (reason, permanent) = (bytes.ReadOptional(), bytes.ReadOptional());
        var form = new ReplyForm(id, meaning, system, phrases, codes, statuses, about, bytes.ReadString(), bytes.ReadTexts())
        {
            Reason = reason,
            Permanent = PermanentOf(permanent),
        };
        return (form, numbers);
    }

    private static bool? PermanentOf(string? text) => text is null ? null : text == "true";

    private static Party? OptionalPartyOf(string? name) => name is null ? null : PartyOf(name);

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
        "domain" => RefusalAbout.Domain,
        _ => throw new InvalidDataException($"The compiled catalogue names an unknown subject of a refusal, '{name}'."),
    };
}
