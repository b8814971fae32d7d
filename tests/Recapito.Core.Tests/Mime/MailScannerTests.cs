using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Boundaries as mails have them; each mail is read with all three kinds of line ends.</summary>
public sealed class MailScannerTests
{
    private const string Mixed = "Content-Type: multipart/mixed; boundary=";
    private const string Message = "Content-Type: message/rfc822\n\n";

    /// <summary>The mail, and its parts: what stands in parentheses is inside of the part before it, a leaf is its text.</summary>
    public static TheoryData<string, string> Mails => new()
    {
        { "Subject: x\n\nwords\n", "[words]" },
        { $"{Mixed}b\n\n--b\n\none\n--b\n\ntwo\n--b--\n", "multipart/mixed([one][two])" },
        { $"{Mixed}b\n\npreamble\n--b\n\none\n--b--\nepilogue\n--b\n\nthree\n", "multipart/mixed([one])" },
        { $"{Mixed}b\n\n--b\n\none\n\n--b--\n", "multipart/mixed([one|])" },
        { $"{Mixed}b\n\n--b \t\n\none\n--b \n\ntwo\n--b-- \t\n", "multipart/mixed([one][two])" },
        { $"{Mixed}b\n\n--b\n\none\n--b\n\ntwo", "multipart/mixed([one][two])" },
        { $"{Mixed}b\n\n--b\n\none\n--b", "multipart/mixed([one][])" },
        { $"{Mixed}b\n\n--b\none line without a header end\n--b--\n", "multipart/mixed([one line without a header end])" },
        { $"{Mixed}b\n\n--b\n--b\n\ntwo\n--b--", "multipart/mixed([][two])" },
        { $"{Mixed}b\n\n--bb\n\none\n--b\n\ntwo\n--b--", "multipart/mixed([two])" },
        { $"{Mixed}b\n\n--b\n\none --b\n --b\n--b--\n", "multipart/mixed([one --b| --b])" },
        { $"{Mixed}b\n\n--b\n\none\n--b-- and on\n--b\n\ntwo\n", "multipart/mixed([one])" },
        { $"{Mixed}b\n\n--b\n{Mixed}bb\n\n--bb\n\none\n--bb--\n--b\n\ntwo\n--b--\n", "multipart/mixed(multipart/mixed([one])[two])" },
        { $"{Mixed}bb\n\n--bb\n{Mixed}b\n\n--b\n\none\n--b--\n--bb\n\ntwo\n--bb--\n", "multipart/mixed(multipart/mixed([one])[two])" },
        { $"{Mixed}b--b\n\n--b--b\n{Mixed}b\n\n--b\n\none\n--b--b\n\ntwo\n--b--b--\n", "multipart/mixed(multipart/mixed([one])[two])" },
        { $"{Mixed}a\n\n--a\n{Mixed}b\n\n--b\n\none\n--a\n\ntwo\n--a--\n", "multipart/mixed(multipart/mixed([one])[two])" },
        { $"{Mixed}a\n\n--a\n{Mixed}a\n\n--a\n\none\n--a--\n--a\n\ntwo\n--a--\n", "multipart/mixed(multipart/mixed([one])[two])" },
        { $"{Mixed}\"a b\"\n\n--a b\n\none\n--a b--\n", "multipart/mixed([one])" },
        { $"{Mixed}b\n\n--b\n{Message}Subject: x\n\none\n--b\n\ntwo\n--b--\n", "multipart/mixed(message/rfc822([one])[two])" },
        { $"{Mixed}b\n\n--b\n{Message}{Mixed}c\n\n--c\n\none\n--c--\n\n--b--\n", "multipart/mixed(message/rfc822(multipart/mixed([one])))" },
        { $"{Mixed}b\n\n--b\n{Message}{Mixed}c\n\n--c\n\none\n--b\n\ntwo\n--b--\n", "multipart/mixed(message/rfc822(multipart/mixed([one]))[two])" },
        { $"{Mixed}b\n\n--b\n{Message}--b--\n", "multipart/mixed(message/rfc822([]))" },
        { $"{Message}{Message}Subject: x\n\none\n", "message/rfc822(message/rfc822([one]))" },
        { $"{Mixed}b\n\nno boundary at all\n", "[no boundary at all]" },
        { $"{Mixed}\"b\n c\"\n\n--b\n c\nContent-Type: text/plain\n\none\n--b\n c--\n", "multipart/mixed([one])" },
        { "Content-Type: multipart/mixed\n\n--right\nContent-Type: text/plain\n\none\n--right--\n", "multipart/mixed([one])" },
        { $"{Mixed}wrong\n\n--right\nContent-Type: text/plain\n\none\n--right--\n", "multipart/mixed([one])" },
        { "Content-Type: multipart/mixed; boundary*0=\"ri\";\n boundary*1=\"ght\"\n\n--right\nContent-Type: text/plain\n\none\n--right--\n", "multipart/mixed([one])" },
        { $"{Mixed}b\n\n--b\nContent-Type: multipart/mixed; boundary*0=\"ri\"; boundary*1=\"ght\"\n\n--right\nContent-Type: text/plain\n\none\n--right--\n--b--\n", "multipart/mixed(multipart/mixed([one]))" },
        { $"{Mixed}b\n\n--b\n{Mixed}\"\"\n\none\n--b--\n", "multipart/mixed([one])" },
    };

    [Theory, MemberData(nameof(Mails))]
    public void Boundaries_part_a_mail(string mail, string parts)
    {
        Assert.Equal(parts, Parts(mail, "\n"));
        Assert.Equal(parts, Parts(mail, "\r\n"));
        Assert.Equal(parts, Parts(mail, "\r"));
    }

    [Fact]
    public void A_tree_stops_at_its_bounds()
    {
        var wide = MailScanner.Scan(Encoding.Latin1.GetBytes($"{Mixed}b\n\n{string.Concat(Enumerable.Repeat("--b\n\nx\n", MailTree.MostParts + 10))}"));
        Assert.Equal(MailTree.MostParts, wide.Count);
        Assert.True(wide.CutAt > 0);
        var deep = MailScanner.Scan(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(Message, MailTree.DeepestPart + 10))));
        Assert.Equal(MailTree.DeepestPart + 1, deep.Count);
        Assert.True(deep.CutAt > 0);
    }

    private static string Parts(string mail, string lineEnd)
    {
        var bytes = DsnReader.WithLineFeeds(Encoding.Latin1.GetBytes(mail.Replace("\n", lineEnd, StringComparison.Ordinal)));
        var tree = MailScanner.Scan(bytes);
        return Of(bytes, tree, 0);
    }

    private static string Of(ReadOnlySpan<byte> mail, MailTree tree, int part)
    {
        if (tree[part].Kind is not (PartKind.Multipart or PartKind.Message))
        {
            var text = Encoding.Latin1.GetString(PartContent.Of(mail, tree[part], 1000)).Replace("\r", "", StringComparison.Ordinal);
            return $"[{(part == 0 || tree[part].End == mail.Length ? text.TrimEnd('\n') : text).Replace('\n', '|')}]";
        }

        var inside = new StringBuilder(Encoding.Latin1.GetString(tree[part].Type.Of(mail))).Append('(');
        for (var child = part + 1; child < tree.Count; child++)
        {
            inside.Append(tree[child].Parent == part ? Of(mail, tree, child) : "");
        }

        return inside.Append(')').ToString();
    }
}
