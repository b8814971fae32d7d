using System.Text;
using Microsoft.Net.Http.Headers;
using Recapito.Input;

namespace Recapito.Web;

/// <summary>A mail that was handed in.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Mail">The mail.</param>
/// <param name="KnownGood">Addresses that its holder says exist.</param>
internal sealed record Intake(string Name, byte[] Mail, IReadOnlyList<string> KnownGood)
{
    /// <summary>Name of the form's file, of the parameter with addresses, and of that with whom a bare reply is about.</summary>
    public const string FileField = "mail", GoodField = "knownGood", RecipientField = "recipient";

    /// <summary>Addresses that may be said to exist: one is enough, and each is kept and judged with.</summary>
    internal const int MostKnownGood = 20;

    // Of a file; what follows tells nobody anything.
    private const int LongestName = 200;

    private const string FormType = "multipart/form-data";
    private const string TextType = "text/plain";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["message/rfc822"] = "bounce.eml",
        ["message/global"] = "bounce.eml",
        ["application/vnd.ms-outlook"] = "bounce.msg",
        [TextType] = "bounce.txt",
    };

    /// <summary>Types that are taken.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Names.Keys, FormType];

    /// <summary>Reads a request.</summary>
    /// <returns>The mail, or what is wrong.</returns>
    public static async Task<(Intake? Taken, IResult? Refused)> ReadAsync(HttpRequest request)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        var name = type?.MediaType.Value ?? "";
        return name.Equals(FormType, StringComparison.OrdinalIgnoreCase) ? await OfFormAsync(request).ConfigureAwait(false)
            : Names.TryGetValue(name, out var file) ? Checked(file, InUtf8(await BytesOf(request.Body, request.HttpContext.RequestAborted).ConfigureAwait(false), type!), request.Query[GoodField], request.Query[RecipientField])
            : (null, ApiProblem.UnsupportedType.Answer($"{(name.Length > 0 ? SafeText.Escape(name) : "A body without Content-Type")} is not taken; expected {string.Join(", ", Types)}. With curl: -H 'Content-Type: message/rfc822' --data-binary @bounce.eml."));
    }

    private static async Task<(Intake? Taken, IResult? Refused)> OfFormAsync(HttpRequest request)
    {
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (form.Files.GetFile(FileField) is not { } file)
            {
                return (null, ApiProblem.NothingHandedIn.Answer($"The form has no file \"{FileField}\"."));
            }

            return Checked(Path.GetFileName(file.FileName), await BytesOf(file, request.HttpContext.RequestAborted).ConfigureAwait(false), [.. request.Query[GoodField], .. form[GoodField]], [.. request.Query[RecipientField], .. form[RecipientField]]);
        }
        catch (InvalidDataException e)
        {
            return (null, ApiProblem.BadBody.Answer($"The form cannot be read (RFC 7578): {SafeText.Escape(e.Message)}"));
        }
    }

    /// <summary>What was handed in with what stands beside it, read the same way on the page and in the API.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="knownGood">Addresses that exist, several with blanks, commas or semicolons between.</param>
    /// <param name="recipient">Whom a bare reply is about; it counts only where the reply does not say so itself.</param>
    /// <returns>The mail, or the field with what is no address in it; with null, where there are too many of them.</returns>
    public static (Intake? Taken, (string Field, string? Given)? Wrong) Of(string name, byte[] mail, IEnumerable<string?> knownGood, string? recipient)
    {
        var about = recipient?.Trim() ?? "";
        var good = knownGood.SelectMany(text => (text ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return good.Count > MostKnownGood ? (null, (GoodField, null))
            : good.Find(address => !Core.Names.IsAddress(address)) is { } wrong ? (null, (GoodField, wrong))
            : about.Length > 0 && !Core.Names.IsAddress(about) ? (null, (RecipientField, about))
            : (new(name.Length > LongestName ? name[..LongestName] : name, about.Length > 0 ? PastedReply.About(mail, about) : mail, good), null);
    }

    /// <summary>True where nothing, or nothing but blanks, was handed in.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> mail) => mail.Trim(" \r\n\t"u8).IsEmpty;

    /// <summary>All of a file.</summary>
    public static async Task<byte[]> BytesOf(IFormFile file, CancellationToken cancel)
    {
        var content = file.OpenReadStream();
        await using (content.ConfigureAwait(false))
        {
            return await BytesOf(content, cancel).ConfigureAwait(false);
        }
    }

    private static (Intake? Taken, IResult? Refused) Checked(string name, byte[] mail, IEnumerable<string?> knownGood, IEnumerable<string?> recipients)
    {
        if (IsNothing(mail))
        {
            return (null, ApiProblem.NothingHandedIn.Answer());
        }

        var (taken, wrong) = Of(name.Length > 0 ? name : "bounce.eml", mail, knownGood, recipients.FirstOrDefault());
        return (taken, wrong is var (field, given) ? ApiProblem.BadParameter.Answer(given is null ? $"{field}: expected {MostKnownGood} addresses at most." : $"{field}: \"{SafeText.Escape(given)}\" is no address.") : null);
    }

    private static async Task<byte[]> BytesOf(Stream body, CancellationToken cancel)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, cancel).ConfigureAwait(false);
        return copy.ToArray();
    }

    // A text says its charset in the header of the request; a mail says its own within.
    private static byte[] InUtf8(byte[] body, MediaTypeHeaderValue type) =>
        type.MediaType.Equals(TextType, StringComparison.OrdinalIgnoreCase) && type.Encoding is { } encoding && encoding is not UTF8Encoding ? Encoding.UTF8.GetBytes(encoding.GetString(body)) : body;
}
