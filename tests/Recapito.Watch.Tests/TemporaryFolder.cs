namespace Recapito.Watch.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("recapito-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        // A connection that is pooled keeps its file open, which hinders nobody but on Windows. Elsewhere the pools are left alone: all are let go of, those of the tests beside this one too.
        if (OperatingSystem.IsWindows())
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        Directory.Delete(Path, recursive: true);
    }
}
