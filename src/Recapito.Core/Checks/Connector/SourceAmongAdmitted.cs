using System.Net;

namespace Recapito.Core;

/// <summary>Whether the host that was refused is among the addresses that a connector lets in.</summary>
internal enum SourceAmongAdmitted
{
    /// <summary>Nobody says from which address the message came, a certificate decides besides, or an entry of the list cannot be read.</summary>
    NotKnown,

    /// <summary>It is none of them.</summary>
    Outside,

    /// <summary>It is one of them: then this list did not refuse it.</summary>
    Inside,
}

/// <summary>Compares the sending address with the lists of connectors.</summary>
internal static class AdmittedSources
{
    /// <summary>The address that the refusal names as the client's; null where it names none, or several.</summary>
    public static string? SourceOf(Symptom symptom) => ReplyAddresses.In(symptom.Reply) is [var only] ? only : null;

    /// <summary>The result of the comparison with connectors that go by addresses alone.</summary>
    /// <param name="symptom">What was refused.</param>
    /// <param name="connectors">The connectors that are for the sender's domain and restrict it.</param>
    public static SourceAmongAdmitted Compare(Symptom symptom, IReadOnlyList<InboundConnector> connectors)
    {
        if (SourceOf(symptom) is not { } source || connectors.Count == 0 || connectors.Any(connector => connector.RestrictsToCertificate || !connector.Source.Has("RestrictDomainsToCertificate")))
        {
            return SourceAmongAdmitted.NotKnown;
        }

        var address = IPAddress.Parse(source);
        var networks = connectors.SelectMany(connector => connector.SenderAddresses).Select(Network).ToList();
        return networks.Exists(network => network?.Contains(address) is true) ? SourceAmongAdmitted.Inside
            : networks.Contains(null) ? SourceAmongAdmitted.NotKnown
            : SourceAmongAdmitted.Outside;
    }

    // As the cmdlet takes them: one address, or a network with the length of its prefix (Microsoft: Set-InboundConnector -SenderIPAddresses).
    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
}
