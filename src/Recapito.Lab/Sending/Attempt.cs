using Recapito.Core;

namespace Recapito.Lab;

/// <summary>How the sending of the world's message to one recipient ended.</summary>
/// <param name="Recipient">The envelope recipient.</param>
public abstract record Attempt(string Recipient);

/// <summary>A host took the message.</summary>
/// <param name="Recipient">The envelope recipient.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Address">Its IP address in text.</param>
public sealed record DeliveredAttempt(string Recipient, string Host, string Address) : Attempt(Recipient);

/// <summary>A host said no: for good, or with a 4xx until the sender's queue gave up.</summary>
/// <param name="Recipient">The envelope recipient.</param>
/// <param name="Host">Name of the host that said no.</param>
/// <param name="Address">Its IP address in text.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Command">"greeting", "EHLO", "MAIL FROM", "RCPT TO", "DATA" or "end of DATA".</param>
public sealed record RefusedAttempt(string Recipient, string Host, string Address, SmtpReply Reply, string Command) : Attempt(Recipient);

/// <summary>No host answered until the sender's queue gave up; the last one that was tried.</summary>
/// <param name="Recipient">The envelope recipient.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Address">Its IP address in text.</param>
/// <param name="How">What the connection attempt met; never <see cref="ConnectResult.Answered"/>.</param>
public sealed record UnansweredAttempt(string Recipient, string Host, string Address, ConnectResult How) : Attempt(Recipient);

/// <summary>A host answered, and its TLS was not what the sender's connector demands, until the sender's queue gave up.</summary>
/// <param name="Recipient">The envelope recipient.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Address">Its IP address in text.</param>
/// <param name="Problem">What was wrong, in Exchange's words.</param>
public sealed record TlsAttempt(string Recipient, string Host, string Address, string Problem) : Attempt(Recipient);

/// <summary>A host took the message, and the system behind it gave it back later, with a report of its own.</summary>
/// <param name="Recipient">The envelope recipient.</param>
/// <param name="Host">The server that gave it back.</param>
/// <param name="By">Which design its report has, as <see cref="WorldMessage.NdrBy"/>.</param>
/// <param name="Failure">What it met: its own <see cref="RefusedAttempt"/> or <see cref="UnansweredAttempt"/> at a next host, or null where it decided by itself.</param>
/// <param name="Reply">What it says.</param>
/// <param name="Hops">The hosts that the message went through, the first one first.</param>
public sealed record ReturnedAttempt(string Recipient, string Host, string By, Attempt? Failure, SmtpReply Reply, IReadOnlyList<MailHop> Hops) : Attempt(Recipient);

/// <summary>One hop of a message, as a Received field tells it (RFC 5321 §4.4).</summary>
/// <param name="From">Name of the host that handed it over.</param>
/// <param name="By">Name of the host that took it.</param>
/// <param name="At">When.</param>
public sealed record MailHop(string From, string By, DateTimeOffset At);

/// <summary>The DNS led to no host.</summary>
/// <param name="Recipient">The envelope recipient.</param>
/// <param name="Name">The name that was asked for last.</param>
/// <param name="Type">The type that was asked for last.</param>
/// <param name="Problem">What came back.</param>
public sealed record UnresolvedAttempt(string Recipient, string Name, RrType Type, NameProblem Problem) : Attempt(Recipient);

/// <summary>Why a name led to no host.</summary>
public enum NameProblem
{
    /// <summary>NXDOMAIN.</summary>
    DoesNotExist,

    /// <summary>NODATA: the name exists without an address.</summary>
    HasNoAddress,

    /// <summary>SERVFAIL or no answer.</summary>
    CannotBeAsked,

    /// <summary>A null MX (RFC 7505).</summary>
    TakesNoMail,
}
