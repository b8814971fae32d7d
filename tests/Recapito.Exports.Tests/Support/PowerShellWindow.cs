using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;

namespace Recapito.Exports.Tests;

/// <summary>A window of PowerShell 7 in this process, with the few cmdlets that exports are written with, and no others.</summary>
internal sealed class PowerShellWindow : IDisposable
{
    private static readonly (string Name, Type Type)[] Cmdlets =
    [
        ("ConvertTo-Json", typeof(ConvertToJsonCommand)), ("Select-Object", typeof(SelectObjectCommand)), ("New-Object", typeof(NewObjectCommand)),
        ("Write-Host", typeof(WriteHostCommand)), ("Write-Warning", typeof(WriteWarningCommand)), ("Write-Error", typeof(WriteErrorCommand)),
        ("Export-Clixml", typeof(ExportClixmlCommand)), ("ConvertTo-Csv", typeof(ConvertToCsvCommand)),
    ];

    private readonly Runspace runspace;

    public PowerShellWindow()
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, type) in Cmdlets)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        }

        runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
    }

    public void Dispose() => runspace.Dispose();

    /// <summary>Runs a script; an error that ends it is thrown.</summary>
    public IReadOnlyList<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        var output = shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return [.. output];
    }

    /// <summary>As <see cref="Run"/>; what comes out is text, joined by line ends.</summary>
    public string Text(string script, params (string Name, object? Value)[] variables) => string.Join('\n', Run(script, variables).Select(line => line.ToString()));
}
