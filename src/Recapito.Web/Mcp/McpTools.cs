using System.ComponentModel;
using System.Globalization;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Recapito.Input;
using Recapito.Probes;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What an assistant may have done: read, explain, diagnose, check. Nothing of it changes the world, and no message is sent.</summary>
[McpServerToolType]
internal sealed class McpTools(IProbingGround ground)
{
    private const int LongestText = 16 << 20;

    private const string NameOfMail = "the mail";

    private static readonly Dictionary<string, Severity> NoProfile = [];

    [McpServerTool(Name = "read_bounce", Title = "Read a bounce", ReadOnly = true, OpenWorld = false)]
    [Description("Reads a bounce (a delivery status notification of any mail system, as the whole mail or its text) and gives its recipients, codes, hosts and replies as JSON, a line for each recipient. Nothing is looked up.")]
    public static CallToolResult Read([Description("The whole bounce (.eml), or its text.")] string bounce) => Guarded(() =>
    {
        var report = Bounce.Read(NameOfMail, Utf8(bounce));
        return string.Join('\n', ReadRecord.Of(NameOfMail, report, Catalogue.Default).Select(ReportJson.WriteLine));
    });

    [McpServerTool(Name = "explain_reply", Title = "Explain a reply", ReadOnly = true, OpenWorld = false)]
    [Description("Says in plain words what an SMTP reply or an enhanced status code means, such as '550 5.4.1 Recipient address rejected: Access denied' or '5.7.64'. Nothing is looked up.")]
    public static CallToolResult Explain([Description("The reply, or a code alone.")] string reply, [Description("Language of the words: en, it, de, fr, es.")] string language = "en") =>
        Guarded(() => ExplainText.WriteReply(reply.Length <= LongestText ? reply : throw TooLong(), new() { Language = language, Ascii = true }, Catalogue.Default));

    [McpServerTool(Name = "diagnose", Title = "Diagnose a bounce or an address", ReadOnly = true, OpenWorld = true)]
    [Description("Finds out why mail came back, or would: reads the bounce, asks name servers and mail hosts (up to RCPT TO, without sending anything), and gives for each recipient the verdict with its evidence, what was ruled out, who must act and the fix, as JSON (recapito.diagnosis/1).")]
    public Task<CallToolResult> DiagnoseAsync(
        [Description("The whole bounce (.eml) or its text; or an address alone.")] string bounceOrAddress,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancel,
        [Description("Addresses of the same domain that are known to get mail; they make the diagnosis surer.")] string[]? knownGood = null,
        [Description("Language of the advice: en, it, de, fr, es.")] string language = "en") => GuardedAsync(async () =>
    {
        var text = bounceOrAddress.Trim();
        var question = Names.IsAddress(text) ? Question.About(text) : Question.Of(NameOfMail, MailForm.InUtf8(Utf8(bounceOrAddress)).Span);
        if (knownGood is { Length: > Intake.MostKnownGood })
        {
            throw new InputException($"knownGood: expected {Intake.MostKnownGood} addresses at most; one that gets mail is enough.");
        }

        if (Array.Find(knownGood ?? [], address => !Names.IsAddress(address)) is { } wrong)
        {
            throw new InputException($"knownGood: \"{wrong}\" is no address; expected one that gets mail, such as somebody@contoso.example.");
        }

        var run = new DiagnosisRun(() => ground.Probes, ground.InquiryOf(question, [.. (knownGood ?? []).Select(Names.CanonicalAddress)]), EvidenceSet.Empty, new AnswersHeard(progress)) { Known = ground.Known };
        var diagnoses = await run.DiagnoseAllAsync(question.Symptoms, cancel).ConfigureAwait(false);
        return DiagnosisJson.Write(diagnoses, question.Report, question.File, Catalogue.Default, language);
    });

    [McpServerTool(Name = "check_domain", Title = "Check a mail domain", ReadOnly = true, OpenWorld = true)]
    [Description("Looks at a mail domain without a bounce: delegation, DNSSEC, MX, mail hosts and their TLS, SPF, DKIM, DMARC, MTA-STS and more; gives the findings as JSON (recapito.check/1). No message is sent and no recipient is asked for.")]
    public Task<CallToolResult> CheckAsync(
        [Description("The domain, such as contoso.example.")] string domain,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancel,
        [Description("Language of the words: en, it.")] string language = "en") => GuardedAsync(async () =>
    {
        var name = MailDomain.In(domain);
        if (!MailDomain.IsOne(name))
        {
            throw new InputException("this is no domain name; expected something like contoso.example.");
        }

        var report = await new DomainRun(ground.CheckProbes, ground.CheckInquiry, NoProfile).ExamineAsync(name, new AnswersHeard(progress), cancel).ConfigureAwait(false);
        return DomainJson.Write(report, Catalogue.Default, language);
    });

    private static byte[] Utf8(string text) => text.Length <= LongestText ? Encoding.UTF8.GetBytes(text) : throw TooLong();

    private static InputException TooLong() => new($"the text is longer than {LongestText >> 20} Mi characters; hand in the one mail that matters.");

    // The assistant is told what is wrong with its input; whatever else fails is no text for it.
    private static CallToolResult Guarded(Func<string> tool)
    {
        try
        {
            return Answer(tool());
        }
        catch (Exception e) when (e is InputException or FormatException)
        {
            return Refusal(e);
        }
    }

    private static async Task<CallToolResult> GuardedAsync(Func<Task<string>> tool)
    {
        try
        {
            return Answer(await tool().ConfigureAwait(false));
        }
        catch (Exception e) when (e is InputException or FormatException)
        {
            return Refusal(e);
        }
    }

    private static CallToolResult Answer(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    private static CallToolResult Refusal(Exception why) => new() { IsError = true, Content = [new TextContentBlock { Text = SafeText.Escape(why.Message) }] };
}

/// <summary>Tells an assistant that waits how many answers came. What they say is left to the result: it was written by strangers.</summary>
/// <param name="waiting">Told of each; nobody where the assistant did not ask to be.</param>
internal sealed class AnswersHeard(IProgress<ProgressNotificationValue> waiting) : IProgress<Observation>
{
    private int count;

    /// <inheritdoc/>
    public void Report(Observation value)
    {
        var heard = Interlocked.Increment(ref count);
        waiting.Report(new() { Progress = heard, Message = string.Create(CultureInfo.InvariantCulture, $"{heard} answers") });
    }
}
