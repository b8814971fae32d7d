using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Where a domain's mail is to go.</summary>
/// <param name="Name">The name that was asked for last.</param>
/// <param name="Type">The type that was asked for last.</param>
/// <param name="Problem">Why it leads to no host; null where it leads to some.</param>
/// <param name="Targets">Hosts with their addresses, the first to be tried first.</param>
internal sealed record MailRoute(string Name, RrType Type, NameProblem? Problem, IReadOnlyList<(string Host, string Address)> Targets);

/// <summary>What a sending system makes of an MX that is not as it should be.</summary>
/// <param name="UsesAddresses">It connects to an IP address that stands for a name, as Postfix does (dns_lookup: "numeric domain name"); Exchange asks for a host of that name.</param>
/// <param name="ObeysMixedNullMx">It gives up at a null MX though others stand beside it.</param>
internal readonly record struct SenderHabits(bool UsesAddresses, bool ObeysMixedNullMx)
{
    /// <summary>Those of the world's sending system.</summary>
    public static SenderHabits Of(WorldMessage message) => new(message.NdrBy is "postfix", message.ObeysMixedNullMx);
}

/// <summary>Finds the hosts for a domain or a list of names (RFC 5321 §5.1).</summary>
/// <param name="resolver">The DNS as the one who sends sees it.</param>
internal sealed class MailRouter(ILabResolver resolver)
{
    /// <summary>The hosts that the domain's MX names.</summary>
    public MailRoute ByMx(string domain, SenderHabits habits)
    {
        var answer = resolver.Ask(domain, RrType.Mx);
        if (answer.Kind is LabAnswerKind.ServFail)
        {
            return new(domain, RrType.Mx, NameProblem.CannotBeAsked, []);
        }

        var exchangers = answer.Kind is LabAnswerKind.Records ? new RrSet(answer.Records, false).Mx : [];
        if (exchangers.Count == 0)
        {
            // No MX: the domain's own address stands in (RFC 5321 §5.1).
            return Resolve([domain]);
        }

        return exchangers.All(mx => mx.Exchange is ".") || (habits.ObeysMixedNullMx && exchangers.Any(mx => mx.Exchange is "."))
            ? new(domain, RrType.Mx, NameProblem.TakesNoMail, [])
            : Resolve([.. exchangers.Where(mx => mx.Exchange is not ".").Select(mx => mx.Exchange)], habits.UsesAddresses);
    }

    /// <summary>The addresses of certain hosts.</summary>
    /// <param name="names">Names of hosts.</param>
    /// <param name="usesAddresses">An address among them stands for itself; else it is a name that does not exist.</param>
    public MailRoute Resolve(IReadOnlyList<string> names, bool usesAddresses = true)
    {
        var targets = new List<(string, string)>();
        var last = (Name: names[0], Kind: LabAnswerKind.NoData);
        foreach (var name in names)
        {
            if (usesAddresses && System.Net.IPAddress.TryParse(name, out _))
            {
                targets.Add((name, name));
                continue;
            }

            var four = resolver.Ask(name, RrType.A);
            var six = resolver.Ask(name, RrType.Aaaa);
            targets.AddRange(Addresses(four).Concat(Addresses(six)).Select(place => (name, place)));
            last = (name, four.Kind is LabAnswerKind.Records ? LabAnswerKind.NoData : four.Kind);
        }

        NameProblem? problem = targets.Count > 0 ? null : last.Kind switch
        {
            LabAnswerKind.NxDomain => NameProblem.DoesNotExist,
            LabAnswerKind.ServFail => NameProblem.CannotBeAsked,
            _ => NameProblem.HasNoAddress,
        };
        return new(last.Name, RrType.A, problem, targets);
    }

    private static IReadOnlyList<string> Addresses(LabAnswer answer) =>
        answer.Kind is LabAnswerKind.Records ? new RrSet(answer.Records, false).Addresses : [];
}
