using System.Text;
using System.Text.RegularExpressions;
using Recapito.Lab;

namespace Recapito.Cli.Tests;

/// <summary>What a reader must find on a screen, and what must not stand there: each row was once missed or stumbled over.</summary>
public sealed class ScreenWordsTests
{
    // Command, world, options; then what the screen says, and what it does not ("!").
    public static readonly TheoryData<string, string, string, string[]> Rows = new()
    {
        { "diagnose", "mx/target-has-no-address", "", ["no such name", "mail.fabrikam.example reported, on", "!refused here"] },
        { "diagnose", "delegation/domain-does-not-exist-subdomain", "", ["no such name", "reported, on", "!mail.contoso.example said"] },
        { "explain", "delegation/domain-does-not-exist-subdomain", "", ["not found in", "!mail.contoso.example said", "!byte "] },
        { "diagnose", "recipient/does-not-exist-at-exim", "", ["contoso.example said", "!reported, on"] },
        { "diagnose", "accepted-domain/domain-unverified", "", ["isVerified: False", "!Is contoso.example an accepted domain"] },
        { "diagnose", "accepted-domain/domain-unverified", "it", ["nessuna delle organizzazioni a cui si poteva chiedere", "!none of the organisations"] },
        { "diagnose", "delegation/delegation-broken-refused", "it", ["!not authoritative"] },
        { "diagnose", "propagation/change-in-flight", "", ["Serial 2026112302", "Serial 2026112301", "whoever runs the name servers of contoso.example must act"] },
        { "diagnose", "connector/inbound-connector-disabled", "", ["Enabled: False; ConnectorType: OnPremises", "PS> Get-InboundConnector | Format-List Name,Enabled,ConnectorType,SenderDomains", "Set-InboundConnector 'Inbound from our servers' -Enabled $true`", "!Connector NAME"] },
        { "diagnose", "recipient/onprem-recipient-not-synced", "", ["DomainType: Authoritative", "RecipientTypeDetails: ", "!Get-Recipient ADDRESS"] },
        { "diagnose", "mx/wrong-region", "", ["- contoso.example. MX 0 contoso-example.mail.protection.outlook.com.", "+ contoso.example. MX: ", "enter again those that were removed: contoso.example. MX 0", "!minus sign"] },
        { "diagnose", "sender/sender-not-authenticated", "", ["v=spf1 ip4:198.51.100.10 -all. For 192.0.2.25, the address of", "recapito test outbound 192.0.2.25"] },
        { "diagnose", "sender/sender-not-authenticated-no-address", "", ["recapito test outbound ADDRESS", "!outbound –"] },
        { "diagnose", "tls/tls-certificate-expired", "", ["expired on 2026-11-16", "-connect mail.contoso.example:25", "!NotTimeValid", "!not to be trusted"] },
        { "diagnose", "tls/tls-certificate-self-signed", "", ["is self-signed", "!UntrustedRoot;"] },
        { "diagnose", "tls/tls-certificate-self-signed", "it", ["è autofirmato"] },
        { "diagnose", "gateway/other-systems-refusal", "", ["by a rule of its own", "!nothing to do with Microsoft's"] },
        { "diagnose --format message", "connector/inbound-connector-missing", "", ["has no inbound connector for servers of its own", "InboundConnector settings does the organisation of contoso.example", "There is none", "PS> Get-InboundConnector", "!not repeated here"] },
        { "diagnose --format message", "loop/mail-loop-both-sides-relay", "", ["it went the same way 10 times", "!not repeated here"] },
        { "diagnose --format message", "recipient/does-not-exist-mistyped", "", ["To: the sender", "!leo.rossi@contoso.example"] },
        { "diagnose --format message", "uncatalogued/content-after-data", "", ["Subject: A message to lee@contoso.example was not delivered", "which rule it was", "!does not arrive"] },
        { "diagnose --format message", "mx/near-miss-private-inside-only", "", ["10.0.0.25", "203.0.113.25"] },
        { "diagnose --format message", "propagation/change-in-flight-old-name-gone", "it", ["nessuno deve agire", "!nobody has to act"] },
        { "diagnose", "mx/near-miss-relay-words-at-both-hosts", "", ["kim@contoso.example, which is known to exist? → Taken", "compare the address letter by letter", "!What these words mean as a rule"] },
        { "diagnose --format message", "mx/near-miss-relay-words-at-both-hosts", "", ["To: the administrator of the recipient's mail", "takes another address of contoso.example", "kim@contoso.example, which is known to exist? > Taken", "!If you sent the message"] },
        { "diagnose", "propagation/near-miss-inner-address-silent", "", ["says now that it knows no lee@contoso.example", "compare the address letter by letter"] },
        { "diagnose --format message", "connector/inbound-connector-disabled", "", ["Enabled: False"] },
        { "diagnose --format message", "loop/outbound-connector-routes-by-mx", "", ["UseMXRecord: True"] },
        { "diagnose --format message", "recipient/near-miss-mailboxes-at-the-old-hoster", "", ["see first that its mailbox is in no other system"] },
        { "diagnose --format message", "connector/near-miss-connector-changed-since", "", ["Where the server's certificate is right: Set-InboundConnector", "!send again. Set-InboundConnector"] },
        { "read", "tls/tls-name-mismatch", "", ["administrators of both sides", "!sending side lacks"] },
        { "read", "recipient/dynamic-distribution-group", "", ["again and again", "!Stop sending"] },
        { "read", "mx/two-domains-two-causes", "", ["The name of the host that the mail was to go to was not found (hostunknown). Sending again does not help before the name is mended", "!Stop sending"] },
        { "read", "mx/target-has-no-address-lapsed-host-domain", "", ["The name of the host that the mail was to go to was not found", "!recipient's domain was not found", "!Check how the domain"] },
        { "read", "delegation/domain-does-not-exist", "", ["The recipient's domain was not found (hostunknown). Check how the domain is spelt"] },
        { "read", "gateway/other-systems-refusal", "", ["by a rule of the recipient's organisation (rejected). Sending the same again does not help: ask the recipient's administrator", "!sending side lacks"] },
        { "read", "accepted-domain/near-miss-mail-service-renewed", "", ["Trying again does not help until it takes mail: ask the recipient's administrator", "!Try again later"] },
        { "explain", "health/near-miss-incident-began-later", "", ["Send the message again, some hours later", "!tries again by itself"] },
        { "read", "connector/send-connector-smart-host-wrong", "", ["or your own where a smart host or connector"] },
        { "diagnose --format message", "gateway/other-systems-refusal", "", ["What to do: See which rule of mx.contoso.example refused the message.", "!Ask the administrator"] },
        { "diagnose --format message", "sender/sender-not-authenticated", "", ["Subject: Mail to lee@contoso.example comes back, for a cause on the sender's side"] },
        { "diagnose", "undeterminable/port-25-closed-here", "", ["Who must act is not known yet", "hand this diagnosis to whoever runs your mail"] },
        { "diagnose", "recipient/does-not-exist-mistyped", "", ["has leo.rossi@contoso.example, which is written almost alike"] },
        { "diagnose", "recipient/does-not-exist", "", ["!written almost alike"] },
        { "diagnose", "propagation/split-horizon-mx-target-missing", "", ["Inside and outside see different address records for mx.india2.example", "(seen: 203.0.113.122)", "There is no such name in the DNS (NXDOMAIN)", "mail.fabrikam.example may have asked such a view", "!different MX records for", "!mx-target-has-no-address]"] },
        { "diagnose", "propagation/split-horizon-token-old", "", ["Inside and outside see different MX records for", "!different address records"] },
        { "diagnose", "propagation/change-in-flight-away-from-microsoft", "", ["Where the old records had a longer TTL than was seen", "not reached", "!A mail gateway passed", "!… waiting"] },
        { "diagnose", "propagation/dns-host-moved-resolver-keeps-old-servers", "", ["after 2026-11-24 08:28:20 UTC", "and its NS records", "as they were noted in step 2", "!some hours from now", "!The moment cannot be computed"] },
        { "diagnose", "gateway/gateway-hides-microsoft-wrapped", "", ["quoted a system behind it", "A mail gateway passed the refusal on", "!surplus-mx]"] },
        { "diagnose", "undeterminable/host-of-a-provider-left", "", ["NOT TRIED AGAIN", "refused;", "do not name smtp.oldisp.example", "!NO LONGER REPRODUCIBLE", "!Most often the domain's MX"] },
        { "diagnose", "uncatalogued/mailbox-full", "", ["TOLD BY THE REPLY", "the recipient can act by making room", "!UNDETERMINED"] },
        { "diagnose", "mx/mx-behind-mailboxes", "", ["The mailbox lee@contoso.example is in Microsoft 365", "!The mailboxes of contoso.example have moved"] },
        { "diagnose", "gateway/other-systems-refusal", "", ["a random address of contoso.example alike", "look first at rules for the whole domain", "no mail exchanger of contoso.example is Microsoft's", "!no host of Microsoft's takes part", "!Nothing was seen to be wrong"] },
        { "diagnose", "propagation/split-horizon-mx-target-missing", "", ["its SOA names dc1.india2.example", "Which name server does mail.fabrikam.example ask", "!export-script"] },
        { "diagnose", "mx/host-does-not-accept-domain", "", ["leave the MX as it is and let mx.oldhost.example take the domain again"] },
        { "diagnose", "recipient/edge-directory-stale", "", ["does not know it.", "IsDirSynced", "Only for several", "!does not know it yet"] },
        { "diagnose", "health/service-incident", "", ["EX999001 (Inbound mail delayed)", "Health > Service health", "!For a moment"] },
        { "fix plan", "delegation/domain-does-not-exist", "", ["Who must act: the sender or the administrator of the recipient's mail.", "!Who must act: the sender\n"] },
        { "fix try", "delegation/delegation-broken-refused", "", ["A copy cannot imitate", "!says nothing", "!--export", "!--known-good"] },
        { "fix try", "accepted-domain/domain-unverified", "", ["was simply set down", "!The change mends it"] },
        { "fix try", "mx/host-does-not-accept-domain", "", ["The change mends it"] },
        { "fix try", "recipient/does-not-exist-mistyped", "", ["Sent to leo.rossi@contoso.example instead", "only the sender knows", "nothing is created", "!becomes an address", "!takes it for done"] },
        { "fix try", "recipient/does-not-exist-mistyped", "it", ["Inviato invece a leo.rossi@contoso.example", "!diventa indirizzo"] },
        { "diagnose", "loop/mail-loop-both-sides-relay", "", ["the Send connector Back to the cloud hands it back", "Set-SendConnector -Identity 'Back to the cloud' -Enabled $false", "Set-OutboundConnector 'To our servers' -Enabled $false", "-DomainType 'InternalRelay' # Exchange Server", "SendConnector settings does the organisation", "neither Exchange Online nor the organisation's own servers have an object", "first make the missing ones", "!where no other server of the organisation has it"] },
        { "diagnose", "connector/partner-connector-restriction", "", ["From which address and with which certificate the message came is not in the report", "-SenderIPAddresses '192.0.2.240/28',NEW-ADDRESS", "-RestrictDomainsToIPAddresses $false", "!Nothing was seen to be wrong"] },
        { "diagnose", "connector/partner-connector-restriction-all-senders", "", ["Addresses alone would change nothing", "!OLD-ADDRESSES"] },
        { "diagnose", "connector/inbound-connector-certificate-mismatch", "", ["RequireTLS: True", "not a domain that Exchange Online takes mail for", "!no domain of its own"] },
        { "diagnose", "connector/inbound-connector-certificate-mismatch-no-certificate", "", ["begins no TLS", "-IgnoreSTARTTLS $true -RequireTLS $false", "!what the server shows"] },
        { "diagnose", "tls/tls-name-mismatch", "", ["Which OutboundConnector settings does the organisation of contoso.example have in Exchange Online?", "TlsSettings: DomainValidation"] },
        { "diagnose", "delegation/delegation-broken-dead-servers", "", ["you need not find out who that is", "for whoever runs their mail"] },
        { "diagnose --format message", "dnssec/broken-ds-of-old-host", "", ["To: whoever holds litware.example at its registrar", "please pass this message on", "!To: the administrator"] },
        { "diagnose", "delegation/domain-does-not-exist-subdomain", "", ["the zone above it no longer has it", "put them back", "!registration has lapsed"] },
        { "diagnose", "recipient/does-not-exist-mistyped", "", ["Microsoft 365 has no recipient", "!There is no recipient"] },
        { "diagnose", "loop/near-miss-type-changed-since", "", ["PROVEN", "[internal-relay-without-connector]", "!The accepted domain contoso.example is Authoritative"] },
        { "diagnose", "loop/near-miss-type-changed-since", "", ["contoso.example relayed unknown recipients", "is Authoritative now", "!relays unknown recipients", "!-DomainType Authoritative`", "!Set-AcceptedDomain -Identity"] },
        { "diagnose", "recipient/near-miss-remote-mailbox-without-mailbox", "", ["Synchronise lee@contoso.example", "!New-Mailbox", "!or the sender", "!letter by letter"] },
        { "diagnose", "propagation/two-dns-hosts-serials-unrelated", "", ["Which of the different MX records", "10 old.litware.example", "10 new.litware.example", "!has no MX record", "!with which certificate"] },
        { "diagnose --format message", "propagation/two-dns-hosts-serials-unrelated", "", ["10 old.litware.example", "10 new.litware.example", "!with which certificate"] },
        { "diagnose --format message", "undeterminable/queue-expired-without-a-reason", "", ["Greylisted"] },
        { "diagnose", "accepted-domain/domain-just-added-this-morning", "", ["WhenCreatedUTC: 2026-11-23"] },
        { "diagnose", "uncatalogued/suspected-virus", "", ["can act. If you sent the message: first send a short one without attachments and links"] },
        { "diagnose", "recipient/near-miss-group-with-members", "", ["Only for several, or where that does not help", "the edge has taken the directory", "!Set-AcceptedDomain -Identity 'contoso.example' -DomainType InternalRelay"] },
        { "diagnose --format message", "recipient/near-miss-group-with-members", "", ["!Set-AcceptedDomain -Identity 'contoso.example' -DomainType InternalRelay"] },
        { "diagnose", "propagation/near-miss-new-host-refuses-too", "", ["takes no mail for contoso.example either", "the administrator of the recipient's mail", "waiting alone cures nothing", "!It mends itself", "!no change is needed", "!port 25 is open"] },
        { "diagnose --format message", "propagation/near-miss-new-host-refuses-too", "", ["To: the administrator of the recipient's mail"] },
        { "diagnose", "accepted-domain/near-miss-nobody-there-either", "", ["The mail exchangers of contoso.example refuse lee@contoso.example as well", "550 5.1.1", "!and mx.contoso.example takes", "!port 25 is open"] },
        { "diagnose --format message", "accepted-domain/near-miss-nobody-there-either", "", ["Why this is not proven", "or with", "!    Remove-MgDomain -DomainId 'contoso.example'"] },
        { "diagnose", "tls/near-miss-renewed-since", "", ["When the message was refused", "send it again first", "!certificate of mail.contoso.example has expired"] },
        { "diagnose --format message", "tls/near-miss-renewed-since", "", ["does not show that fault now"] },
        { "diagnose", "connector/near-miss-smart-host-back", "", ["it answers now", "send it again first", "!does not answer."] },
        { "diagnose", "connector/near-miss-partner-connector-gone", "", ["Send again; where it comes back", "!seen: the connector", "!refuses this source."] },
        { "diagnose", "uncatalogued/address-in-other-script", "", ["letters beyond a to z", "!format of the message are broken", "!without attachments"] },
        { "diagnose", "uncatalogued/list-for-members-only", "", ["Only members may write to this mailing list", "the address that is a member", "!sender's mail can act"] },
        { "diagnose", "sender/sender-address-blocked-seen-from-there", "", ["public block list", "!Exchange Online asks"] },
        { "diagnose", "accepted-domain/domain-in-forgotten-tenant", "", ["PROVEN", "!has no object with the address"] },
        { "diagnose", "loop/loop-elsewhere-by-trace", "", ["until one of them stopped it", "message trace in Exchange Online", "!until an Exchange server"] },
        { "diagnose", "mx/near-miss-host-back-with-another-refusal", "", ["refuses this address and an invented one", "!with which certificate"] },
        { "diagnose --format message", "mx/near-miss-host-back-with-another-refusal", "", ["To: the administrator of the recipient's mail", "refuses this address and an invented one"] },
        { "diagnose", "recipient/does-not-exist-at-exim", "", ["the list of recipients of mx.contoso.example", "!open a case with Microsoft", "!Exchange admin centre"] },
        { "diagnose", "connector/near-miss-smart-host-is-a-relay", "", ["still leads mail to relay.oldhost.example", "!Send the message again."] },
        { "diagnose --format message", "connector/near-miss-smart-host-is-a-relay", "", ["To: the administrator of the sender's mail", "The connector To our partner"] },
        { "diagnose", "mx/near-miss-relay-words-for-unknown-users", "", ["takes another address of contoso.example", "Is lee@contoso.example spelt right", "!does not relay to this domain: that is", "!with which certificate"] },
        { "diagnose", "undeterminable/recipient-gone-or-mistyped", "", ["TOLD BY THE REPLY", "Compare it letter by letter", "!hand this diagnosis to whoever runs your mail"] },
        { "diagnose", "propagation/near-miss-inner-address-private", "", ["gives another than the host's own name servers", "10.0.0.5", "203.0.113.25", "!with which certificate"] },
        { "diagnose", "mx/host-does-not-accept-domain-observer-blocked", "", ["They refuse the address from which was asked", "!port 25 is open"] },
        { "diagnose --format message", "propagation/split-horizon-private-other-name", "", ["To: the administrator of the sender's mail"] },
        { "diagnose", "connector/near-miss-smart-host-is-the-mx", "", ["by a connector of its own", "!Nothing was seen to be wrong"] },
        { "diagnose", "sender/transient-refusal-every-exchanger", "", ["mx2.contoso.example refused", "the log of the sending system names the host", "!mx1.contoso.example refused"] },
        { "diagnose --format message", "accepted-domain/domain-without-mail-service-expired", "", ["Before changing anything, note"] },
        { "diagnose --format message", "connector/partner-connector-restriction", "", ["From Fabrikam takes mail of fabrikam.example only from: 192.0.2.240/28", "> 1: From Fabrikam", "!not repeated here"] },
        { "diagnose", "accepted-domain/near-miss-own-servers-with-the-domain", "", ["See whether contoso.example belongs", "give it an object there", "where no connector leads there yet", "!note for the way back what was not seen"] },
        { "diagnose", "mx/near-miss-sink-takes-everything", "", ["which may hold it, lose it", "see who runs it", "!is held at"] },
        { "diagnose", "connector/direct-send-refused", "", ["hand this diagnosis to whoever runs your mail, and send again"] },
        { "diagnose", "mx/no-mx-address-record-used", "", ["has the domain's address record, takes no mail", "!Most often the domain's MX"] },
        { "diagnose", "hybrid/certificate-removed", "", ["!does not answer on port 25. [mx-host-unreachable]", "!does not answer on port 25."] },
        { "diagnose", "connector/near-miss-relay-taken", "", ["First of all, if you sent the message: compare the address letter by letter", "!Recipient's Exchange"] },
        { "diagnose", "sender/blocked-at-connect", "", ["IP address or the name of the sending system", "!from another address of the sender's"] },
        { "diagnose", "recipient/authoritative-with-recipients-elsewhere-seen-there", "", ["the way out is there already: the connector To the other system", "-Identity 'To the other system'", "!New-OutboundConnector", "!HOST"] },
        { "diagnose", "sender/sender-not-authenticated-gmail", "", ["fabrikam.example publishes no SPF record", "v=spf1 ip4:192.0.2.25 -all"] },
        { "diagnose", "sender/near-miss-senders-domain-not-found", "", ["TOLD BY THE REPLY", "The domain of the sender's address was not found", "!SPF, DKIM"] },
        { "diagnose --format message", "mx/token-unknown-hyphen", "", ["A records of "] },
        { "diagnose", "recipient/not-in-edge-directory-observer-banned", "", ["that is said to exist was not seen", "!not taken there either"] },
        { "diagnose", "tls/near-miss-certificate-not-seen", "", ["What does mail.contoso.example answer on port 25?", "!what the server shows", "!exchangers"] },
        { "diagnose", "mx/domain-is-alias", "", ["leave those as they are", "enter its CNAME again", "!tenant7.desk.example. MX"] },
        { "diagnose", "undeterminable/loop-without-hops", "", ["To where does each mail system hand mail", "!Which rule of"] },
        { "diagnose", "mx/host-does-not-accept-domain-dead-secondary", "", ["All authoritative name servers that answered", "!All authoritative name servers and"] },
        { "fix plan", "dnssec/broken-ds-two-hosts-with-other-keys", "", ["Who must act: whoever holds litware.example at its registrar", "!Who must act: the administrator"] },
        { "check contoso.example", "domain/registration-on-hold", "", ["the registry takes such a domain out of the DNS. It was still found there.", "Caches and the servers above lose it next", "!it is not in the DNS", "!so no mail arrives"] },
        { "check contoso.example", "domain/registration-on-hold", "it", ["Qui vi si trovava ancora", "!non è nel DNS"] },
        { "check contoso.example", "domain/resolver-has-inner-address", "", ["gives 10.0.0.5 for mx.contoso.example", "one mail host with one address: mx.contoso.example [203.0.113.25]", "!mail host with one address: mx.contoso.example [10.0.0.5]"] },
        { "check contoso.example", "zone/two-dns-hosts-disagree", "", ["Enter the same records at every DNS host", "different primaries in their SOA (ns1.contoso.example, ns2.contoso.example)", "waiting does not help", "!correct the transfer", "!minutes old"] },
        { "check contoso.example", "zone/two-dns-hosts-disagree", "it", ["attendere non serve", "!correggere il trasferimento"] },
        { "check contoso.example", "zone/older-copy", "", ["!different primaries", "!waiting does not help"] },
        { "diagnose", "undeterminable/edge-changed-since", "", ["did not know lee@contoso.example", "send it again first", "named Microsoft 365", "The fix: Send again; only where", "!already names Microsoft 365", "!New-Mailbox"] },
        { "diagnose --format message", "undeterminable/edge-changed-since", "", ["Send again, and diagnose the new report", "!already names Microsoft 365", "!New-Mailbox"] },
        { "diagnose", "mx/near-miss-relay-words-for-one-recipient", "", ["takes an invented address of contoso.example", "so it is not: mx-host-does-not-accept-domain", "The postmaster of contoso.example can see", "!What it may still be", "!hand this diagnosis to whoever runs your mail", "!takes no mail for contoso.example", "!TOLD BY"] },
        { "diagnose --format message", "mx/near-miss-relay-words-for-one-recipient", "", ["To: the administrator of the recipient's mail", "it is this one address that it refuses", "!To: the administrator of the sender's"] },
        { "diagnose", "delegation/domain-does-not-exist-top-level", "", ["PROVEN", "nor does the top-level domain", "Who must act: the sender. Correct it and send again.", "a server of the root", "!administrator", "!registrar", "!lapsed"] },
        { "diagnose --format message", "delegation/domain-does-not-exist-top-level", "", ["!To:"] },
        { "diagnose", "recipient/near-miss-nobody-is-taken", "", ["refuses kim@contoso.example in the same words", "The fix: Find out why Exchange Online refuses every address of contoso.example", "Get-EXORecipient -Identity 'kim@contoso.example'", "!compare the address", "!New-Mailbox", "!or the sender", "!name an address"] },
        { "diagnose", "mx/host-unreachable-mute", "", ["takes connections on port 25 and then says nothing", "nc -w 10 203.0.113.25 25` prints nothing", "$ nc -w 10 203.0.113.25 25", "would look the same from here", "!nc -vz", "!not on this side"] },
        { "diagnose", "sender/transient-refusal-rate-limit", "", ["send again in some hours what has come back", "!gave up", "!What came back meanwhile must"] },
        { "diagnose", "sender/near-miss-silent-host-back", "", ["mx.contoso.example answers on port 25 now", "The first thing to do is to send the message again"] },
        { "diagnose --format message", "sender/near-miss-silent-host-back", "", ["mx.contoso.example answers on port 25 now", "The first thing to do is to send the message again", "220 mx.contoso.example"] },
        { "diagnose", "sender/senders-network-blocks-smtp", "", ["The report tells of 203.0.113.129, and contoso-example.mail.protection.outlook.com has the address 198.51.100.129 now"] },
        { "diagnose", "mx/near-miss-null-mx-twice", "", ["remove each MX record whose target is a single dot", "enter again what was removed"] },
        { "diagnose", "tls/tls-name-mismatch", "", ["Note what is set there now, for the way back", "Get-ReceiveConnector | Format-List Identity,TlsCertificateName"] },
        { "diagnose", "tls/tls-certificate-expired", "", ["Note what is set there now", "the certificate again that was noted in step 1"] },
        { "diagnose", "sender/sender-not-authenticated-dmarc", "", ["Note its present SPF, DKIM and DMARC records", "records again that were noted in step 1"] },
        { "fix plan", "mx/host-does-not-accept-domain", "", ["taken over at once by every name server of the domain", "the refresh time of its SOA"] },
        { "read", "loop/near-miss-trace-without-control", "", ["Sending again does not help before the circle is broken", "!Try again later"] },
        { "read", "connector/partner-connector-restriction-all-senders", "", ["where it lacks nothing, ask the recipient's administrator"] },
        { "explain", "uncatalogued/mailbox-full", "", ["fails again until what stopped it is mended"] },
        { "diagnose --format message", "hybrid/edge-blocking-off", "it", ["Confrontarlo con un messaggio", "chiedere alla persona", "!Confrontalo"] },
        { "diagnose --format message", "undeterminable/host-of-a-provider-left", "it", ["Inviare di nuovo il messaggio", "!Invia di nuovo"] },
        { "check contoso.example", "domain/mta-sts-host-refuses", "it", ["connessione rifiutata da", "!connection refused"] },
        { "check proseware-mail.example", "mx/token-unknown-hyphen", "", ["ℹ The MX of proseware-mail.example names 0", "No mail can arrive", "!✓ The MX of"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_screen_says_what_a_reader_needs(string command, string world, string language, string[] words)
    {
        using var folder = new Folder();
        var file = Path.Combine(Repository.Root, "lab", "worlds", world + ".yaml");
        // A domain is looked at without a bounce.
        string[] asked = command.Split(' ');
        asked = asked[^1].EndsWith(".example", StringComparison.Ordinal) ? asked
            : [.. asked, folder.Write("bounce.eml", LabRun.Bounce(WorldFile.Read(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)))!)];
        string[] look = command is "explain" or "read" ? [] : ["--world", file];
        var run = await Run.With(new() { OutputIsTerminal = true, Columns = 80, Variables = new Dictionary<string, string> { ["LC_ALL"] = "en_GB.UTF-8" } },
            [.. asked, "--no-color", "--lang", language is "" ? "en" : language, .. look]);
        var screen = run.Output + run.Error;
        var flat = string.Join(' ', screen.Split([' ', '\n', '│', '╎', '║', '┃'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(words, word =>
        {
            var (text, isThere) = word[0] is '!' ? (word[1..], false) : (word, true);
            var where = text.EndsWith('\n') ? screen : flat;
            Assert.True(where.Contains(text, StringComparison.Ordinal) == isThere, $"{(isThere ? "lacks" : "has")} \"{text}\":\n{screen}");
        });
    }

    // World, the reply that stands in the report of a delay in place of its own, the words.
    public static readonly TheoryData<string, string, string[]> Delays = new()
    {
        { "gateway/near-miss-relay-words-of-5-4-1", "451 4.7.1 try again later", ["nothing has come back yet", "do not send the message a second time", "What becomes of the message?"] },
        { "sender/transient-refusal-rate-limit", "452 4.3.1 Too many messages for this domain, try again later", ["nothing has come back yet", "still tries by itself", "ask the postmaster"] },
        { "sender/near-miss-greylisting-over", "450 4.2.0 Greylisted, please try again later", ["is delayed", "do not send the message a second time"] },
        { "uncatalogued/mailbox-full", "452 4.2.2 Mailbox full", ["A reply that begins with 4 is not final", "Send again only once"] },
        { "connector/near-miss-relay-taken", "450 4.7.1 Client host rejected: cannot find your reverse hostname", ["the message is only delayed"] },
        { "mx/host-unreachable-mute", "451 4.4.1 connection timed out", ["nothing has come back yet", "once it is mended, the message is delivered by itself"] },
    };

    // The reply that stands in the report of a delay, the command, the words.
    public static readonly TheoryData<string, string, string[]> DelaysByReportAlone = new()
    {
        { "451 4.7.1 Try again later", "read", ["The message has not been taken so far (expired). Wait: the server still tries.", "!in time"] },
        { "451 4.7.1 Greylisting in action, please come back later", "read", ["Put off for now: by greylisting", "Wait: the server still tries.", "!Refused"] },
        { "451 4.7.1 Greylisting in action, please come back later", "explain", ["nothing has come back yet", "do not send the message a second time", "… put off for", "nobody for now", "!send again later", "!✕", "!Refusing host"] },
        { "451 4.7.1 Try again later", "diagnose", ["nothing has come back yet", "now refuses lee@contoso.example and an invented address of contoso.example alike, for good", "the message comes back at the next attempt"] },
        { "451 4.7.1 Try again later", "diagnose --format message", ["is delayed", "To: the administrator of the recipient's mail", "an invented address of contoso.example alike", "550 5.4.1 Relay Access Denied", "Please see why mx.oldhost.example refuses it"] },
    };

    [Theory]
    [MemberData(nameof(DelaysByReportAlone))]
    public async Task Of_a_delay_is_said_that_it_is_still_tried_and_what_refuses_it_now(string reply, string command, string[] words)
    {
        using var folder = new Folder();
        var samples = Path.Combine(Repository.Root, "samples");
        var bounce = await File.ReadAllTextAsync(Path.Combine(samples, "relay-access-denied-postfix.eml"), TestContext.Current.CancellationToken);
        var delay = Regex.Replace(bounce.Replace("Action: failed", "Action: delayed", StringComparison.Ordinal), "554 5\\.7\\.1\\s+<lee@contoso\\.example>:\\s+Relay\\s+access\\s+denied", reply);
        delay = Regex.Replace(delay, "(?<=\nStatus: ).*", reply.Split(' ')[1]);
        string[] look = command.StartsWith("diagnose", StringComparison.Ordinal) ? ["--world", Path.Combine(samples, "relay-access-denied.yaml")] : [];
        Says(await Run.With(new() { Columns = 80 }, [.. command.Split(' '), folder.Write("delay.eml", delay), "--no-color", "--lang", "en", .. look]), words);
    }

    private static void Says(Run run, string[] words)
    {
        var flat = string.Join(' ', run.Output.Split([' ', '\n', '│', '╎', '║', '┃', '>'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(words, word => Assert.True(flat.Contains(word.TrimStart('!'), StringComparison.Ordinal) != word.StartsWith('!'), $"{word}:\n{run.Output}{run.Error}"));
    }

    // What is handed in, the command, the words.
    public static readonly TheoryData<string, string, string[]> WordsAlone = new()
    {
        { "550 5.1.1 not found", "explain", ["the sender, by correcting the address", "!cannot be told"] },
        { "550 Requested action not taken: mailbox unavailable", "explain", ["it is not there, or not open to this sender", "!There is no mailbox"] },
        { "550 5.1.1 Requested action not taken: mailbox unavailable", "explain", ["There is no mailbox"] },
        { "451 4.7.1 Greylisting in action, please come back later", "explain FILE", ["A message was put off, or not delivered.", "is not final", "!did not arrive", "!send again later"] },
        { "451 4.7.1 Greylisting in action, please come back later", "diagnose --format message FILE", ["Subject: Mail to lee@contoso.example was put off or not delivered", "!comes back", "!does not arrive"] },
        { "451 4.4.1 connection timed out, will retry for 2 days", "explain FILE", ["A message was put off, or not delivered.", "is not final", "!did not arrive", "!gave up here"] },
        { "451 4.4.1 connection timed out, will retry for 2 days", "diagnose FILE", ["!gave up here", "!did not arrive"] },
        { "451 4.4.1 connection timed out, will retry for 2 days", "diagnose --format message FILE", ["was put off or not delivered", "!was not delivered"] },
    };

    [Theory]
    [MemberData(nameof(WordsAlone))]
    public async Task Of_mere_words_no_more_is_said_than_they_mean(string reply, string command, string[] words)
    {
        using var folder = new Folder();
        var file = folder.Write("words.txt", "il messaggio a lee@contoso.example è in ritardo: " + reply + "\n");
        string[] look = command.StartsWith("diagnose", StringComparison.Ordinal) ? ["--world", Path.Combine(Repository.Root, "samples", "relay-access-denied.yaml")] : [];
        string[] asked = command.EndsWith("FILE", StringComparison.Ordinal) ? [.. command.Split(' ')[..^1], file] : [command, reply];
        Says(await Run.With(new() { Columns = 80 }, [.. asked, "--no-color", "--lang", "en", .. look]), words);
    }

    [Theory]
    [MemberData(nameof(Delays))]
    public async Task Of_a_delay_nothing_has_come_back_and_nothing_is_sent_twice(string world, string reply, string[] words)
    {
        using var folder = new Folder();
        var file = Path.Combine(Repository.Root, "lab", "worlds", world + ".yaml");
        var bounce = Encoding.UTF8.GetString(LabRun.Bounce(WorldFile.Read(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)))!);
        var delay = Regex.Replace(bounce.Replace("Action: failed", "Action: delayed", StringComparison.Ordinal), "(?<=Diagnostic-Code: smtp; ?)[^\n]*(\n[ \t][^\n]*)*", reply);
        delay = Regex.Replace(delay, "(?<=\nStatus: ).*", reply.Split(' ')[1]);
        var run = await Run.With(new() { Columns = 80 }, ["diagnose", folder.Write("delay.eml", delay), "--no-color", "--lang", "en", "--world", file]);
        var flat = string.Join(' ', run.Output.Split([' ', '\n', '│', '╎', '║', '┃'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(words, word => Assert.Contains(word, flat, StringComparison.Ordinal));
        Assert.All(["what has come back", "gave up here", "and the sender's system gave up", "come back with", "Send the message again", "send again once it is mended"], word => Assert.DoesNotContain(word, flat, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--lang it explain", "Che cosa è successo")]
    [InlineData("--no-color --quiet --lang=it explain", "Che cosa è successo")]
    [InlineData("--lang it fix plan --offline", "Non")]
    public async Task Options_that_every_command_knows_may_stand_before_the_command(string before, string says)
    {
        using var folder = new Folder();
        var bounce = folder.Write("bounce.eml", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "relay-access-denied.eml"), TestContext.Current.CancellationToken));
        var run = await Run.With(new(), [.. before.Split(' '), bounce]);
        Assert.Contains(says, run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Unrecognized", run.Error, StringComparison.Ordinal);
    }
}
