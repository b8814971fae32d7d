using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch.Tests;

public sealed class DatabaseTests
{
    [Fact]
    public void A_new_file_has_the_newest_schema_and_opens_again_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("deep/recapito.db");
        _ = Database.Open(file);
        using (var open = Database.Open(file).Connect())
        {
            Assert.Equal(Database.Migrations.Count, open.ExecuteScalar<int>("PRAGMA user_version"));
            Assert.Equal(["api_key", "diagnosis", "domain_check", "once_key", "owner", "owner_link", "owner_passkey", "recipient", "served", "watch", "watch_answer"], open.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"));
        }
    }

    [Fact]
    public async Task Those_who_write_at_once_all_write_and_who_fails_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var database = Database.Open(folder.File("recapito.db"));
        database.Write("CREATE TABLE noted (number INTEGER PRIMARY KEY)", new { });
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (number, _) =>
        {
            if (number % 10 == 0)
            {
                Assert.Throws<InvalidOperationException>(() => database.Write<int>(transaction =>
                {
                    transaction.Connection!.Execute("INSERT INTO noted VALUES (@number)", new { number }, transaction);
                    throw new InvalidOperationException();
                }));
            }
            else
            {
                database.Write("INSERT INTO noted VALUES (@number)", new { number });
            }

            return ValueTask.CompletedTask;
        });
        using var open = database.Connect();
        Assert.Equal(Enumerable.Range(0, 200).Where(number => number % 10 != 0).Select(number => (long)number), open.Query<long>("SELECT number FROM noted ORDER BY number"));
    }

    [Fact]
    public void What_its_owner_deletes_cannot_be_read_in_the_files_any_more()
    {
        using var folder = new TemporaryFolder();
        var database = Database.Open(folder.File("recapito.db"));
        using var held = Hold(database);
        var store = new DiagnosisStore(database);
        store.Add(new("a", [1], DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(30), "bounce.eml", Mail, [], null, null));
        Assert.True(Holds(folder));
        Assert.True(store.Forget("a", [1]));
        Assert.False(Holds(folder));
    }

    [Fact]
    public void What_an_older_program_deleted_is_gone_from_the_file_and_nobody_else_reads_it()
    {
        using var folder = new TemporaryFolder();
        using (var old = new SqliteConnection($"Data Source={folder.File("recapito.db")}"))
        {
            old.Open();
            old.Execute(string.Concat(Database.Migrations.Take(5).Select(migration => migration.Sql + ";")) + "PRAGMA user_version = 5; PRAGMA secure_delete = OFF");
            old.Execute("INSERT INTO diagnosis (id, owner, created, expires, name, mail) VALUES ('a', x'01', 1, 2, 'bounce.eml', @Mail)", new { Mail });
            old.Execute("DELETE FROM diagnosis");
        }

        Assert.True(Holds(folder));
        var database = Database.Open(folder.File("recapito.db"));
        using var held = Hold(database);
        database.EmptyLog();
        Assert.False(Holds(folder));
        AssertOwnersAlone(folder);
    }

    [Fact]
    public void In_a_folder_that_all_may_read_the_files_are_their_owners_alone()
    {
        using var folder = new TemporaryFolder();
        using var open = Database.Open(folder.File("recapito.db")).Connect();

        // The log is there once something was written, and until the last connection goes, of which others may be let go at any moment.
        open.Execute("CREATE TABLE written (by TEXT)");
        Assert.True(File.Exists(folder.File("recapito.db-wal")));
        AssertOwnersAlone(folder);
    }

    [Fact]
    public void Migrations_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Database.Migrations.Count), Database.Migrations.Select(migration => migration.Number));

    [Fact]
    public void A_file_of_a_newer_program_is_left_alone_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("recapito.db");
        using (var open = Database.Open(file).Connect())
        {
            open.Execute("PRAGMA user_version = 9999");
        }

        var e = Assert.Throws<DatabaseException>(() => Database.Open(file));
        Assert.Contains("newer program", e.Message, StringComparison.Ordinal);
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is no database, but long enough to look like a page of one to whoever reads only its first hundred octets of text")]
    public void A_file_that_is_no_database_is_left_alone(string content)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("notes.txt");
        File.WriteAllText(file, content);
        Assert.Contains("cannot be opened as a database", Assert.Throws<DatabaseException>(() => Database.Open(file)).Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(file));
    }

    // More than a page of the file.
    private static byte[] Mail => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Dear Ana, this is for you alone. ", 1000)));

    // A connection that keeps the log in its place: one that has read nothing yet knows of no log.
    private static SqliteConnection Hold(Database database)
    {
        var held = database.Connect();
        held.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema");
        return held;
    }

    private static bool Holds(TemporaryFolder folder) => Directory.EnumerateFiles(folder.Path).Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray().AsSpan().IndexOf("Dear Ana"u8) >= 0;
    });

    private static void AssertOwnersAlone(TemporaryFolder folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
