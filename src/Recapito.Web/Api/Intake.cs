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

            var content = file.OpenReadStream();
            await using (content.ConfigureAwait(false))
            {
                return Checked(Path.GetFileName(file.FileName), await BytesOf(content, request.HttpContext.RequestAborted).ConfigureAwait(false), [.. request.Query[GoodField], .. form[GoodField]], [.. request.Query[RecipientField], .. form[RecipientField]]);
            }
        }
        catch (InvalidDataException e)
        {
            return (null, ApiProblem.BadBody.Answer($"The form cannot be read (RFC 7578): {SafeText.Escape(e.Message)}"));
        }
    }

    private static (Intake? Taken, IResult? Refused) Checked(string name, byte[] mail, IEnumerable<string?> knownGood, IEnumerable<string?> recipients)
    {
        var recipient = recipients.FirstOrDefault()?.Trim() ?? "";
        var good = knownGood.SelectMany(text => (text ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return mail.AsSpan().Trim(" \r\n\t"u8).IsEmpty ? (null, ApiProblem.NothingHandedIn.Answer())
            : good.Find(address => !Core.Names.IsAddress(address)) is { } wrong ? (null, NoAddress(GoodField, wrong))
            : recipient.Length > 0 && !Core.Names.IsAddress(recipient) ? (null, NoAddress(RecipientField, recipient))
            : (new(name.Length > 0 ? name : "bounce.eml", recipient.Length > 0 ? PastedReply.About(mail, recipient) : mail, good), null);
    }

    private static IResult NoAddress(string field, string given) => ApiProblem.BadParameter.Answer($"{field}: \"{SafeText.Escape(given)}\" is no address.");

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
