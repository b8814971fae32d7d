using System.Diagnostics;

namespace Recapito.SystemTests;

/// <summary>
/// Exim as a receiving server. Debian's package and Postfix's exclude each other, so <c>./test</c> unpacks it into a folder of its own; the account that it
/// wants is then only in the files that it sees.
/// </summary>
public sealed class EximServer : MailServer
{
    private const string Account = "Debian-exim";
    private const string Number = "64990";

    private static readonly string Unpacked = Repository.PathOf("artifacts", "exim");

    private static string? Program => new[] { Path.Combine(Unpacked, "usr", "sbin", "exim4"), "/usr/sbin/exim4" }.FirstOrDefault(File.Exists);

    public static string? Problem =>
        !Environment.IsPrivilegedProcess || !Command.Exists("unshare") ? "Exim with files of its own needs root and unshare(1)"
        : Program is null ? "Exim is not there; ./test unpacks it with apt-get download"
        : null;

    public override string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(Folder, "log", "mainlog");

    protected override async Task<Process> LaunchAsync()
    {
        foreach (var folder in new[] { "spool", "log" })
        {
            Directory.CreateDirectory(Path.Combine(Folder, folder));
        }

        await AddAccountAsync("passwd", $"{Account}:x:{Number}:{Number}::/nonexistent:/usr/sbin/nologin");
        await AddAccountAsync("group", $"{Account}:x:{Number}:");
        (await Command.RunAsync("chown", "-R", $"{Number}:{Number}", Path.Combine(Folder, "spool"), Path.Combine(Folder, "log"))).Succeeded("chown");
        (await Command.RunAsync("chmod", "644", Path.Combine(Folder, "key.pem"))).Succeeded("chmod");
        await File.WriteAllTextAsync(Path.Combine(Folder, "exim.conf"), Configuration());

        // Exim keeps its rights only with a configuration that nobody else can write.
        (await Command.RunAsync("chmod", "644", Path.Combine(Folder, "exim.conf"))).Succeeded("chmod");
        var script = $"mount --bind {Folder}/passwd /etc/passwd && mount --bind {Folder}/group /etc/group && exec {Program} -C {Folder}/exim.conf -bdf";
        var libraries = string.Join(':', Directory.Exists(Unpacked) ? Directory.EnumerateDirectories(Path.Combine(Unpacked, "usr", "lib"), "*-linux-gnu*") : []);
        return Command.Start("unshare", ["--mount", "sh", "-c", script], environment: new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = libraries });
    }

    protected override async Task StopAsync(Process running)
    {
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync();
    }

    private async Task AddAccountAsync(string file, string line)
    {
        var known = await File.ReadAllLinesAsync("/etc/" + file);
        await File.WriteAllLinesAsync(Path.Combine(Folder, file), known.Where(other => !other.StartsWith(Account + ":", StringComparison.Ordinal)).Append(line));
    }

    private string Configuration() => $$"""
        primary_hostname = {{HostName}}
        spool_directory = {{Folder}}/spool
        log_file_path = {{Folder}}/log/%slog
        pid_file_path = {{Folder}}/exim.pid
        keep_environment =
        local_interfaces = <; [127.0.0.1]:{{Port}} ; [127.0.0.1]:{{OldPort}}
        host_lookup =
        tls_advertise_hosts = *
        tls_certificate = {{Folder}}/chain.pem
        tls_privatekey = {{Folder}}/key.pem
        tls_require_ciphers = ${if eq{$received_port}{ {{Port}} }{NORMAL:-VERS-TLS1.0:-VERS-TLS1.1}{NORMAL:+VERS-TLS1.0:+VERS-TLS1.1} }
        domainlist local_domains = contoso.example
        acl_smtp_rcpt = recipients
        begin acl
        recipients:
          accept domains = +local_domains
                 local_parts = lee
          deny domains = +local_domains
               message = no such user
          deny message = relay not permitted

        """.Replace("{ ", "{", StringComparison.Ordinal).Replace(" }", "}", StringComparison.Ordinal);
}
