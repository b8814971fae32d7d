using System.Text;
using System.Text.Json;
using Xunit;

namespace Recapito.Core.Tests;

public class EventJsonTests
{
    private const string SesMail =
        """
        "mail":{"timestamp":"2026-11-23T09:30:00.000Z","source":"ana@fabrikam.example","messageId":"0100018f-ses","destination":["lee@contoso.example"],
        "headers":[{"name":"List-ID","value":"News <news.fabrikam.example>"},{"name":"X-Campaign-ID","value":"c-7"}],
        "commonHeaders":{"from":["Ana <ana@fabrikam.example>"],"to":["Lee <lee@contoso.example>"],"subject":"Invoice 4711","messageId":"<4711@fabrikam.example>","date":"Mon, 23 Nov 2026 09:29:58 +0000"}}
        """;

    private const string SesBounce =
        """
        {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"lee@contoso.example","action":"failed","status":"5.1.1",
        "diagnosticCode":"smtp; 550 5.1.1 <lee@contoso.example>: user unknown"}],"reportingMTA":"dsn; a8-25.smtp-out.amazonses.com","remoteMtaIp":"192.0.2.25","timestamp":"2026-11-23T09:30:05.000Z"},
        """ + SesMail + "}";

    /// <summary>What one event says: its kind, recipient, status, reply code, diagnostic and remote MTA.</summary>
    public static TheoryData<string, string, ReportKind, string?, string?, int?, string?, string?> Events => new()
    {
        { "amazon-ses", SesBounce, ReportKind.Bounce, "lee@contoso.example", "5.1.1", 550, "550 5.1.1 <lee@contoso.example>: user unknown", "192.0.2.25" },
        { "amazon-ses", """{"eventType":"Bounce","bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull","bouncedRecipients":[{"emailAddress":"lee@contoso.example"}]},""" + SesMail + "}", ReportKind.Bounce, "lee@contoso.example", "4.0.0", null, "Transient, MailboxFull", null },
        { "amazon-ses", """{"eventType":"Bounce","bounce":{"bounceType":"Undetermined","bounceSubType":"Undetermined","bouncedRecipients":[{"emailAddress":"lee@contoso.example"}]},""" + SesMail + "}", ReportKind.Bounce, "lee@contoso.example", null, null, "Undetermined, Undetermined", null },
        { "amazon-ses", """{"eventType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"lee@contoso.example"}],"complaintFeedbackType":"abuse"},""" + SesMail + "}", ReportKind.Complaint, "lee@contoso.example", null, null, null, null },
        { "amazon-ses", """{"eventType":"Delivery","delivery":{"recipients":["lee@contoso.example"],"smtpResponse":"250 2.6.0 Message received"},""" + SesMail + "}", ReportKind.Delivered, "lee@contoso.example", "2.6.0", 250, "250 2.6.0 Message received", null },
        { "amazon-ses", """{"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"TransientCommunicationFailure","delayedRecipients":[{"emailAddress":"lee@contoso.example","status":"4.4.1","diagnosticCode":"smtp; 421 4.4.1 Unable to connect"}]},""" + SesMail + "}", ReportKind.Delay, "lee@contoso.example", "4.4.1", 421, "421 4.4.1 Unable to connect", null },
        { "amazon-ses", """{"eventType":"Reject","reject":{"reason":"Bad content"},""" + SesMail + "}", ReportKind.Bounce, "lee@contoso.example", "5.0.0", null, "Bad content", null },
        { "amazon-ses", """{"eventType":"Rendering Failure","failure":{"errorMessage":"Attribute 'x' is not present"},""" + SesMail + "}", ReportKind.Bounce, "lee@contoso.example", "5.0.0", null, "Attribute 'x' is not present", null },
        { "amazon-ses", """{"eventType":"Open","open":{},""" + SesMail + "}", ReportKind.NotABounce, null, null, null, null, null },
        { "amazon-ses", """{"notificationType":"AmazonSnsSubscriptionSucceeded","message":"You have successfully subscribed"}""", ReportKind.NotABounce, null, null, null, null, null },
        { "amazon-ses", """{"Type":"SubscriptionConfirmation","TopicArn":"arn:aws:sns:eu-west-1:123456789012:ses","Message":"You have chosen"}""", ReportKind.NotABounce, null, null, null, null, null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"smtp-id":"<4711@fabrikam.example>","event":"bounce","reason":"550 5.1.1 The email account does not exist","status":"5.1.1","type":"bounce"}""", ReportKind.Bounce, "lee@contoso.example", "5.1.1", 550, "550 5.1.1 The email account does not exist", null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"event":"bounce","reason":"unable to get mx info","type":"blocked"}""", ReportKind.Bounce, "lee@contoso.example", "4.0.0", null, "unable to get mx info", null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"event":"dropped","reason":"Bounced Address"}""", ReportKind.Bounce, "lee@contoso.example", "5.0.0", null, "Bounced Address", null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"event":"deferred","response":"451 4.7.1 Please try again","attempt":"5"}""", ReportKind.Delay, "lee@contoso.example", "4.7.1", 451, "451 4.7.1 Please try again", null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"event":"delivered","response":"250 OK"}""", ReportKind.Delivered, "lee@contoso.example", null, 250, "250 OK", null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"event":"spamreport"}""", ReportKind.Complaint, "lee@contoso.example", null, null, null, null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"event":"group_unsubscribe"}""", ReportKind.Complaint, "lee@contoso.example", null, null, null, null },
        { "sendgrid", """{"email":"lee@contoso.example","timestamp":1795426205,"event":"click"}""", ReportKind.NotABounce, null, null, null, null, null },
        { "sendgrid", """{"created":1795426205,"email":"lee@contoso.example","reason":"552 5.2.2 mailbox full","status":"5.2.2"}""", ReportKind.Bounce, "lee@contoso.example", "5.2.2", 552, "552 5.2.2 mailbox full", null },
        { "postmark", """{"RecordType":"Bounce","Type":"HardBounce","TypeCode":1,"Email":"lee@contoso.example","From":"ana@fabrikam.example","Details":"smtp;550 5.1.1 User unknown","BouncedAt":"2026-11-23T09:30:05Z"}""", ReportKind.Bounce, "lee@contoso.example", "5.1.1", 550, "550 5.1.1 User unknown", null },
        { "postmark", """{"Type":"SoftBounce","TypeCode":4096,"Email":"lee@contoso.example","Description":"Unable to temporarily deliver message"}""", ReportKind.Bounce, "lee@contoso.example", "4.0.0", null, "Unable to temporarily deliver message", null },
        { "postmark", """{"RecordType":"Bounce","Type":"Transient","Email":"lee@contoso.example","Details":"smtp;452 4.2.2 over quota"}""", ReportKind.Delay, "lee@contoso.example", "4.2.2", 452, "452 4.2.2 over quota", null },
        { "postmark", """{"RecordType":"Bounce","Type":"AutoResponder","Email":"lee@contoso.example"}""", ReportKind.AutoReply, "lee@contoso.example", null, null, null, null },
        { "postmark", """{"RecordType":"Bounce","Type":"ChallengeVerification","Email":"lee@contoso.example"}""", ReportKind.Challenge, "lee@contoso.example", null, null, null, null },
        { "postmark", """{"RecordType":"SpamComplaint","Type":"SpamComplaint","Email":"lee@contoso.example"}""", ReportKind.Complaint, "lee@contoso.example", null, null, null, null },
        { "postmark", """{"RecordType":"Delivery","Recipient":"lee@contoso.example","Details":"smtp;250 2.0.0 queued","DeliveredAt":"2026-11-23T09:30:05Z"}""", ReportKind.Delivered, "lee@contoso.example", "2.0.0", 250, "250 2.0.0 queued", null },
        { "postmark", """{"RecordType":"SubscriptionChange","Recipient":"lee@contoso.example","SuppressSending":true,"SuppressionReason":"HardBounce"}""", ReportKind.Bounce, "lee@contoso.example", "5.0.0", null, null, null },
        { "postmark", """{"RecordType":"SubscriptionChange","Recipient":"lee@contoso.example","SuppressSending":false}""", ReportKind.NotABounce, null, null, null, null, null },
        { "postmark", """{"RecordType":"Open","Recipient":"lee@contoso.example"}""", ReportKind.NotABounce, null, null, null, null, null },
        { "postmark", """{"RecordType":"Bounce","Type":"HardBounce","Email":"lee@contoso.example","Details":"x","Content":"From: MAILER-DAEMON@contoso.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoso.example\n\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nStatus: 5.7.1\nRemote-MTA: dns; in.contoso.example\nDiagnostic-Code: smtp; 554 5.7.1 refused\n\n--b--\n"}""", ReportKind.Bounce, "lee@contoso.example", "5.7.1", 554, "554 5.7.1 refused", "in.contoso.example" },
        { "mailgun", """{"signature":{"token":"t"},"event-data":{"event":"failed","severity":"permanent","reason":"bounce","timestamp":1795426205.5,"recipient":"lee@contoso.example","delivery-status":{"code":550,"mx-host":"mx.contoso.example","attempt-no":1,"message":"5.1.1 The account\n5.1.1 does not exist","description":""},"message":{"headers":{"message-id":"4711@fabrikam.example"}}}}""", ReportKind.Bounce, "lee@contoso.example", "5.1.1", 550, "550 5.1.1 The account does not exist", "mx.contoso.example" },
        { "mailgun", """{"event":"failed","severity":"temporary","reason":"generic","recipient":"lee@contoso.example","delivery-status":{"code":452,"message":"4.2.2 over quota"}}""", ReportKind.Delay, "lee@contoso.example", "4.2.2", 452, "452 4.2.2 over quota", null },
        { "mailgun", """{"event":"failed","severity":"permanent","reason":"suppress-bounce","recipient":"lee@contoso.example","delivery-status":{"code":605,"message":"","description":"Not delivering to previously bounced address"}}""", ReportKind.Bounce, "lee@contoso.example", "5.0.0", null, "Not delivering to previously bounced address", null },
        { "mailgun", """{"event":"failed","severity":"permanent","recipient":"lee@contoso.example","delivery-status":{"code":550,"enhanced-code":"5.7.1","message":"Message rejected"}}""", ReportKind.Bounce, "lee@contoso.example", "5.7.1", 550, "550 Message rejected", null },
        { "mailgun", """{"event":"rejected","recipient":"lee@contoso.example","reject":{"reason":"Sandbox","description":"Not an authorized recipient"}}""", ReportKind.Bounce, "lee@contoso.example", "5.0.0", null, "Not an authorized recipient", null },
        { "mailgun", """{"event":"bounced","recipient":"lee@contoso.example","code":"550","error":"5.1.1 unknown user","Message-Id":"<4711@fabrikam.example>"}""", ReportKind.Bounce, "lee@contoso.example", "5.1.1", 550, "550 5.1.1 unknown user", null },
        { "mailgun", """{"event":"delivered","recipient":"lee@contoso.example","delivery-status":{"code":250,"message":"OK"}}""", ReportKind.Delivered, "lee@contoso.example", null, 250, "250 OK", null },
        { "mailgun", """{"event":"complained","recipient":"lee@contoso.example"}""", ReportKind.Complaint, "lee@contoso.example", null, null, null, null },
        { "mailgun", """{"event":"opened","recipient":"lee@contoso.example"}""", ReportKind.NotABounce, null, null, null, null, null },
        { "mailgun", """{"items":[{"address":"lee@contoso.example","code":"550","error":"550 5.1.1 no such user","created_at":"Mon, 23 Nov 2026 09:30:05 GMT"}],"paging":{}}""", ReportKind.Bounce, "lee@contoso.example", "5.1.1", 550, "550 5.1.1 no such user", null },
        { "azure-communication-services", Azure("Bounced", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "mx.contoso.example"), ReportKind.Bounce, "lee@contoso.example", "5.1.10", 550, "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "mx.contoso.example" },
        { "azure-communication-services", Azure("Suppressed", null, null), ReportKind.Bounce, "lee@contoso.example", "5.0.0", null, "Suppressed", null },
        { "azure-communication-services", Azure("Failed", "No MX", null), ReportKind.Bounce, "lee@contoso.example", null, null, "No MX", null },
        { "azure-communication-services", Azure("Quarantined", null, null), ReportKind.Bounce, "lee@contoso.example", null, null, "Quarantined", null },
        { "azure-communication-services", Azure("FilteredSpam", null, null), ReportKind.Bounce, "lee@contoso.example", null, null, "FilteredSpam", null },
        { "azure-communication-services", Azure("Expanded", null, null), ReportKind.Delivered, "lee@contoso.example", null, null, null, null },
        { "azure-communication-services", Azure("Delivered", "250 2.6.0 Queued", null).Replace("eventType", "type", StringComparison.Ordinal), ReportKind.Delivered, "lee@contoso.example", "2.6.0", 250, "250 2.6.0 Queued", null },
        { "azure-communication-services", """{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"x"}}""", ReportKind.NotABounce, null, null, null, null, null },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_says_what_its_service_means(string system, string json, ReportKind kind, string? recipient, string? status, int? code, string? diagnostic, string? remote)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.True(EventJson.LooksLikeEvents(bytes) || kind == ReportKind.NotABounce || system == "mailgun");
        var reading = EventJson.Read(bytes);
        Assert.Empty(reading.Issues);
        var report = Assert.Single(reading.Reports);
        var fields = report.Recipients.SingleOrDefault();
        Assert.Equal((system, kind, recipient), (report.System, report.Kind, fields?.FinalRecipient));
        Assert.Equal((status, code, diagnostic, remote), (fields?.Status?.ToString(), fields is { Replies: [.., var last] } ? last.Reply.Code : null, fields?.DiagnosticCode, fields?.RemoteMta));
        Assert.True(fields is null || fields.Kind == kind);
        Assert.Equal(kind == ReportKind.Complaint, report.Complaint is not null);
    }

    [Theory]
    [InlineData("abuse", """{"email":"a@b.example","event":"spamreport"}""")]
    [InlineData("opt-out", """{"email":"a@b.example","event":"unsubscribe"}""")]
    [InlineData("opt-out", """{"RecordType":"SubscriptionChange","Recipient":"a@b.example","SuppressSending":true,"SuppressionReason":"ManualSuppression"}""")]
    [InlineData("abuse", """{"RecordType":"SubscriptionChange","Recipient":"a@b.example","SuppressSending":true,"SuppressionReason":"SpamComplaint"}""")]
    [InlineData("opt-out", """{"event":"unsubscribed","recipient":"a@b.example"}""")]
    [InlineData("fraud", """{"notificationType":"Complaint","mail":{},"complaint":{"complainedRecipients":[{"emailAddress":"a@b.example"}],"complaintFeedbackType":"Fraud"}}""")]
    public void A_complaint_has_its_type(string type, string json) =>
        Assert.Equal(type, Assert.Single(EventJson.Read(Encoding.UTF8.GetBytes(json)).Reports).Complaint?.FeedbackType);

    public static TheoryData<string, string> Envelopes
    {
        get
        {
            var sns = $$"""{"Type":"Notification","MessageId":"m","TopicArn":"arn:aws:sns:eu-west-1:123456789012:ses","Message":{{Quoted(SesBounce)}}}""";
            return new()
            {
                { "bare", SesBounce },
                { "array", $"[{SesBounce}]" },
                { "SNS", sns },
                { "SNS in SQS", $$"""{"Messages":[{"MessageId":"1","ReceiptHandle":"r","Body":{{Quoted(sns)}}}]}""" },
                { "SNS in one SQS message", $$"""{"MessageId":"1","Body":{{Quoted(sns)}}}""" },
                { "SNS in SQS in a function", $$"""{"Records":[{"eventSource":"aws:sqs","body":{{Quoted(sns)}}}]}""" },
                { "SNS in a function", $$"""{"Records":[{"EventSource":"aws:sns","Sns":{{sns}}}]}""" },
                { "EventBridge", $$"""{"version":"0","detail-type":"Email Bounced","source":"aws.ses","detail":{{SesBounce}}}""" },
                { "with a byte order mark", "\uFEFF" + SesBounce },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void An_event_comes_out_of_what_it_travels_in(string what, string json)
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)])
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(json.TrimStart('\uFEFF'))];
            bytes = encoding is UTF8Encoding ? Encoding.UTF8.GetBytes(json) : bytes;
            Assert.True(EventJson.LooksLikeEvents(bytes), what);
            var reading = EventJson.Read(bytes);
            Assert.Empty(reading.Issues);
            Assert.Equal("5.1.1", Assert.Single(Assert.Single(reading.Reports).Recipients).Status?.ToString());
        }
    }

    [Fact]
    public void What_the_event_knows_of_the_lost_message_is_kept()
    {
        var report = Assert.Single(EventJson.Read(Encoding.UTF8.GetBytes(SesBounce)).Reports);
        Assert.Equal(
            new ReturnedMessage { Sender = "ana@fabrikam.example", To = "lee@contoso.example", Subject = "Invoice 4711", MessageId = "4711@fabrikam.example", Date = new(2026, 11, 23, 9, 29, 58, TimeSpan.Zero), ListId = "news.fabrikam.example", CampaignId = "c-7" },
            report.Returned);
        Assert.Equal(("a8-25.smtp-out.amazonses.com", new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 9, 30, 5, TimeSpan.Zero)), (report.Message.ReportingMta, report.Message.ArrivalDate, report.Date));
    }

    private static string Quoted(string json) => JsonSerializer.Serialize(json);

    private static string Azure(string status, string? message, string? host) =>
        $$$"""{"id":"1","subject":"sender/ana@fabrikam.example/message/2","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","eventTime":"2026-11-23T09:30:05Z","data":{"sender":"ana@fabrikam.example","recipient":"lee@contoso.example","messageId":"2","internetMessageId":"<4711@fabrikam.example>","status":"{{{status}}}","deliveryStatusDetails":{"statusMessage":{{{JsonSerializer.Serialize(message)}}},"recipientMailServerHostName":{{{JsonSerializer.Serialize(host)}}}},"deliveryAttemptTimeStamp":"2026-11-23T09:30:05.1234567+00:00"}}""";
}
