using Dapper;

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
            Assert.Equal(Database.Migrations[^1].Number, open.ExecuteScalar<int>("PRAGMA user_version"));
            Assert.Equal(["api_key", "diagnosis", "domain_check", "once_key", "recipient", "watch", "watch_answer"], open.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"));
        }
    }

    [Fact]
    public void Migrations_are_numbered_upwards_and_no_number_stands_twice() =>
        Assert.Equal(Database.Migrations.Select(migration => migration.Number).Distinct().Order(), Database.Migrations.Select(migration => migration.Number));

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
}
