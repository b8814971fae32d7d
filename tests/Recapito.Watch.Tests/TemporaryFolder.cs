using Microsoft.Data.Sqlite;

namespace Recapito.Watch.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("recapito-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        // A connection that is pooled keeps its file open. Those of the tests beside this one are left alone, but on Windows, where no file of another connection string may stay open either.
        foreach (var file in Directory.EnumerateFiles(Path, "*.db", SearchOption.AllDirectories))
        {
            using var own = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 10 }.ToString());
            SqliteConnection.ClearPool(own);
        }

        if (OperatingSystem.IsWindows())
        {
            SqliteConnection.ClearAllPools();
        }

        Directory.Delete(Path, recursive: true);
    }
}
