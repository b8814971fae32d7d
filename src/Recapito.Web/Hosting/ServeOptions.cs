using System.CommandLine;
using System.Globalization;
using System.Net;
using Recapito.Probes;

namespace Recapito.Web;

/// <summary>What the program was started with.</summary>
/// <param name="Listen">Where the page is served.</param>
/// <param name="Data">Folder of everything that is kept.</param>
/// <param name="Language">Language where neither reader nor browser says another; null for English.</param>
/// <param name="World">A world file of the lab, or a folder of them; null for the real world.</param>
/// <param name="AllowPrivate">Private addresses may be connected to.</param>
internal sealed record ServeOptions(IPEndPoint Listen, string Data, string? Language, string? World, bool AllowPrivate)
{
    /// <summary>How others reach it; null where only this machine does.</summary>
    public PublicOptions? Public { get; init; }

    /// <summary>Requests a minute of one key of the API.</summary>
    public int ApiPerMinute { get; init; } = ApiLimits.Usual;

    /// <summary>How long what is handed in, and what was seen, is kept.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(UsualDays);

    /// <summary>What else stands in environment variables.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>How many seconds of a world of the lab pass in one here while something is watched in it: an hour in a quarter of a minute.</summary>
    public double LabPace { get; init; } = 240;

    /// <summary>How long is waited in a world of the lab; null for as long as is usual there.</summary>
    public ProbeLimits? LabLimits { get; init; }

    /// <summary>In what time as many requests as are taken in a minute grow back; longer only for whoever counts them one by one on a busy machine.</summary>
    public TimeSpan Minute { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>5.4.1</summary>
    private const int UsualPort = 5410;

    /// <summary>Where the page is served where nothing is said.</summary>
    internal static readonly string UsualListen = $"127.0.0.1:{UsualPort}";

    private const int MostPerMinute = 1_000_000;

    private const int UsualDays = 30, MostDays = 3650;

    private static readonly Option<string> ListenOption = new("--listen")
    {
        Description = $"Address and port of the page. Default: {UsualListen}, which only this machine can open. Port 0 takes a free one.",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => UsualListen,
    };

    private static readonly Option<string?> DataOption = new("--data") { Description = "Folder in which diagnoses are kept. Default: recapito in the user's folder for data.", HelpName = "FOLDER", Recursive = true };
    private static readonly Option<string?> LanguageOption = new("--lang") { Description = "Language where neither the reader nor the browser says another.", HelpName = "LANG" };
    private static readonly Option<string?> WorldOption = new("--world") { Description = "Look into this simulated mail world instead of the Internet; a folder shows all worlds in it.", HelpName = "PATH" };
    private static readonly Option<bool> PrivateOption = new("--allow-private") { Description = "Connect to private and other special-purpose addresses too." };

    private static readonly Option<int> ApiLimitOption = new("--api-limit") { Description = $"Requests a minute that one key of the API may send. Default: {ApiLimits.Usual}.", HelpName = "N", DefaultValueFactory = _ => ApiLimits.Usual };

    private static readonly Option<int> KeepOption = new("--keep") { Description = $"Days for which what is handed in from now on, and what was seen, is kept. Default: {UsualDays}.", HelpName = "DAYS", DefaultValueFactory = _ => UsualDays };

    /// <summary>The command; <paramref name="run"/> serves until it is stopped.</summary>
    public static RootCommand Command(Func<ServeOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand(
            """
            Serves the page: drop a bounce, see what is wrong. One process, nothing to
            install; what is kept is in one folder. Only this machine can open it, unless
            --listen says another address: then its owner signs in (docs/how-to/serve.md).

            Examples:
              recapito serve
              recapito serve --world samples/relay-access-denied.yaml
              recapito serve --listen 0.0.0.0:443 --host recapito.contoso.example --certificate recapito.pem
              recapito serve --world lab/worlds
            """);
        foreach (var option in new Option[] { ListenOption, DataOption, LanguageOption, WorldOption, PrivateOption, ApiLimitOption, KeepOption })
        {
            command.Options.Add(option);
        }

        PublicOptions.AddTo(command, ListenOption);
        ListenOption.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Problem(token.Value) is { } problem)
            {
                result.AddError($"--listen {token.Value}: {problem}");
            }
        });
        Bound(ApiLimitOption, MostPerMinute);
        Bound(KeepOption, MostDays);
        command.SetAction((parsed, cancel) => run(Of(parsed), cancel));
        command.Subcommands.Add(KeysCommand.Create(DataOf, TimeProvider.System));
        command.Subcommands.Add(OwnerCommand.Create(DataOf, TimeProvider.System));
        command.Subcommands.Add(McpCommand.Create(WorldOption, PrivateOption));
        return command;
    }

    // From 1 on; what is no number is told in the same words.
    private static void Bound(Option<int> option, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most))
        {
            result.AddError($"{option.Name} {token.Value}: expected a number from 1 to {most}");
        }
    });

    private static string DataOf(ParseResult parsed) => parsed.GetValue(DataOption) ?? UsualData();

    /// <summary>Where the page is served.</summary>
    internal static IPEndPoint ListenOf(ParseResult parsed) => IPEndPoint.Parse(parsed.GetValue(ListenOption)!);

    private static ServeOptions Of(ParseResult parsed)
    {
        var listen = ListenOf(parsed);
        return new(listen, DataOf(parsed), parsed.GetValue(LanguageOption), parsed.GetValue(WorldOption), parsed.GetValue(PrivateOption))
        {
            ApiPerMinute = parsed.GetValue(ApiLimitOption),
            Kept = TimeSpan.FromDays(parsed.GetValue(KeepOption)),
            Public = PublicOptions.Of(parsed, listen),
        };
    }

    private static string? Problem(string text) => IPEndPoint.TryParse(text, out _) ? null : "this is no address with a port; expected for example 127.0.0.1:5410 or [::1]:5410";

    private static string UsualData()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), "recapito");
    }
}
