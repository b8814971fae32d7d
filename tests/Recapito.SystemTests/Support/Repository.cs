namespace Recapito.SystemTests;

/// <summary>Places of the repository and of the built program.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Arguments of <c>dotnet</c> that start the command line as it was built with these tests.</summary>
    public static string[] Recapito(params string[] arguments) => [Path.Combine(AppContext.BaseDirectory, "recapito.dll"), .. arguments];

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Recapito.slnx")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return at.FullName;
    }
}
