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

    /// <summary>A connector knows the client, but neither its sender's domain nor its certificate's is the tenant's.</summary>
    public static SmtpReply NotTheTenants(string bracket) =>
        SmtpReply.Parse($"550 5.7.64 TenantAttribution; Relay Access Denied ATTR36. For more details please refer to https://support.microsoft.com/kb/3169958 {bracket}");

    /// <summary>The tenant that has the domain has no subscription with mail.</summary>
    public static SmtpReply NoSubscription(string bracket) => SmtpReply.Parse(
        "451 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. "
        + $"ATTR5 {bracket}");

    /// <summary>A partner connector of the tenant takes mail of these senders from certain hosts only.</summary>
    public static SmtpReply PartnerOnly(string bracket) => SmtpReply.Parse(
        "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain. "
        + $"The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set {bracket}");

    /// <summary>The tenant takes no mail in its own name from hosts that no connector knows.</summary>
    public static SmtpReply NoDirectSend(string bracket) =>
        SmtpReply.Parse($"550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources {bracket}");

    /// <summary>The client's address is banned.</summary>
    public static SmtpReply BannedClient(string client, string bracket) => SmtpReply.Parse(
        $"550 5.7.606 Access denied, banned sending IP [{client}]. To request removal from this list please visit https://sender.office.com/ "
        + $"and follow the directions. For more information please go to http://go.microsoft.com/fwlink/?LinkID=526655 AS(1430) {bracket}");
}
