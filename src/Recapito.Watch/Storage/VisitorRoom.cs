using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch;

/// <summary>
/// The place that is left for visitors: those who are not the owner and hold no key. Anybody can be one of them, and a disk is soon full of large mails; so their
/// oldest cases make room for new ones, and nobody has more than a share of it.
/// </summary>
public sealed class VisitorRoom(Database database)
{
    private const string Cases = """
        (SELECT id, owner, created, octet_length(name) + COALESCE(octet_length(mail), 0) + octet_length(known_good) + COALESCE(octet_length(asked), 0) + COALESCE(octet_length(evidence), 0) AS octets, evidence IS NOT NULL AS done FROM diagnosis WHERE smtp = 0
         UNION ALL SELECT id, owner, created, COALESCE(octet_length(asked), 0) + COALESCE(octet_length(evidence), 0), evidence IS NOT NULL FROM domain_check WHERE visitor = 1)
        """;

    /// <summary>Makes room for a case; what is finished and oldest goes first.</summary>
    /// <param name="owner">SHA-256 of the secret of who asks.</param>
    /// <param name="octets">Of the case.</param>
    /// <param name="limits">How much is kept.</param>
    /// <returns>False where what is not finished leaves no room; then nothing went.</returns>
    public bool Make(byte[] owner, long octets, DeskLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return database.Write(transaction =>
        {
            if (InTheWay(transaction, owner, octets, limits.MostOfVisitor) is not { } own || InTheWay(transaction, null, octets, limits.MostOfVisitors) is not { } any)
            {
                return false;
            }

            foreach (var id in own.Union(any))
            {
                transaction.Connection!.Execute("DELETE FROM diagnosis WHERE id = @id; DELETE FROM domain_check WHERE id = @id", new { id }, transaction);
            }

            return true;
        });
    }

    private static List<string>? InTheWay(SqliteTransaction transaction, byte[]? owner, long octets, long most)
    {
        var over = transaction.Connection!.ExecuteScalar<long>($"SELECT COALESCE(SUM(octets), 0) FROM {Cases} WHERE @owner IS NULL OR owner = @owner", new { owner }, transaction) + octets - most;
        if (over <= 0)
        {
            return [];
        }

        var going = new List<string>();
        foreach (var (id, size) in transaction.Connection!.Query<(string, long)>($"SELECT id, octets FROM {Cases} WHERE done AND (@owner IS NULL OR owner = @owner) ORDER BY created, id", new { owner }, transaction))
        {
            going.Add(id);
            over -= size;
            if (over <= 0)
            {
                return going;
            }
        }

        return null;
    }
}
