namespace Recapito.Core;

/// <summary>From a recipient's fields to a reason and to whether sending again is of use.</summary>
internal static class FailureReason
{
    internal static string Of(RecipientFields recipient, ReplyForm? form, Catalogue catalogue) =>
        recipient.Kind == ReportKind.Delivered ? "delivered"
        : form?.Reason is { } reason ? reason
        : recipient.Status is { } status && catalogue.ReasonOf(status) is { } ofStatus ? ofStatus
        : recipient.StatusField is { } field && catalogue.ReasonOf(field) is { } ofField ? ofField
        : recipient.DiagnosticCode is { Length: > 0 } || recipient.Status is not null ? "onhold"
        : "undefined";

    /// <summary>
    /// The classes of reply code and enhanced code must agree, as "554 4.3.2" and "550 4.4.7" are real (neither is to be trusted alone);
    /// where they do not, the form decides if it can.
    /// </summary>
    internal static bool? IsPermanent(RecipientFields recipient, ReplyForm? form)
    {
        if (recipient.Kind == ReportKind.Delivered)
        {
            return null;
        }

        if (form?.Permanent is { } known)
        {
            return known;
        }

        var reply = recipient.Replies.LastOrDefault(reply => reply.Reply.Code is not null)?.Reply.Code / 100;
        var status = recipient.Status?.Class;
        var @class = reply is null || status is null || reply == status ? reply ?? status : null;
        return recipient.Kind == ReportKind.Delay ? false : @class switch { 5 => true, 4 => false, _ => null };
    }
}
