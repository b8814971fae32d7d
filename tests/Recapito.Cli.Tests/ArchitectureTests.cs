using System.Reflection;
using System.Text.RegularExpressions;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli.Tests;

/// <summary>What may know of what (docs/architecture.md). These tests stand here because this project alone sees every assembly.</summary>
public sealed partial class ArchitectureTests
{
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Recapito.Core", ["MimeKit"] },
        { "Recapito.Input", ["Recapito.Core"] },
        { "Recapito.Probes", ["Recapito.Core", "Azure.Core", "Azure.Identity", "Microsoft.Extensions.Http.Resilience", "Polly.Core"] },
        { "Recapito.Lab", ["Recapito.Core", "YamlDotNet"] },
        { "recapito", ["Recapito.Core", "Recapito.Input", "Recapito.Probes", "Recapito.Lab", "System.CommandLine"] },
    };

    private static readonly Assembly[] Product = [typeof(Diagnosis).Assembly, typeof(MailForm).Assembly, typeof(Dialer).Assembly, typeof(World).Assembly, typeof(CommandLine).Assembly];

    [Theory, MemberData(nameof(Allowed))]
    public void An_assembly_references_only_what_it_may(string name, string[] allowed)
    {
        var assembly = Assert.Single(Product, assembly => assembly.GetName().Name == name);
        var references = assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references.Except(allowed), reference => !IsOfTheRuntime(reference));
    }

    // A model of how mail flows cannot prove a statement about how mail flows; nor can the lab.
    [Theory]
    [InlineData("Checks")]
    [InlineData("Diagnosis")]
    public void What_judges_never_sees_a_model_of_mail_flow(string folder)
    {
        var models = Sources("src", "Recapito.Core").Where(file => FolderOf(file) == "MailFlow").SelectMany(file => TypeName().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).Append("MailFlow").Append("Recapito.Lab").ToList();
        var judges = Sources("src", "Recapito.Core").Where(file => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        Assert.True(judges.Count > 5, $"{judges.Count} files in {folder}");
        Assert.Empty(judges.SelectMany(file => models.Where(model => Regex.IsMatch(File.ReadAllText(file), $@"\b{Regex.Escape(model)}\b")).Select(model => $"{Path.GetFileName(file)}: {model}")));
    }

    [Fact]
    public void Only_the_compiler_of_the_catalogue_and_the_lab_read_YAML()
    {
        var readers = Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(file => !file.Contains("artifacts", StringComparison.Ordinal)
            && File.ReadAllText(file).Contains("\"YamlDotNet\"", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(["CatalogueCompiler", "Recapito.Lab"], readers);
    }

    // What strangers wrote meets no expression whose time may grow faster than the text.
    [Fact]
    public void No_regular_expression_of_the_product_goes_back_over_what_it_has_read()
    {
        var expressions = Sources("src").SelectMany(file => File.ReadLines(file).Select(line => (File: Path.GetFileName(file), Line: line)))
            .Where(one => one.Line.Contains("[GeneratedRegex(", StringComparison.Ordinal) || one.Line.Contains("new Regex(", StringComparison.Ordinal) || one.Line.Contains(" Regex.", StringComparison.Ordinal)).ToList();
        Assert.Contains(expressions, one => one.File == "PastedReply.cs");
        Assert.All(expressions, one => Assert.Contains("RegexOptions.NonBacktracking", one.Line, StringComparison.Ordinal));
    }

    private static string Root { get; } = FindRoot();

    internal static string[] Sources(params string[] folder) => Directory.GetFiles(Path.Combine([Root, .. folder]), "*.cs", SearchOption.AllDirectories);

    private static bool IsOfTheRuntime(string name) => name is "mscorlib" or "netstandard" || name.StartsWith("System.", StringComparison.Ordinal) && name is not "System.CommandLine"
        || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);

    private static string? FolderOf(string file) => Path.GetFileName(Path.GetDirectoryName(file));

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Recapito.slnx")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return at.FullName;
    }

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(\w+)")]
    private static partial Regex TypeName();
}
