using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The reply texts of Exchange Online's edge by age, exact apart from the bracket, which <see cref="EdgeStamp"/> draws.</summary>
internal static class EdgeTexts
{
    /// <summary>Directory-based edge blocking at RCPT: forms A, B, B2, B3 and D.</summary>
    public static SmtpReply RecipientRejected(string age, string address, string bracket) => SmtpReply.Parse(age switch
    {
        "legacy" or "2017" => $"550 5.4.1 [{address}]: Recipient address rejected: Access denied {bracket}",
        "2018" or "2022" => $"550 5.4.1 Recipient address rejected: Access denied. AS(201806281) {bracket}",
        "2024" => $"550 5.4.1 Recipient address rejected: Access denied. {bracket}",
        _ => $"550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors {bracket}",
    });

    /// <summary>The same after DATA, every recipient unknown: form C. The blank before the colon is Microsoft's.</summary>
    public static SmtpReply AllRecipientsRejected(string bracket) =>
        SmtpReply.Parse($"550 5.4.1 All recipient addresses rejected : Access denied. AS(201806271) {bracket}");

    /// <summary>No tenant has the recipient's domain.</summary>
    public static SmtpReply NoTenant(string age, string bracket) => SmtpReply.Parse(age is "legacy"
        ? "550 5.4.1 Relay Access Denied"
        : $"550 5.7.64 TenantAttribution; Relay Access Denied {bracket}");

    /// <summary>The client's address is banned.</summary>
    public static SmtpReply BannedClient(string client, string bracket) => SmtpReply.Parse(
        $"550 5.7.606 Access denied, banned sending IP [{client}]. To request removal from this list please visit https://sender.office.com/ "
        + $"and follow the directions. For more information please go to http://go.microsoft.com/fwlink/?LinkID=526655 AS(1430) {bracket}");
}
