namespace Recapito.Benchmarks;

/// <summary>A folder that is gone after the run.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("recapito-bench-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
