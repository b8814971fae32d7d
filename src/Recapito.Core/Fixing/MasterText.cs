using System.Globalization;

namespace Recapito.Core;

/// <summary>RDATA as a master file has it (RFC 1035 §5.1): absolute names end with a dot there, and without one in <see cref="DnsRecord.Data"/>.</summary>
internal static class MasterText
{
    /// <summary>As a master file has it.</summary>
    public static string Write(RrType type, string data) => EndsWithName(type) && !data.EndsWith('.') ? data + "." : data;

    /// <summary>A line of a master file.</summary>
    public static string Line(string owner, RrType type, uint ttl, string data) =>
        string.Create(CultureInfo.InvariantCulture, $"{owner}. {ttl} IN {ObservationJson.TypeName(type)} {Write(type, data)}");

    /// <summary>From a master file's form; null where it is not of the type's form. A name without a dot at its end counts as absolute.</summary>
    public static string? Read(RrType type, string text)
    {
        var data = string.Join(' ', text.Trim().Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        data = type is RrType.Txt or RrType.Caa ? text.Trim() : data;
        if (EndsWithName(type))
        {
            data = (data.Length > 1 && data.EndsWith('.') && !data.EndsWith(" .", StringComparison.Ordinal) ? data[..^1] : data).ToLowerInvariant();
        }

        return RecordWire.Rdata(type, data) is null ? null : data;
    }

    private static bool EndsWithName(RrType type) => type is RrType.Mx or RrType.Cname or RrType.Srv or RrType.Ptr;
}
