using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The message that did not arrive, as its sender's system keeps it.</summary>
internal sealed class SentMessage
{
    public SentMessage(World world, DateTimeOffset arrival)
    {
        ArgumentNullException.ThrowIfNull(world);
        Arrival = arrival;
        var message = world.Message;
        var domain = Names.DomainOf(message.From) ?? "sender.example";
        Client = message.NdrBy is "postfix" ? $"desk.{domain}" : $"mbx.{domain}";
        MessageId = $"<{StableDigest.Guid(message.From, message.Subject)}@{domain}>";
        Headers =
        [
            $"From: <{message.From}>",
            $"To: {string.Join(", ", message.To.Select(recipient => $"<{recipient}>"))}",
            $"Subject: {MailText.Encoded(message.Subject)}",
            $"Date: {PhraseBook.MailDate(arrival)}",
            $"Message-ID: {MessageId}",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=\"us-ascii\"",
        ];
    }

    /// <summary>When the sending system took it.</summary>
    public DateTimeOffset Arrival { get; }

    /// <summary>With angle brackets.</summary>
    public string MessageId { get; }

    /// <summary>The machine that submitted it.</summary>
    public string Client { get; }

    /// <summary>Its headers without Received, encoded.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>Its text.</summary>
    public static IReadOnlyList<string> Body { get; } = ["Please find the details below.", ""];
}
