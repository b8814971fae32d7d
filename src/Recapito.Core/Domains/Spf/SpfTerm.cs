using System.Net;

namespace Recapito.Core;

/// <summary>The terms of an SPF record (RFC 7208 §5, §6).</summary>
internal enum SpfKind
{
    All,
    Include,
    A,
    Mx,
    Ptr,
    Ip4,
    Ip6,
    Exists,
    Redirect,
    Exp,
    UnknownModifier,
}

/// <summary>One term of an SPF record.</summary>
/// <param name="Kind">Which mechanism or modifier.</param>
/// <param name="Text">As written.</param>
/// <param name="Position">Where it begins: 1 is the first character of the record.</param>
internal sealed record SpfTerm(SpfKind Kind, string Text, int Position)
{
    /// <summary>"+", "-", "~" or "?"; modifiers have "+" and no use of it.</summary>
    public char Qualifier { get; init; } = '+';

    /// <summary>The domain that it names; null where it stands for the record's own.</summary>
    public SpfMacroString? Domain { get; init; }

    /// <summary>The address of ip4 and ip6; how much of it counts, say the prefixes.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>0 to 32.</summary>
    public int Prefix4 { get; init; } = 32;

    /// <summary>0 to 128.</summary>
    public int Prefix6 { get; init; } = 128;

    /// <summary>With the qualifier that is left out where it is "+": "+ip4:192.0.2.1"; modifiers as they are.</summary>
    public string Full => Kind is SpfKind.Redirect or SpfKind.Exp or SpfKind.UnknownModifier || Text[0] == Qualifier ? Text : Qualifier + Text;

    /// <summary>It counts against the limit of ten (§4.6.4).</summary>
    public bool CostsLookup => Kind is SpfKind.Include or SpfKind.A or SpfKind.Mx or SpfKind.Ptr or SpfKind.Exists or SpfKind.Redirect;

    /// <summary>True where the address lies in the term's network around <paramref name="about"/>; addresses of two families never do.</summary>
    public bool Covers(IPAddress about, IPAddress client)
    {
        var (one, other) = (about.GetAddressBytes(), client.GetAddressBytes());
        if (one.Length != other.Length)
        {
            return false;
        }

        var bits = one.Length == 4 ? Prefix4 : Prefix6;
        for (var at = 0; at < one.Length; at++)
        {
            var mask = 0xff << (8 - Math.Clamp(bits - (at * 8), 0, 8));
            if (((one[at] ^ other[at]) & mask & 0xff) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What its match means (§4.6.2).</summary>
    public SpfResult ResultOfMatch => Qualifier switch
    {
        '-' => SpfResult.Fail,
        '~' => SpfResult.SoftFail,
        '?' => SpfResult.Neutral,
        _ => SpfResult.Pass,
    };
}

/// <summary>A place at which a record is not as the grammar says; the whole record is then a permanent error (§4.6).</summary>
/// <param name="Text">The term, as written.</param>
/// <param name="Position">Where in the record the first wrong character stands, from 1.</param>
/// <param name="Expected">The right form, as the standard writes it: "ip4:192.0.2.0/24".</param>
internal sealed record SpfFault(string Text, int Position, string Expected);

/// <summary>A record that was read.</summary>
/// <param name="Text">All of it, its strings joined.</param>
/// <param name="Terms">What could be read, in order.</param>
/// <param name="Faults">What could not; none in a record that is in order.</param>
internal sealed record SpfRecord(string Text, IReadOnlyList<SpfTerm> Terms, IReadOnlyList<SpfFault> Faults)
{
    /// <summary>The first "all", behind which nothing is looked at (§5.1).</summary>
    public SpfTerm? All => Terms.FirstOrDefault(term => term.Kind is SpfKind.All);

    /// <summary>The redirect, where it counts: beside "all" it is ignored (§6.1).</summary>
    public SpfTerm? Redirect => All is null ? Terms.FirstOrDefault(term => term.Kind is SpfKind.Redirect) : null;

    /// <summary>The terms that a receiver looks at, in its order: mechanisms up to "all", then the redirect.</summary>
    public IReadOnlyList<SpfTerm> Effective =>
        [.. Terms.TakeWhile(term => term.Kind is not SpfKind.All).Where(IsMechanism), .. All is { } all ? [all] : Array.Empty<SpfTerm>(), .. Redirect is { } redirect ? [redirect] : Array.Empty<SpfTerm>()];

    /// <summary>The terms that a receiver never looks at: mechanisms behind "all", and a redirect beside it.</summary>
    public IReadOnlyList<SpfTerm> Ignored => All is { } all
        ? [.. Terms.Where(term => (IsMechanism(term) && term.Position > all.Position) || term.Kind is SpfKind.Redirect)]
        : [];

    private static bool IsMechanism(SpfTerm term) => term.Kind is not (SpfKind.Redirect or SpfKind.Exp or SpfKind.UnknownModifier);
}

/// <summary>What check_host() says (§2.6).</summary>
internal enum SpfResult
{
    None,
    Neutral,
    Pass,
    Fail,
    SoftFail,
    TempError,
    PermError,
}
