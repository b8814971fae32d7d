using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Whether a conversation that broke off says something against the host.</summary>
internal static class BrokenTalk
{
    /// <summary>The misbehaviour that it is; null where it is none: silence of a host, its 421, or our own doing.</summary>
    /// <param name="e">What ended it.</param>
    /// <param name="talk">How far it had come.</param>
    public static string? MisbehaviourOf(Exception e, SmtpDialogue talk) => e switch
    {
        GapException gap => gap.Finding,
        OperationCanceledException when talk.IsConnected => SmtpMisbehaviour.Tarpit,
        IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } } when talk.IsConnected =>
            talk.Session is null ? SmtpMisbehaviour.ClosesUnsaid : SmtpMisbehaviour.ClosesEarly,
        _ => null,
    };
}
