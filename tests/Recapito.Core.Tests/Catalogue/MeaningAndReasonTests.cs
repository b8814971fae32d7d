namespace Recapito.Core.Tests;

/// <summary>What <c>explain</c> says of a report and what <c>read</c> says of it are two views of one thing: neither may contradict the other. No expected value stands here for any single report.</summary>
public class MeaningAndReasonTests
{
    /// <summary>The reasons that a meaning goes with; "unknown" is told by the reason itself.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["beyond-ascii"] = "contenterror",
        ["busy"] = "badreputation blocked expired networkerror speeding systemerror toomanyconn",
        ["client-blocked"] = "blocked requireptr",
        ["client-listed"] = "blocked badreputation",
        ["connection-lost"] = "networkerror",
        ["content-refused"] = "policyviolation",
        ["direct-send-refused"] = "securityerror",
        ["domain-accepts-no-mail"] = "notaccept",
        ["domain-policy-refusal"] = "rejected",
        ["edge-recipient-rejected"] = "userunknown",
        ["list-members-only"] = "rejected",
        ["list-not-asked"] = "systemerror",
        ["mail-loop"] = "networkerror",
        ["mailbox-full"] = "mailboxfull",
        ["message-expired"] = "expired",
        // DNSSEC that does not validate is no answer of the DNS, and it is DANE that asks for it.
        ["name-not-found"] = "hostunknown networkerror failedstarttls",
        ["no-answer"] = "networkerror expired",
        ["no-mail-subscription"] = "notaccept",
        ["own-organisation-refusal"] = "policyviolation",
        ["partner-connector"] = "securityerror",
        ["policy-refusal"] = "policyviolation",
        ["recipient-access-rule"] = "userunknown",
        ["recipient-rejected"] = "userunknown",
        ["recipient-restriction"] = "securityerror",
        ["recipient-unknown"] = "userunknown",
        ["relay-denied"] = "norelaying",
        ["sender-domain-unknown"] = "rejected",
        // Of an organisation that may not send, the address that its mail leaves from is refused as well; and the sender's domain may be the one that takes no mail.
        ["sender-rejected"] = "rejected blocked notaccept",
        ["sender-unauthenticated"] = "authfailure",
        ["tenant-attribution"] = "norelaying",
        ["tls-failure"] = "failedstarttls",
        ["wrong-region"] = "networkerror",
    };

    public static TheoryData<string, string> Replies() => [.. Catalogue.Default.ReplyForms.SelectMany(form => form.Examples).Concat(Catalogue.Default.Codes.SelectMany(code => code.Examples))
        .Distinct().SelectMany(reply => new[] { ("postfix-other", reply), ("online-own", reply) })];

    [Fact]
    public void What_explain_says_of_a_fixture_does_not_contradict_the_reason_that_read_gives() =>
        Assert.All(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*.eml"), file => Check(DsnReader.Read(File.ReadAllBytes(file)), Path.GetFileName(file)));

    [Fact]
    public void What_explain_says_of_a_known_reply_does_not_contradict_the_reason_that_read_gives() =>
        Assert.All(Replies(), row => Check(DsnReader.Read(CodeMails.Of(row.Data.Item1, row.Data.Item2)), row.Data.Item2));

    private static void Check(DsnReport report, string what)
    {
        var records = ReadRecord.Of("", report, Catalogue.Default).ToList();
        foreach (var symptom in Symptoms.Of(report, Catalogue.Default))
        {
            var reason = records.First(record => Names.CanonicalAddress(record.Recipient!) == symptom.Recipient).Reason!;
            if (symptom.Meaning is not (null or Meanings.Unknown))
            {
                Assert.True(Allowed.TryGetValue(symptom.Meaning, out var reasons), $"{symptom.Meaning} has no row: {reason}: {what}");
                Assert.True(reasons!.Split(' ').Contains(reason), $"{symptom.Meaning} / {reason}: {what}");
            }
            else if (symptom.Reason is { } told)
            {
                Assert.True(told == reason, $"unknown ({told}) / {reason}: {what}");
            }
        }
    }
}
