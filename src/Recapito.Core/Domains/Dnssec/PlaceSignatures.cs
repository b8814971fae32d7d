namespace Recapito.Core;

/// <summary>An RRset as one place gave it, and what its signatures are worth.</summary>
/// <param name="Place">Who gave it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Canonical owner name.</param>
/// <param name="Seen">What it came in.</param>
/// <param name="Signatures">What they are worth with the place's own keys.</param>
internal sealed record SignedSet(ServerPlace Place, RrType Type, string Name, Present<DnsMessage> Seen, SetSignatures Signatures)
{
    /// <summary>
    /// A validator cannot use it. An answer without EDNS to a question with it has lost its signatures somewhere on the way: that accuses no zone.
    /// </summary>
    public bool IsBad => Signatures.State switch
    {
        SetState.Valid or SetState.NotVerified => false,
        SetState.Missing => Seen.Value.EdnsVersion is not null,
        _ => true,
    };
}

/// <summary>The signed RRsets of one place.</summary>
/// <param name="Place">The place.</param>
/// <param name="KeysSeen">Its DNSKEY answer.</param>
/// <param name="Keys">The keys in it.</param>
/// <param name="Named">Those that a DS names.</param>
/// <param name="KeySet">The DNSKEY RRset.</param>
/// <param name="Sets">SOA, NS and MX, as far as they were given.</param>
internal sealed record PlaceSignatures(
    ServerPlace Place, Present<DnsMessage> KeysSeen, IReadOnlyList<Dnskey> Keys, IReadOnlyList<Dnskey> Named, SignedSet KeySet, IReadOnlyList<SignedSet> Sets)
{
    /// <summary>The keys, or a set that mail needs, are of no use to a validator.</summary>
    public bool IsBogus => Named.Count == 0 || KeySet.IsBad || Sets.Any(set => set.Type is RrType.Soa or RrType.Mx && set.IsBad);

    /// <summary>Everything that was looked at is good.</summary>
    public bool IsGood => Named.Count > 0 && Sets.Count > 0 && Sets.Prepend(KeySet).All(set => set.Signatures.State is SetState.Valid);

    /// <summary>A set here has no signature by a key that the other place publishes: who has the other's keys takes it for forged.</summary>
    public bool SignsBeyond(PlaceSignatures other) =>
        Sets.Select(set => set.Signatures).Any(set => set.Good.Count > 0 && !set.Good.Any(signature => other.Keys.Any(key => key.Tag == signature.KeyTag && key.Algorithm == signature.Algorithm)));

    /// <summary>What every place gave that gave a DNSKEY answer at all.</summary>
    public static IReadOnlyList<PlaceSignatures> Of(DomainView view) =>
        view.Authority.Apex is null ? [] : [.. view.Authority.Credible.Select(place => Of(view, place)).OfType<PlaceSignatures>()];

    private static PlaceSignatures? Of(DomainView view, ServerPlace place)
    {
        var (zone, apex) = (view.Authority, view.Authority.Apex!);
        if (zone.Authoritative(place, apex, RrType.Dnskey) is not { } seen)
        {
            return null;
        }

        var (signatures, keys, named) = ChainOfTrust.KeysOf(seen.Value, apex, view.Chain.Ds?.Signers ?? [], view.Now);
        var sets = new[] { (apex, RrType.Soa), (apex, RrType.Ns), (view.Domain, RrType.Mx) }
            .Select(asked => (Name: asked.Item1, Type: asked.Item2, Seen: zone.Authoritative(place, asked.Item1, asked.Item2)))
            .Where(asked => asked.Seen?.Value.AnswersFor(asked.Name, asked.Type).Count > 0)
            .Select(asked => new SignedSet(place, asked.Type, asked.Name, asked.Seen!,
                SetSignatures.Of(asked.Seen!.Value, asked.Seen.Value.Answer, asked.Name, asked.Type, apex, keys, view.Now)));
        return new(place, seen, keys, named, new(place, RrType.Dnskey, apex, seen, signatures), [.. sets]);
    }
}
