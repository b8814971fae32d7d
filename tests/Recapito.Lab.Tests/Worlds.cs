namespace Recapito.Lab.Tests;

/// <summary>World texts that several tests read.</summary>
internal static class Worlds
{
    /// <summary>Every key of the documented format.</summary>
    public const string Full = """
        about: contoso.example moved to Exchange Online; its one MX still names the old host, which relays for it no more
        source: ["RFC 5321 §5.1", "Microsoft KB 2827473"]
        times: { bounceAt: 2026-11-23T09:30:00Z, now: 2026-11-23T10:15:00Z }
        timeline:                                            # what changed meanwhile (optional)
          - { at: 2026-11-23T10:00:00Z, zone: contoso.example, version: new }
          - { at: 2026-11-23T10:05:00Z, host: mx.oldhost.example, is: { is: closed } }
          - { at: 2026-11-23T10:06:00Z, tenant: contoso.onmicrosoft.example, is: { acceptedDomains: [contoso.example], recipients: [lee@contoso.example, kim@contoso.example] } }
        message: { from: ana@fabrikam.example, to: [lee@contoso.example], ndrBy: exchange-online-2014, language: it }
        dns:
          servers:
            ns1.dnshost.example: { address: 192.0.2.53, serves: [contoso.example, oldhost.example] }
            ns2.dnshost.example: { address: 198.51.100.53, serves: [contoso.example@old] }   # a slow secondary
          zones:
            contoso.example: |                               # RFC 1035 master file
              $TTL 3600
              @ SOA ns1.dnshost.example. hostmaster.contoso.example. 2026112302 7200 3600 1209600 3600
              @ NS ns1.dnshost.example.
              @ NS ns2.dnshost.example.
              @ MX 0 contoso-example.mail.protection.outlook.com.
            contoso.example@old: |
              $TTL 3600
              @ SOA ns1.dnshost.example. hostmaster.contoso.example. 2026112301 7200 3600 1209600 3600
              @ NS ns1.dnshost.example.
              @ NS ns2.dnshost.example.
              @ MX 10 mx.oldhost.example.
            oldhost.example: |
              @ SOA ns1.dnshost.example. hostmaster.oldhost.example. 1 7200 3600 1209600 3600
              @ NS ns1.dnshost.example.
              mx A 203.0.113.25
          resolvers:
            - { name: office, address: 192.0.2.10, caches: ["contoso.example. 2950 IN MX 10 mx.oldhost.example."] }
            - { name: open, address: 192.0.2.11 }
          faults:
            - { server: ns2.dnshost.example, on: TXT, do: drop }
            - { server: ns1.dnshost.example, name: lied.contoso.example, do: lie, records: ["lied.contoso.example. 60 IN A 192.0.2.99"] }
            - { server: open, on: CAA, do: delay, ms: 5 }
        hosts:
          mx.oldhost.example: { is: postfix, accepts: [other.example], tls: { names: [mx.oldhost.example], trusted: true } }
          mail.contoso.example:
            is: exchange-server
            addresses: [203.0.113.80]
            accepts: [contoso.example]
            recipients: [lee@contoso.example]
            refuses: [{ at: rcpt, recipient: "@contoso.example", client: 192.0.2.1, sender: "<>", reply: "550 5.7.1 no" }]
            relaysTo: mx.oldhost.example
            bannerDelay: 5
            connectors: { send: [] }
        web:
          mta-sts.contoso.example:
            is: https
            addresses: [203.0.113.81]
            tls: { names: [mta-sts.contoso.example], trusted: true }
            pages:
              /.well-known/mta-sts.txt: { status: 200, type: text/plain, body: "version: STSv1\n", does: slow, ms: 5 }
              /policy: { location: "https://mta-sts.contoso.example/.well-known/mta-sts.txt" }
        microsoft365:
          contoso.onmicrosoft.example:
            edge: { age: 2026, region: EUR, refusesAt: rcpt }
            domains: [{ id: contoso.example, isVerified: true, supportedServices: [Email] }]
            acceptedDomains: [{ domainName: contoso.example, domainType: Authoritative }]
            recipients: [lee@contoso.example, { address: list@contoso.example, type: MailUniversalDistributionGroup }]
            edgeDirectory: { missing: [] }
            tokens: [left-over, contoso-example.mail.eo.outlook.com]
            connectors: { inbound: [], outbound: [] }
            health: []
            trace: []
        observer:
          resolver: office
          access: [report, dns, smtp, https]
          knownGood: [kim@contoso.example]
          address: 198.51.100.77
          blockedBy: [exchange-online]
          port25: open
        expect:
          lee@contoso.example:
            verdict: no-longer-reproducible
            cause: dns-change-in-flight
            party: nobody
            remedy: wait
            contributing: [edge-directory-stale]
            forbidden: [recipient-not-in-edge-directory]
            visibleEverywhereAt: null
          withLess:
            - { access: [report], verdict: undetermined }
            - { access: [report, dns], verdict: likely, cause: mx-behind-mailboxes, knownGood: [] }
          after: healthy
        """;
}
