using System.Text;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli.Tests;

/// <summary>One run of the command line in this process: what went in, and what came out.</summary>
internal sealed class Run
{
    private Run()
    {
    }

    public int ExitCode { get; private set; }

    public byte[] OutputBytes { get; private set; } = [];

    public string Output => Encoding.UTF8.GetString(OutputBytes);

    public string Error { get; private set; } = "";

    /// <summary>How often questions were about to go out.</summary>
    public int ProbesStarted { get; private set; }

    /// <summary>Runs with the arguments, no input, and no terminal.</summary>
    public static Task<Run> Of(params string[] args) => With(new(), args);

    public static async Task<Run> With(Scene scene, params string[] args)
    {
        var run = new Run();
        using var input = new MemoryStream(scene.Input);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var around = new Surroundings(input, scene.Output ?? output, scene.Error ?? error)
        {
            InputIsTerminal = false,
            OutputIsTerminal = scene.OutputIsTerminal,
            ErrorIsTerminal = scene.ErrorIsTerminal,
            Columns = scene.Columns,
            Variable = name => scene.Variables.GetValueOrDefault(name),
            BeforeProbing = run.Confine,
        };
        run.ExitCode = await CommandLine.RunAsync(args, around, scene.Cancel ?? TestContext.Current.CancellationToken);
        run.OutputBytes = output.ToArray();
        run.Error = Encoding.UTF8.GetString(error.ToArray());
        return run;
    }

    /// <summary>Neither a stack trace nor an internal error, whatever went in.</summary>
    public void EndsInOrder()
    {
        Assert.NotEqual(70, ExitCode);
        Assert.DoesNotContain("   at ", Output + Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Output + Error, StringComparison.Ordinal);
    }

    // What no lab routes would go to the real network: here it leads nowhere.
    private ProbeOptions Confine(ProbeOptions options)
    {
        ProbesStarted++;
        return options.LabRoutes is not null ? options : options with { LabRoutes = new([], "127.0.0.1", [], DateTimeOffset.UnixEpoch), Budget = null };
    }
}

/// <summary>Where the command line runs.</summary>
internal sealed record Scene
{
    public byte[] Input { get; init; } = [];

    /// <summary>Takes the output in the place of <see cref="Run.Output"/>.</summary>
    public Stream? Output { get; init; }

    /// <summary>Takes the messages in the place of <see cref="Run.Error"/>.</summary>
    public Stream? Error { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public int Columns { get; init; } = 80;

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public CancellationToken? Cancel { get; init; }
}
