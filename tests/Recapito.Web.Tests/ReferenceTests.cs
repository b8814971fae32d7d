using System.Reflection;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>What the service may know of (docs/architecture.md); the rest of the product has the same test in Recapito.Cli.Tests.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Recapito.Watch", ["Recapito.Core", "Recapito.Input", "Recapito.Probes", "Dapper", "Microsoft.Data.Sqlite"] },
        { "recapito-host", ["Recapito.Core", "Recapito.Input", "Recapito.Probes", "Recapito.Lab", "Recapito.Watch", "CsvHelper", "Microsoft.Data.Sqlite", "Microsoft.OpenApi", "ModelContextProtocol", "ModelContextProtocol.Core", "OpenTelemetry", "OpenTelemetry.Api", "OpenTelemetry.Api.ProviderBuilderExtensions", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Extensions.Hosting", "OpenTelemetry.Instrumentation.AspNetCore", "Scalar.AspNetCore", "System.CommandLine"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void An_assembly_references_only_what_it_may(string name, string[] allowed)
    {
        var assembly = Assert.Single(new[] { typeof(DiagnosisDesk).Assembly, typeof(RecapitoHost).Assembly }, assembly => assembly.GetName().Name == name);
        var references = assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references.Except(allowed), reference => !IsOfTheRuntime(reference));
    }

    private static bool IsOfTheRuntime(string name) => name is "mscorlib" or "netstandard" or "Microsoft.AspNetCore" || (name.StartsWith("System.", StringComparison.Ordinal) && name is not "System.CommandLine")
        || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Net.Http.", StringComparison.Ordinal);
}
