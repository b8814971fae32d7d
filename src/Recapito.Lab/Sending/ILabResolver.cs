using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The kinds of answer that a sender's resolver gives.</summary>
public enum LabAnswerKind
{
    /// <summary>Records of the asked type.</summary>
    Records,

    /// <summary>The name exists without records of the type.</summary>
    NoData,

    /// <summary>The name does not exist.</summary>
    NxDomain,

    /// <summary>SERVFAIL, REFUSED or silence.</summary>
    ServFail,
}

/// <summary>A resolver's answer.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Records">Aliases followed and the records of the asked type, for <see cref="LabAnswerKind.Records"/>; else empty.</param>
public sealed record LabAnswer(LabAnswerKind Kind, IReadOnlyList<DnsRecord> Records);

/// <summary>The DNS of a world as the sending system sees it when the message bounces.</summary>
public interface ILabResolver
{
    /// <summary>Asks for the RRset of a canonical name, following aliases as a recursive resolver does.</summary>
    LabAnswer Ask(string name, RrType type);
}

/// <summary>A host of the world with the name under which the world knows it.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Host">What it is.</param>
public sealed record LabHost(string Name, WorldHost Host);

/// <summary>Who listens at an address of a world.</summary>
public interface ILabHosts
{
    /// <summary>The host at an IP address, or null where nothing is there.</summary>
    LabHost? At(string address);
}
