namespace Recapito.Core;

/// <summary>Texts of gaps in the inside, which those who ask write and the diagnosis knows again, also in a saved half: the next question depends on them.</summary>
public static class InsideGaps
{
    /// <summary>Why a list of objects is absent: it was seen, and is empty.</summary>
    public const string NoneListed = "there is none";

    /// <summary>Nobody asked, as only cmdlets show it and those were not allowed.</summary>
    public const string NeedsCommands = "not asked: no supported interface lists this; --exchange-commands runs the cmdlet, which Microsoft does not support for applications, or export it instead";

    /// <summary>What stands in the text where the time is too long ago for the message trace.</summary>
    public const string TraceTooOld = "the trace goes back 90 days";

    /// <summary>What stands in the text where a cloud has no message trace for applications.</summary>
    public const string NoTraceInCloud = "has no message trace in Microsoft Graph";

    /// <summary>What stands in the text where the tenant lacks the service principal of the message trace (401).</summary>
    public const string NoTracePrincipal = "the tenant lacks the service principal of Microsoft's message trace";

    /// <summary>An export has no message trace.</summary>
    public const string TraceNotInExport = "an export of the configuration has no message trace";

    /// <summary>No object of a directory has the address.</summary>
    public const string NoObject = "no object has this address";

    /// <summary>The same, where the whole list has one that is hardly different; it follows.</summary>
    public const string NoObjectButNear = NoObject + "; the nearest on the list is ";

    /// <summary>What stands in the text where a permission or a role is lacking (403).</summary>
    public const string Lacks = "'recapito m365 doctor' shows what is missing";
}
