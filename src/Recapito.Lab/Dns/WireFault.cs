namespace Recapito.Lab;

/// <summary>What is wrong with the octets of an answer, whatever it says.</summary>
internal enum WireFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A compressed name that points to itself.</summary>
    PointerLoop,

    /// <summary>A compressed name that points to a later place (RFC 1035 §4.1.4: a prior one).</summary>
    PointerForward,

    /// <summary>A compressed name that points behind the message.</summary>
    PointerPastEnd,

    /// <summary>A name of more than 255 octets.</summary>
    LongName,

    /// <summary>Another number than the query's.</summary>
    WrongId,

    /// <summary>Another question than was asked.</summary>
    WrongQuestion,

    /// <summary>The question's letters in another case.</summary>
    OtherCase,

    /// <summary>From another port.</summary>
    OtherSource,

    /// <summary>FORMERR to every query with EDNS, as servers that are older than it.</summary>
    NoEdns,

    /// <summary>Answered as if the query had no EDNS.</summary>
    EdnsIgnored,

    /// <summary>Version 1 answered as if it were version 0.</summary>
    EdnsVersionError,

    /// <summary>FORMERR for an option that it does not know.</summary>
    EdnsOptionError,

    /// <summary>An unknown option sent back.</summary>
    EdnsOptionEcho,

    /// <summary>Unknown flags sent back.</summary>
    EdnsFlagEcho,
}
