using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The system that sends a world's message and writes its NDR.</summary>
internal static class SendingSystem
{
    /// <summary>Its host name: the world's, or one as its kind would have it.</summary>
    public static string Name(World world)
    {
        if (world.Message.SendingHost is { Length: > 0 } name)
        {
            return name;
        }

        var domain = Names.DomainOf(world.Message.From) ?? "sender.example";
        return world.Message.NdrBy is "exchange-online-2014"
            ? $"AM0PR08MB{StableDigest.Of(domain) % 9000 + 1000}.eurprd08.prod.outlook.com"
            : $"mail.{domain}";
    }

    /// <summary>How long its queue keeps trying: Postfix five days, Exchange two, Exchange Online one.</summary>
    public static TimeSpan QueueLifetime(World world) => TimeSpan.FromDays(world.Message.NdrBy switch
    {
        "exchange-online-2014" => 1,
        "exchange-2010" => 2,
        _ => 5,
    });

    /// <summary>True where the system kept trying until its queue gave up.</summary>
    public static bool Expired(Attempt attempt) => attempt is UnansweredAttempt or TlsAttempt
        or RefusedAttempt { Reply.IsTransient: true } or RefusedAttempt { Command: "greeting" or "EHLO" }
        or UnresolvedAttempt { Problem: NameProblem.CannotBeAsked };
}
