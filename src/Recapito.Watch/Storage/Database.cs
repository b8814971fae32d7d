using System.Globalization;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch;

/// <summary>The SQLite file in which everything is kept. Its schema is made and raised by numbered migrations, each in a transaction of its own.</summary>
public sealed class Database
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // The last schema of programs that did not overwrite what was deleted.
    private const int LastUntidy = 5;

    private readonly string connection;
    private readonly Lock writing = new();

    private Database(string connection) => this.connection = connection;

    /// <summary>Opens the file, makes it where there is none, and raises its schema.</summary>
    /// <param name="file">Its path; its folder is made where there is none.</param>
    /// <exception cref="DatabaseException">It cannot be opened, or a newer version of the program wrote it.</exception>
    public static Database Open(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            MakeOwn(file);
            var database = new Database(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 10 }.ToString());
            database.Migrate(file);
            return database;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"{file}: cannot be opened as a database: {e.Message}", e);
        }
    }

    /// <summary>An open connection; whoever takes it closes it.</summary>
    public SqliteConnection Connect()
    {
        var opened = new SqliteConnection(connection);
        opened.Open();

        // Whoever deletes a mail wants its text gone, not its place marked as free.
        opened.Execute("PRAGMA secure_delete = ON");
        return opened;
    }

    /// <summary>Writes, all or nothing. SQLite takes one writer at a time, and one that comes second sleeps and tries again; here it waits its turn, which is much shorter.</summary>
    /// <param name="write">What is written; nothing of it stays where it throws.</param>
    /// <returns>What <paramref name="write"/> gave.</returns>
    public T Write<T>(Func<SqliteTransaction, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        lock (writing)
        {
            using var open = Connect();
            using var transaction = open.BeginTransaction();
            var written = write(transaction);
            transaction.Commit();
            return written;
        }
    }

    /// <summary>Writes what was written last to its place, and empties the log: it still holds what was deleted. While somebody reads, it stays for the next time.</summary>
    public void EmptyLog()
    {
        lock (writing)
        {
            using var open = Connect();
            open.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// <summary>Deletes one thing at a person's wish, so that nothing of it can be read in the file.</summary>
    /// <returns>False where it is not there.</returns>
    internal bool Erase(string sql, object values)
    {
        var isErased = Write(sql, values) == 1;
        if (isErased)
        {
            EmptyLog();
        }

        return isErased;
    }

    /// <summary>One statement that writes.</summary>
    /// <returns>How many rows it changed.</returns>
    internal int Write(string sql, object values) => Write(transaction => transaction.Connection!.Execute(sql, values, transaction));

    /// <summary>The migrations in their order: number, name, text.</summary>
    internal static IReadOnlyList<(int Number, string Name, string Sql)> Migrations { get; } =
    [
        .. typeof(Database).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name[..4], CultureInfo.InvariantCulture), name, Text(name))),
    ];

    // Bounces tell who wrote to whom. SQLite gives its log the rights of the file.
    private static void MakeOwn(string file)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(file))
        {
            using var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OwnersAlone });
        }
    }

    // Older programs left what was deleted in free places of the file, and the file open to all where its folder was. Done once: what its owner sets later stays.
    private static void Tidy(string file, SqliteConnection open)
    {
        foreach (var one in new[] { file, file + "-wal", file + "-shm" }.Where(File.Exists))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(one, OwnersAlone);
            }
        }

        open.Execute("VACUUM");
    }

    private void Migrate(string file)
    {
        using var open = Connect();

        // Readers go on while something is written; what was committed survives the program's end, and all but the last moment a loss of power.
        open.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        var version = open.ExecuteScalar<int>("PRAGMA user_version");
        var newest = Migrations[^1].Number;
        if (version > newest)
        {
            throw new DatabaseException($"{file}: its schema is version {version}; this program knows {newest}. Use the newer program that wrote it, or another --data folder.");
        }

        foreach (var (number, _, sql) in Migrations.Where(migration => migration.Number > version))
        {
            using var transaction = open.BeginTransaction();
            open.Execute(sql, transaction: transaction);
            open.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"), transaction: transaction);
            transaction.Commit();
        }

        if (version is > 0 and <= LastUntidy)
        {
            Tidy(file, open);
        }
    }

    private static string Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The database cannot be used; the message says which, why, and what to do.</summary>
public sealed class DatabaseException(string message, Exception? inner = null) : Exception(message, inner);
