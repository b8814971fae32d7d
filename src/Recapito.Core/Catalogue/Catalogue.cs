namespace Recapito.Core;

/// <summary>The compiled knowledge of the folder <c>catalogue/</c>: causes, reply texts and words.</summary>
public sealed partial class Catalogue
{
    /// <summary>The catalogue that was compiled into this assembly; read at its first use, which may be on any thread.</summary>
    public static Catalogue Default => Loaded.Value;

    private Lazy<Dictionary<string, CauseEntry>> causes = null!;
    private Lazy<Dictionary<string, FindingEntry>> findings = null!;
    private Lazy<CueTable> cues = null!;
    private Dictionary<string, Lazy<Dictionary<string, string>>> words = null!;
    private Lazy<DialectTable> dialects = null!;
    private Lazy<ProviderEntry[]> providers = null!;
    private Lazy<CodeTable> codes = null!;

    private Catalogue(IReadOnlyList<ReplyForm> forms) => ReplyForms = forms;

    /// <summary>Every cause, by id.</summary>
    public IReadOnlyDictionary<string, CauseEntry> Causes => causes.Value;

    /// <summary>Every finding that checks can make, by id.</summary>
    public IReadOnlyDictionary<string, FindingEntry> Findings => findings.Value;

    /// <summary>Every form of a reply text, in the order of the files.</summary>
    public IReadOnlyList<ReplyForm> ReplyForms { get; }

    /// <summary>The codes that Exchange Online documents, with who must act and the steps, in the order of the files.</summary>
    public IReadOnlyList<CodeEntry> Codes => codes.Value.Entries;

    /// <summary>The same, for looking replies up.</summary>
    internal CodeTable CodeTable => codes.Value;

    /// <summary>How reports without a delivery-status part are written.</summary>
    internal DialectTable Dialects => dialects.Value;

    /// <summary>Who runs name servers and mail hosts for others.</summary>
    internal IReadOnlyList<ProviderEntry> Providers => providers.Value;

    /// <summary>The languages that there are words in ("en", "it"). English has every word.</summary>
    public IReadOnlyCollection<string> Languages => words.Keys;

    /// <summary>The words of one of the <see cref="Languages"/> by key, or null for another language.</summary>
    internal Dictionary<string, string>? WordsIn(string language) => words.GetValueOrDefault(language)?.Value;
}

/// <summary>A cause of failed delivery, as <c>catalogue/causes/*.yaml</c> describes it.</summary>
/// <param name="Id">Fixed id, kebab-case.</param>
/// <param name="Parties">Who can act, the first one first.</param>
/// <param name="Remedy">Id of the remedy.</param>
/// <param name="Symptoms">The meanings of replies that it can produce (see <see cref="ReplyForm.Meaning"/>).</param>
/// <param name="Refines">The id of the more general cause of which this is a closer explanation, or null. A refinement never competes with it.</param>
/// <param name="ExcludedBy">Ids of the facts that exclude it, each one alone (see <c>Facts</c>).</param>
/// <param name="Sources">Public sources.</param>
public sealed record CauseEntry(
    string Id, IReadOnlyList<Party> Parties, string Remedy, IReadOnlyList<string> Symptoms, string? Refines,
    IReadOnlyList<string> ExcludedBy, IReadOnlyList<string> Sources);

/// <summary>Something that a check of a domain or of a hybrid organisation can find, as <c>catalogue/findings/*.yaml</c> describes it.</summary>
/// <param name="Id">Fixed id, kebab-case.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Severity">How much it matters where no profile says otherwise.</param>
/// <param name="Cause">Id of the cause of bounces that this leads to, or null.</param>
/// <param name="Zonemaster">Names of the test cases of Zonemaster that look for the same ("ZONE08").</param>
/// <param name="Sources">Public sources.</param>
public sealed record FindingEntry(
    string Id, Subject Subject, Severity Severity, string? Cause, IReadOnlyList<string> Zonemaster, IReadOnlyList<string> Sources)
{
    /// <summary>Who can act, where that is not plainly who runs the domain; null where nothing is said.</summary>
    public Party? Party { get; init; }

    /// <summary>True where no document of the maker says it: it is concluded, a notice at most, and told as such.</summary>
    public bool IsInferred { get; init; }

    /// <summary>In whose PowerShell <see cref="Command"/> is typed; null where there is none.</summary>
    public ExchangeSide? Shell { get; init; }

    /// <summary>The command that mends it, with placeholders for the names of a case; null where one command does not.</summary>
    public string? Command { get; init; }

    /// <summary>The command, for a finding that has what each of its placeholders asks for: half of a command may do harm. Null for others.</summary>
    internal string? CommandFor(DomainFinding finding) =>
        Command is { } command && command.Split('{').Skip(1).All(part => finding.Arguments.ContainsKey(part.Split('}')[0])) ? command : null;
}

/// <summary>A form of a reply text, as <c>catalogue/replies/*.yaml</c> describes it.</summary>
/// <param name="Id">Unique id, such as "exchange-online-5.4.1-d".</param>
/// <param name="Meaning">What it means, in our words; a symptom.</param>
/// <param name="System">Whose reply it is ("exchange-online", "postfix", "zoho" …), or null for a text of many systems.</param>
/// <param name="Phrases">Texts that must all occur, compared without case and with blanks collapsed.</param>
/// <param name="ReplyCodes">Reply codes that it comes with; empty for any.</param>
/// <param name="StatusCodes">Enhanced codes that it comes with; empty for any.</param>
/// <param name="About">Whom the refusal is about: the recipient, or the client that asks (its address, certificate, behaviour).</param>
/// <param name="Source">Public source.</param>
/// <param name="Examples">Whole replies of this form; tests read each.</param>
public sealed record ReplyForm(
    string Id, string Meaning, string? System, IReadOnlyList<string> Phrases, IReadOnlyList<int> ReplyCodes,
    IReadOnlyList<EnhancedStatusCode> StatusCodes, RefusalAbout About, string Source, IReadOnlyList<string> Examples)
{
    /// <summary>The reason for lists and statistics (an id of <c>catalogue/reasons.yaml</c>); null where the enhanced code decides.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether sending again is of no use, where the form says so against its codes; null where the codes decide.</summary>
    public bool? Permanent { get; init; }

    /// <summary>True where the words say only that it is tried later, or no more, and nothing of what was in the way.</summary>
    internal bool SaysOnlyWhen => Meaning is Meanings.MessageExpired || this is { Meaning: Meanings.Busy, Reason: "expired" };
}

/// <summary>Whom a refusal is about.</summary>
public enum RefusalAbout
{
    /// <summary>The recipient, its domain, or the way there.</summary>
    Recipient,

    /// <summary>The client: block lists, greylisting, limits, a missing PTR. Says nothing of the recipient to another client.</summary>
    Client,

    /// <summary>The sender's address, authentication or content.</summary>
    Sender,

    /// <summary>The recipient's domain as such, whoever asks and whatever the code: Exchange Online says 451 where nobody's retry will help (ATTR5).</summary>
    Domain,
}

/// <summary>Ids of reply forms that checks refer to. More stand in the catalogue.</summary>
internal static class Form
{
    /// <summary>Exchange Online at the end of DATA, when it knows none of the recipients that it had taken at RCPT.</summary>
    public const string AllRecipientsRejected = "exchange-online-5.4.1-c";
}

/// <summary>The meanings of replies that checks refer to. More stand in the catalogue.</summary>
internal static class Meanings
{
    /// <summary>The edge of Exchange Online does not know the recipient (directory-based edge blocking).</summary>
    public const string EdgeRecipientRejected = "edge-recipient-rejected";

    /// <summary>The host takes no mail for the domain.</summary>
    public const string RelayDenied = "relay-denied";

    /// <summary>Exchange Online finds no tenant for the domain and no connector for the client (5.7.64).</summary>
    public const string TenantAttribution = "tenant-attribution";

    /// <summary>A partner connector of the recipient's tenant takes mail of this sender from certain hosts only (5.7.51).</summary>
    public const string PartnerConnector = "partner-connector";

    /// <summary>The tenant takes no mail in its own name from hosts that no connector knows (5.7.68).</summary>
    public const string DirectSendRefused = "direct-send-refused";

    /// <summary>The message went round until a system stopped it (5.4.6, 5.4.14).</summary>
    public const string MailLoop = "mail-loop";

    /// <summary>The host is busy or refuses this client for the moment.</summary>
    public const string Busy = "busy";

    /// <summary>The host had answered, and the connection broke off: nobody refused.</summary>
    internal const string ConnectionLost = "connection-lost";

    /// <summary>The client's address or name is on a list of those that the host takes no mail from.</summary>
    public const string ClientListed = "client-listed";

    /// <summary>A block list gave the host an error for an answer, and the host took it for a listing.</summary>
    internal const string ListNotAsked = "list-not-asked";

    /// <summary>SPF, DKIM or DMARC of the sender did not pass at the host.</summary>
    public const string SenderUnauthenticated = "sender-unauthenticated";

    /// <summary>Only members may write to the list (RFC 3463 §3.8, x.7.2).</summary>
    public const string ListMembersOnly = "list-members-only";

    /// <summary>The host finds no domain of the sender's address in the DNS (RFC 3463 §3.2, x.1.8).</summary>
    public const string SenderDomainUnknown = "sender-domain-unknown";

    /// <summary>An address or header has letters beyond ASCII, which the host does not take (RFC 6531 §3.5).</summary>
    public const string BeyondAscii = "beyond-ascii";

    /// <summary>Another mail system uses a code of Exchange Online's for a rule of its own.</summary>
    public const string DomainPolicyRefusal = "domain-policy-refusal";

    /// <summary>The message came to the edge of another region than the tenant's (4.4.62 ATTR35).</summary>
    public const string WrongRegion = "wrong-region";

    /// <summary>The tenant that has the domain has no subscription with mail (4.4.4 ATTR5).</summary>
    public const string NoMailSubscription = "no-mail-subscription";

    /// <summary>The next host did not answer, refused the connection, or could not be reached.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The next host was reached, and its TLS was not what is demanded.</summary>
    public const string TlsFailure = "tls-failure";

    /// <summary>A system does not know the recipient.</summary>
    public const string RecipientUnknown = "recipient-unknown";

    /// <summary>The sender's system gave up when its time had run out; of why, the report says nothing.</summary>
    public const string MessageExpired = "message-expired";

    /// <summary>The DNS has no such host or domain.</summary>
    public const string NameNotFound = "name-not-found";

    /// <summary>The domain states that it takes no mail (null MX, RFC 7505).</summary>
    public const string DomainAcceptsNoMail = "domain-accepts-no-mail";

    /// <summary>The host only passes on the refusal of another one behind it, in whatever words.</summary>
    public const string PassedOn = "passed-on";

    /// <summary>Nothing in the catalogue fits.</summary>
    public const string Unknown = "unknown";
}
