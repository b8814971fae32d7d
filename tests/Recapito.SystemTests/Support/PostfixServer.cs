using System.Diagnostics;

namespace Recapito.SystemTests;

/// <summary>Postfix as a receiving server.</summary>
public sealed class PostfixServer : MailServer
{
    public static string? Problem => Command.Exists("postfix") && Environment.IsPrivilegedProcess ? null : "Postfix is not installed, or this is not root";

    public override string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(Folder, "log", "mail.log");

    private string Settings => Path.Combine(Folder, "etc");

    protected override async Task<Process> LaunchAsync()
    {
        foreach (var folder in new[] { "etc", "log", "queue", "data" })
        {
            Directory.CreateDirectory(Path.Combine(Folder, folder));
        }

        (await Command.RunAsync("chown", "postfix", Path.Combine(Folder, "data"))).Succeeded("chown");
        await File.WriteAllTextAsync(Path.Combine(Settings, "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {Folder}/queue
            data_directory = {Folder}/data
            maillog_file = {LogFile}
            maillog_file_prefixes = {Folder}
            myhostname = {HostName}
            mydestination =
            mynetworks = 192.0.2.1/32
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            alias_maps =
            local_recipient_maps =
            virtual_mailbox_domains = contoso.example
            virtual_mailbox_maps = inline:{"{"}lee@contoso.example=lee/{"}"}
            smtpd_relay_restrictions = reject_unauth_destination
            smtpd_peername_lookup = no
            smtpd_tls_security_level = may
            smtpd_tls_chain_files = {Folder}/key.pem, {Folder}/chain.pem
            smtpd_tls_protocols = >=TLSv1.2
            tls_medium_cipherlist = ALL:@SECLEVEL=0

            """);
        await File.WriteAllTextAsync(Path.Combine(Settings, "master.cf"), $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            127.0.0.1:{OldPort} inet n - n - - smtpd -o smtpd_tls_protocols=>=TLSv1
            cleanup   unix  n - n - 0 cleanup
            qmgr      unix  n - n 300 1 qmgr
            rewrite   unix  - - n - - trivial-rewrite
            bounce    unix  - - n - 0 bounce
            defer     unix  - - n - 0 bounce
            proxymap  unix  - - n - - proxymap
            tlsmgr    unix  - - n 1000? 1 tlsmgr
            error     unix  - - n - - error
            anvil     unix  - - n - 1 anvil
            postlog   unix-dgram n - n - 1 postlogd

            """);
        return Command.Start("postfix", ["-c", Settings, "start-fg"]);
    }

    // "abort" sends a signal and nothing more, and master writes to its log once it has it. "start-fg" became master, so its end is this one's.
    protected override async Task StopAsync(Process running)
    {
        await Command.RunAsync("postfix", "-c", Settings, "abort");
        if (await Deadline.WaitForAsync(Deadline.Longest, () => running.HasExited ? running : null) is null)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }
    }
}
