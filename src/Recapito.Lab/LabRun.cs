using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A world put together: its DNS, its mail hosts, the message that is sent through it, and what its organisations know of themselves.</summary>
public static class LabRun
{
    /// <summary>Starts the world as it is at a moment, on loopback sockets.</summary>
    /// <param name="world">The world.</param>
    /// <param name="moment">Null for the world's <see cref="World.Now"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="LabException">With <see cref="LabOptions.Expose"/>: an address or port cannot be bound.</exception>
    public static RunningLab Start(World world, DateTimeOffset? moment = null, LabOptions? options = null)
    {
        var snapshot = WorldSnapshot.At(world, moment);
        return RunningLab.Start(snapshot, SmtpHosts.HandlerFor, options);
    }

    /// <summary>
    /// Sends the world's message at <see cref="World.BounceAt"/> and gives the report that its sender gets; null where every recipient is delivered.
    /// Where the resolver would lead the message to its goal, a sender is taken whose resolver had asked another of the world's servers.
    /// </summary>
    public static byte[]? Bounce(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var snapshot = WorldSnapshot.At(world, world.BounceAt);
        var address = snapshot.AddressesOf[snapshot.SendingHost][0];
        foreach (var resolver in SenderViews.All(snapshot))
        {
            if (NdrWriter.Write(world, new LabSender(MailView.Of(snapshot), resolver, new SnapshotInternet(snapshot), address).Deliver(world)) is { } report)
            {
                return report;
            }
        }

        return null;
    }

    /// <summary>What the recipient's organisation says of a domain and an address when it is asked: the tenant that accepts the domain, or else the first one.</summary>
    public static EvidenceSet Inside(World world, Symptom symptom)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(symptom);
        var tenants = WorldSnapshot.At(world).World.Tenants;
        if (tenants.Count == 0)
        {
            return EvidenceSet.Empty;
        }

        var (name, tenant) = tenants.FirstOrDefault(entry => Accepted(entry.Value, symptom) is not null, tenants.First());
        var source = new Provenance(name, world.Now);
        var domain = new AcceptedDomainRequest(symptom.Domain);
        var recipient = new RecipientRequest(symptom.Recipient);
        return EvidenceSet.Empty
            .With(Accepted(tenant, symptom) is { } accepted
                ? new Present<AcceptedDomain>(domain, accepted, source with { Command = $"Get-AcceptedDomain {symptom.Domain}" })
                : tenant.Domains.Any(own => own.Id == symptom.Domain)
                ? new Unavailable<AcceptedDomain>(domain, "the organisation has the domain, but it takes no mail for it yet", source with { Command = "Get-AcceptedDomain" })
                : new Absent<AcceptedDomain>(domain, "it is not among the accepted domains", source with { Command = "Get-AcceptedDomain" }))
            .With(tenant.Recipients.FirstOrDefault(known => Names.CanonicalAddress(known.Address) == symptom.Recipient) is { } found
                ? new Present<DirectoryRecipient>(recipient, found, source with { Command = $"Get-Recipient {symptom.Recipient}" })
                : new Absent<DirectoryRecipient>(recipient, "no object has this address", source with { Command = $"Get-Recipient {symptom.Recipient}" }));
    }

    private static AcceptedDomain? Accepted(WorldTenant tenant, Symptom symptom) =>
        tenant.AcceptedDomains.FirstOrDefault(domain => Names.Canonical(domain.Domain) == symptom.Domain);
}
