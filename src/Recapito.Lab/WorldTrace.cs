using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The message trace of a world's tenant, as an application sees it whose observer may ask Microsoft Graph.</summary>
internal static class WorldTrace
{
    private const string Permission = "ExchangeMessageTrace.Read.All";

    /// <summary>The answer of the tenant that has the recipient's domain; null where none can be asked, and for other questions.</summary>
    public static Observation? Answer(World world, World settled, Symptom symptom, Request request)
    {
        if (request is not (MessageTraceRequest or MessageTraceControlRequest) || !world.Observer.Access.Contains("graph")
            || WorldOrganisations.Holders(settled, symptom).FirstOrDefault() is not { } name)
        {
            return null;
        }

        var tenant = settled.Tenants[name];
        var source = new Provenance(name, world.Now);
        return WhyNot(tenant.App ?? new WorldApp()) is { } why ? request.Unanswered(why, source)
            : request is MessageTraceRequest asked ? Rows(asked, tenant, source)
            : Control((MessageTraceControlRequest)request, tenant, source);
    }

    private static string? WhyNot(WorldApp app) =>
        app.Cloud is not "worldwide" ? $"not asked: the cloud {app.Cloud} {InsideGaps.NoTraceInCloud}"
        : !app.HasTracePrincipal ? $"{InsideGaps.NoTracePrincipal}; {InsideGaps.Lacks}"
        : !app.Permissions.Contains(Permission) ? $"the application lacks {Permission}; {InsideGaps.Lacks}"
        : null;

    private static Observation<ExchangeObjects> Rows(MessageTraceRequest asked, WorldTenant tenant, Provenance source)
    {
        var rows = Within(tenant, asked.Since, Earlier(asked.Until, source.At)).Where(row => IsOf(row, asked.Recipient)).ToList();
        return rows.Count > 0
            ? new Present<ExchangeObjects>(asked, new([.. rows]), source with { Command = asked.Command })
            : new Absent<ExchangeObjects>(asked, "the tenant took no message for this recipient in this time", source with { Command = asked.Command });
    }

    private static Observation<TracedMail> Control(MessageTraceControlRequest asked, WorldTenant tenant, Provenance source)
    {
        var other = Within(tenant, asked.Since, Earlier(asked.Until, source.At))
            .FirstOrDefault(row => !IsOf(row, asked.Recipient) && Names.DomainOf(row.Text("recipientAddress") ?? "") == Names.DomainOf(asked.Recipient));
        return other is not null
            ? new Present<TracedMail>(asked, new(other.Moment("receivedDateTime")!.Value), source with { Command = asked.Command })
            : new Absent<TracedMail>(asked, "the trace has no message for anybody else of the domain in this time", source with { Command = asked.Command });
    }

    private static IEnumerable<ExchangeObject> Within(WorldTenant tenant, DateTimeOffset since, DateTimeOffset until) =>
        tenant.Trace.Select(row => row.Row).Where(row => row.Moment("receivedDateTime") is { } at && at >= since && at <= until);

    private static bool IsOf(ExchangeObject row, string recipient) => row.Text("recipientAddress") is { } other && Names.CanonicalAddress(other) == recipient;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
