using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads plans and keys.</summary>
internal static class PlanInput
{
    private const int LargestKeyFile = 64 * 1024;

    /// <exception cref="InputException">It cannot be read.</exception>
    public static FixPlan Read(string path, Surroundings around)
    {
        try
        {
            return FixPlanFile.Read(InputFile.Read(path, "a plan (recapito fix plan --save FILE)", InputFile.LargestText, around), path);
        }
        catch (EvidenceFileException e)
        {
            throw new InputException(e.Message);
        }
    }

    /// <exception cref="InputException">It cannot be read, or holds no key that can be used.</exception>
    public static TsigKey ReadKey(string path, Terminal terminal, Surroundings around)
    {
        OpenToOthers.Warn(path, terminal);
        var bytes = InputFile.Read(path, "the file of a TSIG key (tsig-keygen, keymgr -t)", LargestKeyFile, around);
        try
        {
            return TsigKeyFile.Read(System.Text.Encoding.UTF8.GetString(bytes.Span));
        }
        catch (FormatException e)
        {
            throw new InputException($"--key {path}: {e.Message}.");
        }
    }
}
