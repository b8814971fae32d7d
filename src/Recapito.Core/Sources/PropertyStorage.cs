using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>The properties of one object of an Outlook message: the message itself, a recipient or an attachment ([MS-OXMSG] §2.1 to §2.4).</summary>
internal sealed class PropertyStorage
{
    /// <summary>Bytes before the entries of a property stream ([MS-OXMSG] §2.4.1): the message of the file.</summary>
    internal const int HeaderOfMessage = 32;

    /// <summary>The same for an embedded message.</summary>
    internal const int HeaderOfEmbeddedMessage = 24;

    /// <summary>The same for recipients and attachments.</summary>
    internal const int HeaderOfOthers = 8;

    private const int LongestPropertyStream = 1 << 20;

    /// <summary>Longer texts are cut; bodies and attachments have limits of their own.</summary>
    private const int LongestText = 1 << 20;

    private readonly CompoundFile file;
    private readonly CompoundNode node;
    private readonly Dictionary<uint, ulong> values = [];

    internal PropertyStorage(CompoundFile file, CompoundNode node, int header, int? codePage = null)
    {
        (this.file, this.node) = (file, node);
        if (node.Children.GetValueOrDefault("__properties_version1.0") is { IsStorage: false } stream)
        {
            var entries = file.Read(stream, LongestPropertyStream);
            for (var at = header; at + 16 <= entries.Length; at += 16)
            {
                values.TryAdd(BinaryPrimitives.ReadUInt32LittleEndian(entries.AsSpan(at)), BinaryPrimitives.ReadUInt64LittleEndian(entries.AsSpan(at + 8)));
            }
        }

        CodePage = Integer(PropertyTag.MessageCodePage) ?? Integer(PropertyTag.InternetCodePage) ?? codePage ?? 0;
    }

    /// <summary>Of texts that are not Unicode (PidTagMessageCodepage, else PidTagInternetCodepage, else that of the object around it); 0 where nobody says.</summary>
    internal int CodePage { get; }

    /// <summary>PtypInteger32 or PtypInteger16.</summary>
    internal int? Integer(ushort id) => values.TryGetValue(Tag(id, 0x0003), out var value) ? (int)value
        : values.TryGetValue(Tag(id, 0x0002), out value) ? (short)value
        : null;

    /// <summary>PtypTime: hundreds of nanoseconds since 1601, in UTC.</summary>
    internal DateTimeOffset? Time(ushort id) =>
        values.TryGetValue(Tag(id, 0x0040), out var value) && value > 0 && value <= (ulong)DateTime.MaxValue.ToFileTimeUtc()
            ? new DateTimeOffset(DateTime.FromFileTimeUtc((long)value))
            : null;

    /// <summary>PtypString or PtypString8, without closing zeros; null where it is absent or empty.</summary>
    internal string? Text(ushort id, int limit = LongestText)
    {
        var text = Stream(id, "001F") is { } wide ? Wide(file.Read(wide, limit))
            : Stream(id, "001E") is { } narrow ? CodePages.Decode(file.Read(narrow, limit), CodePage)
            : "";
        text = text.TrimEnd('\0');
        return text.Length == 0 ? null : text;
    }

    /// <summary>PtypBinary, at most so many bytes.</summary>
    internal byte[]? Binary(ushort id, int limit) => Stream(id, "0102") is { } stream ? file.Read(stream, limit) : null;

    /// <summary>How long a PtypBinary is.</summary>
    internal long Length(ushort id) => Stream(id, "0102")?.Size ?? 0;

    /// <summary>PtypObject: the storage of an embedded message.</summary>
    internal CompoundNode? Object(ushort id) => node.Children.GetValueOrDefault(NameOf(id, "000D")) is { IsStorage: true } storage ? storage : null;

    /// <summary>The storages of a kind ("__recip_version1.0_", "__attach_version1.0_") in the order of their numbers.</summary>
    internal IEnumerable<CompoundNode> Storages(string prefix) => node.Children.Values
        .Where(child => child.IsStorage && child.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        .OrderBy(child => child.Name, StringComparer.OrdinalIgnoreCase);

    private static uint Tag(ushort id, ushort type) => ((uint)id << 16) | type;

    private static string NameOf(ushort id, string type) => string.Create(CultureInfo.InvariantCulture, $"__substg1.0_{id:X4}{type}");

    private CompoundNode? Stream(ushort id, string type) => node.Children.GetValueOrDefault(NameOf(id, type)) is { IsStorage: false } stream ? stream : null;

    /// <summary>
    /// Some writers put single bytes where UTF-16 belongs, above all in the text of reports. No text of sixteen bytes in UTF-16 has a
    /// letter or a sign of ASCII in every byte.
    /// </summary>
    private static string Wide(byte[] bytes)
    {
        var isNarrow = bytes.Length >= 16 && Array.TrueForAll(bytes, value => value is (>= 0x20 and < 0x7F) or (byte)'\r' or (byte)'\n' or (byte)'\t');
        return isNarrow ? Encoding.ASCII.GetString(bytes) : Encoding.Unicode.GetString(bytes, 0, bytes.Length & ~1);
    }
}
