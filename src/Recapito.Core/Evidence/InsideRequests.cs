namespace Recapito.Core;

/// <summary>Questions to the inside of an organisation.</summary>
internal static class InsideRequests
{
    /// <summary>The domain of whose organisation is asked, as it stands in the question; null for another question, and for one that names no domain.</summary>
    public static string? DomainOf(Request request) => request switch
    {
        ConfigurationRequest asked => asked.Domain,
        AcceptedDomainRequest asked => asked.Domain,
        RecipientRequest asked => Names.DomainOf(asked.Address),
        MessageTraceRequest asked => Names.DomainOf(asked.Recipient),
        MessageTraceControlRequest asked => Names.DomainOf(asked.Recipient),
        _ => null,
    };
}
