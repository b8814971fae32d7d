using System.Text.Json;

namespace Recapito.Core;

/// <summary>Puts pseudonyms in the place of all local parts.</summary>
internal sealed class Redactor(CaseKey key, WordText words) : EvidenceRewriter
{
    protected override string Addresses(string text) => AddressSpans.Map(text, OfAddress);

    // Within an object's values "@" without a domain is none of an address.
    protected override string Sentence(string text) =>
        words.Map(AddressSpans.Map(text, OfAddress, local => Pseudonyms.Stays(local) ? null : key.Word(local.ToLowerInvariant())));

    // The folders of a file name the account of who works there.
    protected override string Source(string text) => Sentence(text[(text.LastIndexOfAny(['/', '\\']) + 1)..]);

    protected override IReadOnlyList<string> Lines(SmtpReply reply)
    {
        IReadOnlyList<string> plain = [.. reply.Lines.Select(Addresses)];
        IReadOnlyList<string> hidden = [.. plain.Select(Sentence)];

        // An address such as "access@…" must not turn "Access denied" into another reply: there the word is not the address.
        return Form(hidden) == Form(plain) ? hidden : plain;

        string? Form(IReadOnlyList<string> lines) => Catalogue.Default.FormOf(reply with { Lines = lines })?.Id;
    }

    protected override IReadOnlyList<string> Property(ExchangeObjectKind kind, string name, IReadOnlyList<string> values) =>
        [.. values.SelectMany(value => ObjectText.Redact(kind, name, value, Addresses, Opaque))];

    // A certificate is what a server shows to everybody; one that names a person or an address goes, as nobody can read that in base64.
    protected override bool LeavesOut(JsonProperty member) => member.Name is "chain" && !IsOfServers(member.Value);

    private static bool IsOfServers(JsonElement chain)
    {
        List<string> all = [.. chain.EnumerateArray().Select(item => item.GetString() ?? "")];
        var read = CertificateView.Chain(all);
        return read.Count == all.Count && !read.Any(certificate => certificate.NamesPerson);
    }

    // People's words.
    protected override bool LeavesOutOfTrace(string property) => property is "subject" or "details.data" or "details.description";

    private string? OfAddress(string local, string domain) => Pseudonyms.Stays(local) ? null : key.Address(Names.CanonicalAddress($"{local}@{domain}"));

    private string Opaque(string value) => Pseudonyms.IsValue(value) ? value : key.Opaque(value);
}

/// <summary>Puts addresses that somebody has in hand in the place of their pseudonyms.</summary>
internal sealed class Restorer(IReadOnlyDictionary<string, string> addresses, WordText words) : EvidenceRewriter
{
    protected override string Addresses(string text) => AddressSpans.Map(text, (local, domain) => addresses.GetValueOrDefault($"{local}@{Names.Canonical(domain)}"));

    protected override string Sentence(string text) => words.Map(Addresses(text));

    protected override string Source(string text) => Sentence(text);

    protected override IReadOnlyList<string> Lines(SmtpReply reply) => [.. reply.Lines.Select(Sentence)];

    protected override IReadOnlyList<string> Property(ExchangeObjectKind kind, string name, IReadOnlyList<string> values) => [.. values.Select(Addresses)];

    protected override bool LeavesOut(JsonProperty member) => false;

    protected override bool LeavesOutOfTrace(string property) => false;
}
