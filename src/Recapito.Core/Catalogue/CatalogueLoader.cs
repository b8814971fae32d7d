namespace Recapito.Core;

public sealed partial class Catalogue
{
    private static readonly Lazy<Catalogue> Loaded = new(() => throw new InvalidOperationException("the compiled catalogue is not part of this build"));

    /// <summary>The form that a reply has, or null where the catalogue has none. The most specific form wins.</summary>
    public ReplyForm? FormOf(SmtpReply reply) => ReplyForms.FirstOrDefault(form => form.Id == reply?.Text);
}
