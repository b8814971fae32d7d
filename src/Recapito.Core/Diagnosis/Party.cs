namespace Recapito.Core;

/// <summary>Who must act.</summary>
public enum Party
{
    /// <summary>The person who sent the message.</summary>
    Sender,

    /// <summary>The administrator of the sender's mail.</summary>
    SendersAdmin,

    /// <summary>The administrator of the recipient's mail.</summary>
    RecipientsAdmin,

    /// <summary>Whoever runs the recipient domain's name servers.</summary>
    DnsHost,

    /// <summary>Microsoft.</summary>
    Microsoft,

    /// <summary>Nobody: wait.</summary>
    Nobody,
}
