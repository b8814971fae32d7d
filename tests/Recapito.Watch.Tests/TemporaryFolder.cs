namespace Recapito.Watch.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("recapito-").FullName;

    public string File(string name) => Path.Combine(path, name);

    public void Dispose()
    {
        // A connection that is pooled keeps its file open.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(path, recursive: true);
    }
}
