using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// From a value of an export to the flat list of texts that an <see cref="ExchangeObject"/> keeps. What cannot be told is null, which is not the same as
/// empty: nobody knows what stood there.
/// </summary>
/// <param name="budget">How many texts may come out of one file: references could name one list again and again.</param>
internal sealed class ExportValues(long budget)
{
    private const int DeepestValue = 8;

    private static readonly string[] TypeNames = ["System.Collections.", "System.Object", "System.String[]", "System.Management.Automation.", "Microsoft.Exchange.", "Deserialized."];

    private long left = budget;

    /// <summary>The texts; empty where the value is null; null where it is unknown.</summary>
    public IReadOnlyList<string>? Texts(ExportNode node)
    {
        var texts = new List<string>();
        return Add(node, texts, 0) ? texts : null;
    }

    /// <summary>True for what PowerShell writes in place of a value that lies deeper than its -Depth: a type's name, or "@{Name=…}".</summary>
    public static bool IsRunOut(string text) =>
        (text.StartsWith("@{", StringComparison.Ordinal) && text.EndsWith('}'))
        || (TypeNames.Any(name => text.StartsWith(name, StringComparison.Ordinal)) && !text.Contains('@', StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal));

    private bool Add(ExportNode node, List<string> texts, int depth)
    {
        if (depth > DeepestValue || --left < 0)
        {
            return false;
        }

        switch (node.Kind)
        {
            case ExportNodeKind.Null:
                return true;
            case ExportNodeKind.Text:
                texts.Add(node.Text ?? "");
                return !IsRunOut(node.Text ?? "");
            case ExportNodeKind.List:
                return AddAll(node.Items, texts, depth);
            case ExportNodeKind.Object:
                return AddObject(node, texts, depth);
            default:
                return false;
        }
    }

    private bool AddAll(List<ExportNode> items, List<string> texts, int depth)
    {
        foreach (var item in items)
        {
            if (!Add(item, texts, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private bool AddObject(ExportNode node, List<string> texts, int depth)
    {
        // Windows PowerShell 5.1: {"value": 1, "Value": "Running"} is an enumeration of a remote machine, {"value": […], "Count": 2} a list.
        if (node.Exact("Value") is { Kind: ExportNodeKind.Text } spelt && node.Exact("value") is not null)
        {
            return Add(spelt, texts, depth + 1);
        }

        if (node.Exact("value") is { } wrapped)
        {
            return Add(wrapped, texts, depth + 1);
        }

        if (node.Items.Count > 0 || IsList(node))
        {
            return AddAll(node.Items, texts, depth);
        }

        if (node.Text is { } said && !IsRunOut(said) && said.Length > 0)
        {
            texts.Add(said);
            return true;
        }

        return Known(node, depth) is { } known && Take(texts, known);
    }

    private static bool Take(List<string> texts, string text)
    {
        texts.Add(text);
        return true;
    }

    // An empty list has its types only: no element, no ToString.
    private static bool IsList(ExportNode node) => node.Members.All(member => member.Key is "Capacity" or "Count" or "IsReadOnly" or "IsFixedSize")
        && node.Types.Any(type => type.Contains("Collection", StringComparison.Ordinal) || type.Contains("MultiValuedProperty", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal));

    private string? One(ExportNode node, string member, int depth)
    {
        var texts = new List<string>();
        return node[member] is { } value && Add(value, texts, depth + 1) && texts is [var one] && one.Length > 0 ? one : null;
    }

    /// <summary>The text that the types of Exchange give themselves, made of their members; null for a type that is not known.</summary>
    private string? Known(ExportNode node, int depth)
    {
        string? Of(string member) => One(node, member, depth);
        return node switch
        {
            _ when Of("IsUnlimited") is { } unlimited => unlimited == bool.TrueString ? "Unlimited" : Of("Value"),
            _ when node["CertificateSubject"] is not null && node["CertificateIssuer"] is not null => Of("CertificateIssuer") is { } issuer && Of("CertificateSubject") is { } subject ? $"<I>{issuer}<S>{subject}" : null,
            _ when Of("ProxyAddressString") is { } address => address,
            _ when Of("PrefixString") is { } prefix && Of("AddressString") is { } bare => $"{prefix}:{bare}",
            _ when Of("IPAddressToString") is { } address => address,
            _ when node["Cost"] is not null => (Of("Address") ?? KnownName(node, depth)) is { } space && Of("Cost") is { } cost ? $"{Of("Type") ?? "SMTP"}:{space};{cost}" : null,
            _ when node["Port"] is not null => Of("Address") is { } address && Of("Port") is { } port ? $"{address}:{port}" : null,
            _ when node["IsIPAddress"] is not null => Of("IsIPAddress") == bool.TrueString ? Of("Address") : Of("Domain"),
            _ when node["LowerBound"] is not null => Of("LowerBound") is { } lower && Of("UpperBound") is { } upper ? $"{lower}-{upper}" : null,
            _ => KnownName(node, depth),
        };
    }

    private string? KnownName(ExportNode node, int depth)
    {
        string? Of(string member) => One(node, member, depth);
        return node switch
        {
            // The numbers of the capabilities are not published.
            _ when node["Capabilities"] is not null => Of("Domain") is { } domain && Of("Capabilities") is { } what && !char.IsAsciiDigit(what[0]) ? $"{domain}:{what}" : null,
            _ when node["AutoDiscover"] is not null => Of("Domain") is { } domain ? (Of("AutoDiscover") == bool.TrueString ? "autod:" : "") + domain : null,
            _ when Of("IsStar") == bool.TrueString => "*",
            _ when Of("Address") is { } pattern && pattern.StartsWith("*.", StringComparison.Ordinal) => pattern,
            _ when Of("IncludeSubDomains") == bool.TrueString => Of("Domain") is { } domain ? "*." + domain : null,
            _ when node["Local"] is not null => Of("Address") ?? (Of("Local") is { } local && Of("Domain") is { } domain ? $"{local}@{domain}" : null),
            _ when Of("DistinguishedName") is { } name => Of("Name") ?? name,
            _ when Of("Ticks") is { } ticks && long.TryParse(ticks, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => TimeSpan.FromTicks(number).ToString("c", CultureInfo.InvariantCulture),
            _ => Of("Domain") ?? Of("Value"),
        };
    }
}
