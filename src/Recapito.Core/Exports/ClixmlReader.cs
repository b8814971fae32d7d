using System.Globalization;
using System.Xml;

namespace Recapito.Core;

/// <summary>
/// Reads what Export-Clixml wrote (Microsoft: MS-PSRP 2.2.5, "Serialization"). No document type, no entity, no resolver: the file can neither make the reader
/// grow nor make it ask anybody.
/// </summary>
internal sealed class ClixmlReader
{
    private const string Namespace = "http://schemas.microsoft.com/powershell/2004/04";

    private readonly XmlReader xml;
    private readonly string file;
    private readonly ExportRemarks remarks;
    private readonly Dictionary<string, ExportNode> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> types = new(StringComparer.Ordinal);

    private ClixmlReader(XmlReader xml, string file, ExportRemarks remarks) => (this.xml, this.file, this.remarks) = (xml, file, remarks);

    private ExportPlace Place => xml is IXmlLineInfo at && at.HasLineInfo() ? new(at.LineNumber, at.LinePosition) : new(1, 1);

    /// <summary>The objects at the top.</summary>
    /// <exception cref="ExchangeExportException">It is no CliXML.</exception>
    public static IReadOnlyList<ExportNode> Read(string text, string file, ExportRemarks remarks)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        using var xml = XmlReader.Create(new StringReader(text), settings);
        try
        {
            return new ClixmlReader(xml, file, remarks).Top();
        }
        catch (XmlException wrong)
        {
            throw new ExchangeExportException(file, Math.Max(1, wrong.LineNumber), Math.Max(1, wrong.LinePosition), "this is not XML as Export-Clixml writes it: " + Brief(wrong.Message), "Export again; the file may be cut off or changed.");
        }
    }

    private List<ExportNode> Top()
    {
        xml.MoveToContent();
        if (xml.LocalName != "Objs" || xml.NamespaceURI != Namespace)
        {
            throw Wrong($"expected <Objs xmlns=\"{Namespace}\">, found <{SafeText.Escape(xml.LocalName)}>", "Only XML of Export-Clixml is read.");
        }

        var top = new List<ExportNode>();
        Children(() => top.Add(Value()));
        xml.MoveToContent();
        return top;
    }

    /// <summary>Calls for each child element; the callee reads past it. Ends behind the element.</summary>
    private void Children(Action each)
    {
        if (xml.Depth > ExchangeExportReader.DeepestNest)
        {
            throw Wrong($"elements stand more than {ExchangeExportReader.DeepestNest} deep in one another", "Export again with a smaller -Depth.");
        }

        if (xml.IsEmptyElement)
        {
            xml.Read();
            return;
        }

        xml.Read();
        while (xml.MoveToContent() is not XmlNodeType.EndElement)
        {
            if (xml.NodeType is not XmlNodeType.Element)
            {
                throw Wrong("expected an element, found a text", "Export again.");
            }

            each();
        }

        xml.Read();
    }

    private ExportNode Value()
    {
        var place = Place;
        switch (xml.LocalName)
        {
            case "Obj":
                return Object(place);
            case "Ref":
                return Reference(place);
            case "Nil":
                xml.Skip();
                return new(ExportNodeKind.Null, place);
            case "S" or "URI" or "XD" or "SBK":
                return ExportNode.OfText(ClixmlText.Unescape(xml.ReadElementContentAsString()), place);
            case "B":
                return ExportNode.OfText(xml.ReadElementContentAsString().Trim() switch { "true" => bool.TrueString, "false" => bool.FalseString, var other => other }, place);
            case "C":
                return Character(place);
            case "I16" or "I32" or "I64" or "U16" or "U32" or "U64" or "I8" or "By" or "SB" or "U8" or "Db" or "Sg" or "D" or "DT" or "TS" or "G" or "Version":
                return ExportNode.OfText(xml.ReadElementContentAsString().Trim(), place);
            case "BA" or "SS" or "PR":
                return PassOver(place, $"<{xml.LocalName}> is passed over: it holds bytes, a secret or a progress report");
            default:
                remarks.AddOnce(place, $"<{SafeText.Escape(xml.LocalName)}> is no element of Export-Clixml that is known; the value is unknown");
                return PassOver(place, "an element that is not known");
        }
    }

    private ExportNode PassOver(ExportPlace place, string what)
    {
        xml.Skip();
        return ExportNode.Unknown(what, place);
    }

    private ExportNode Character(ExportPlace place)
    {
        var text = xml.ReadElementContentAsString().Trim();
        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? ExportNode.OfText(((char)code).ToString(), place) : ExportNode.Unknown("a character that is no number", place);
    }

    private ExportNode Reference(ExportPlace place)
    {
        var id = xml.GetAttribute("RefId") ?? "";
        xml.Skip();
        if (objects.TryGetValue(id, out var node))
        {
            return node;
        }

        remarks.AddOnce(place, "a <Ref> to an object that does not stand before it; the value is unknown");
        return ExportNode.Unknown("a reference to nothing", place);
    }

    private ExportNode Object(ExportPlace place)
    {
        var node = new ExportNode(ExportNodeKind.Object, place);
        if (xml.GetAttribute("RefId") is { } id)
        {
            objects[id] = node;
        }

        ExportNode? plain = null;
        Children(() => plain = Part(node) ?? plain);
        if (plain is not null)
        {
            TakePlain(node, plain);
        }

        return node;
    }

    /// <summary>A part of an object; gives the plain value that it is made of, where it is that.</summary>
    private ExportNode? Part(ExportNode node)
    {
        switch (xml.LocalName)
        {
            case "TN":
                node.Types = TypeNames();
                return null;
            case "TNRef":
                node.Types = types.GetValueOrDefault(xml.GetAttribute("RefId") ?? "", []);
                xml.Skip();
                return null;
            case "ToString":
                node.Text = ClixmlText.Unescape(xml.ReadElementContentAsString());
                return null;
            case "Props" or "MS":
                Children(() => Member(node));
                return null;
            case "LST" or "IE" or "STK" or "QUE":
                Children(() => node.Items.Add(Value()));
                return null;
            case "DCT":
                Children(() => Entry(node));
                return null;
            default:
                return Value();
        }
    }

    private List<string> TypeNames()
    {
        var names = new List<string>();
        if (xml.GetAttribute("RefId") is { } id)
        {
            types[id] = names;
        }

        Children(() => names.Add(ClixmlText.Unescape(xml.ReadElementContentAsString())));
        return names;
    }

    private void Member(ExportNode node)
    {
        var name = ClixmlText.Unescape(xml.GetAttribute("N") ?? "");
        node.Members.Add(new(name, Value()));
    }

    private void Entry(ExportNode node)
    {
        ExportNode? key = null;
        ExportNode? value = null;
        Children(() => _ = xml.GetAttribute("N") == "Key" ? key = Value() : value = Value());
        if (key is { Kind: ExportNodeKind.Text, Text: { } name } && value is not null)
        {
            node.Members.Add(new(name, value));
        }
        else
        {
            remarks.AddOnce(node.Place, "an entry of a dictionary whose key is no text is passed over");
        }
    }

    /// <summary>A text with properties attached, an enumeration's value (a number with its ToString), a structure with a number in it.</summary>
    private static void TakePlain(ExportNode node, ExportNode plain)
    {
        var isNumber = plain.Kind is ExportNodeKind.Text && long.TryParse(plain.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        node.Text = isNumber && !string.IsNullOrEmpty(node.Text) ? node.Text : plain.Text;
        node.Kind = plain.Kind is ExportNodeKind.Text or ExportNodeKind.Null or ExportNodeKind.Unknown ? plain.Kind : ExportNodeKind.Object;
    }

    private ExchangeExportException Wrong(string problem, string remedy) => new(file, Place.Line, Place.Column, problem, remedy);

    // The reader's own message repeats the place at its end.
    private static string Brief(string message)
    {
        var place = message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return SafeText.Escape((place < 0 ? message : message[..place]).TrimEnd('.'));
    }
}
