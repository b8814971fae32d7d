using System.Diagnostics;

namespace Recapito.SystemTests;

/// <summary>A Postfix with folders of its own, inside a network of its own. It knows no relay host and no transport map: it finds each exchanger by DNS.</summary>
public sealed class PostfixInstance : IAsyncDisposable
{
    private readonly NetworkNamespace network;
    private readonly string root;
    private Process? master;

    private PostfixInstance(NetworkNamespace network)
    {
        this.network = network;
        root = network.Folder;
    }

    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(root, "log", "mail.log");

    private string Settings => Path.Combine(root, "etc");

    private string Inbox => Path.Combine(root, "mail", "ana", "new");

    public static async Task<PostfixInstance> StartAsync(NetworkNamespace network)
    {
        var postfix = new PostfixInstance(network);
        try
        {
            await postfix.ConfigureAsync();
            postfix.master = network.Start("postfix", "-c", postfix.Settings, "start-fg");
            var up = await Deadline.WaitForAsync(Deadline.Longest, () => postfix.Log.Contains("daemon started", StringComparison.Ordinal) ? postfix : null);
            Assert.True(up is not null, $"Postfix did not start:\n{postfix.Log}");
            return postfix;
        }
        catch
        {
            await postfix.DisposeAsync();
            throw;
        }
    }

    public async Task SendAsync(string sender, string recipient)
    {
        var message = $"From: <{sender}>\nTo: <{recipient}>\nSubject: Invoice 4711\n\nPlease find the details below.\n";
        (await network.FeedAsync(message, "sendmail", "-C", Settings, "-f", sender, recipient)).Succeeded("sendmail");
    }

    /// <summary>Path of the first mail that the sender's mailbox gets.</summary>
    public async Task<string> FirstMailAsync()
    {
        var mail = await Deadline.WaitForAsync(Deadline.Longest, () => Directory.Exists(Inbox) ? Directory.EnumerateFiles(Inbox).FirstOrDefault() : null);
        Assert.True(mail is not null, $"no bounce within {Deadline.Longest.TotalSeconds} s; Postfix says:\n{Log}");
        return mail!;
    }

    /// <summary>
    /// The log's lines once one of them has all these words. postlogd writes them in its own time: what they tell of may be seen before, and the last line
    /// may be half there.
    /// </summary>
    public async Task<string[]> LogWithAsync(params string[] words)
    {
        var lines = await Deadline.WaitForAsync(Deadline.Longest, () => Log.Split('\n')[..^1] is var whole && whole.Any(line => words.All(line.Contains)) ? whole : null);
        Assert.True(lines is not null, $"no line with {string.Join(' ', words)}; Postfix says:\n{Log}");
        return lines!;
    }

    public async ValueTask DisposeAsync()
    {
        if (master is not null)
        {
            await network.RunAsync("postfix", "-c", Settings, "abort");
            master.Dispose();
        }
    }

    private async Task ConfigureAsync()
    {
        foreach (var folder in new[] { "etc", "log", "queue", "data", "mail" })
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        // The queue manager and the delivery agents run as "postfix" and must get there.
        (await Command.RunAsync("chmod", "755", root)).Succeeded("chmod");
        (await Command.RunAsync("chown", "postfix", Path.Combine(root, "data"), Path.Combine(root, "mail"))).Succeeded("chown");
        var owner = (await Command.RunAsync("id", "-u", "postfix")).Succeeded("id").Output.Trim();
        await File.WriteAllTextAsync(Path.Combine(Settings, "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {root}/queue
            data_directory = {root}/data
            maillog_file = {LogFile}
            maillog_file_prefixes = {root}
            myhostname = mail.fabrikam.example
            mydestination =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            smtp_host_lookup = dns
            smtp_tls_security_level = may
            alias_maps =
            local_recipient_maps =
            virtual_mailbox_domains = fabrikam.example
            virtual_mailbox_base = {root}/mail
            virtual_mailbox_maps = inline:{"{"}ana@fabrikam.example=ana/{"}"}
            virtual_minimum_uid = 1
            virtual_uid_maps = static:{owner}
            virtual_gid_maps = static:{owner}

            """);
        await File.WriteAllTextAsync(Path.Combine(Settings, "master.cf"), """
            pickup    unix  n - n 60 1 pickup
            cleanup   unix  n - n - 0 cleanup
            qmgr      unix  n - n 300 1 qmgr
            rewrite   unix  - - n - - trivial-rewrite
            bounce    unix  - - n - 0 bounce
            defer     unix  - - n - 0 bounce
            trace     unix  - - n - 0 bounce
            verify    unix  - - n - 1 verify
            flush     unix  n - n 1000? 0 flush
            proxymap  unix  - - n - - proxymap
            tlsmgr    unix  - - n 1000? 1 tlsmgr
            smtp      unix  - - n - - smtp
            error     unix  - - n - - error
            retry     unix  - - n - - error
            virtual   unix  - n n - - virtual
            scache    unix  - - n - 1 scache
            anvil     unix  - - n - 1 anvil
            postlog   unix-dgram n - n - 1 postlogd

            """);
    }
}
