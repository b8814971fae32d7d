using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

/// <summary>Who runs name servers or mail hosts for others; <paramref name="Mail"/> is absent where it runs no mail hosts.</summary>
internal sealed record Provider(string Id, string Name, string[] Ns, string[] Mx, string? Mail, string Source);

internal sealed partial class CatalogueSource
{
    private static readonly string[] MailKinds = ["mailboxes", "filter", "forwarding"];

    public List<Provider> Providers { get; } = [];

    private void ReadProvider(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, "id", "name", "ns", "mx", "mail", "source");
        var id = ReadId(file, entry, "provider");
        var (ns, mx) = (file.Texts(entry, "ns"), file.Texts(entry, "mx"));
        foreach (var name in ns.Concat(mx).Where(name => !IsEndOfHostName(name.Value ?? "")))
        {
            file.Fault(name, $"'{name.Value}' is no end of a host name, such as ns.cloudflare.com or awsdns-*.com");
        }

        var mail = ReadOneOf(file, entry, "mail", MailKinds);
        if (mx.Count > 0 != mail is not null)
        {
            file.Fault(entry, $"the provider '{id}' needs both 'mx' and 'mail' ({string.Join(", ", MailKinds)}), or neither");
        }

        if (ns.Count + mx.Count == 0)
        {
            file.Fault(entry, $"the provider '{id}' has neither 'ns' nor 'mx'");
        }

        Providers.Add(new(id, file.Required(entry, "name"), [.. ns.Select(name => name.Value ?? "")], [.. mx.Select(name => name.Value ?? "")], mail, file.Required(entry, "source")));
    }

    private static bool IsEndOfHostName(string text) =>
        text.Contains('.', StringComparison.Ordinal) && text.Split('.').All(label => label.Length > 0
            && (label.EndsWith('*') ? label[..^1] : label).All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'));
}
