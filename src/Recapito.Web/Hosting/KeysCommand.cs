using System.CommandLine;
using System.Globalization;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary><c>keys</c>: makes, lists and revokes keys of the API. It works beside a running service.</summary>
internal static class KeysCommand
{
    private const int LongestName = 64;
    /// <summary>Exit code.</summary>
    internal const int BadInput = 4;

    private static readonly ApiScopes[] Scopes = [ApiScopes.Diagnose, ApiScopes.Read, ApiScopes.Check];

    /// <summary>The command.</summary>
    /// <param name="dataOf">The folder of what is kept.</param>
    /// <param name="clock">The clock.</param>
    public static Command Create(Func<ParseResult, string> dataOf, TimeProvider clock)
    {
        var command = new Command("keys", "Makes, lists and revokes keys of the API (docs/reference/api.md).");
        command.Subcommands.Add(Add(dataOf, clock));
        command.Subcommands.Add(List(dataOf, clock));
        command.Subcommands.Add(Revoke(dataOf, clock));
        return command;
    }

    private static Command Add(Func<ParseResult, string> dataOf, TimeProvider clock)
    {
        var name = NameArgument();
        var scopes = new Option<string[]>("--scope") { Description = "What the key allows (repeatable): diagnose, read, check.", HelpName = "SCOPE", Required = true, AllowMultipleArgumentsPerToken = true };
        scopes.AcceptOnlyFromAmong([.. Scopes.Select(Kebab.Of)]);
        var command = new Command("add", "Makes a key and shows it, once. From then on the API wants a key.") { name, scopes };
        command.SetAction(parsed =>
        {
            var allowed = parsed.GetValue(scopes)!.Aggregate(ApiScopes.None, (all, text) => all | Scopes.First(scope => Kebab.Of(scope) == text));
            return With(parsed, dataOf, clock, keys =>
            {
                if (keys.Add(parsed.GetValue(name)!, allowed) is not { } key)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"recapito: there is a key with the name {parsed.GetValue(name)}; choose another name, or revoke it first.");
                    return BadInput;
                }

                parsed.InvocationConfiguration.Error.WriteLine("recapito: this is the key. Only its digest is kept, so nobody can show it again:");
                parsed.InvocationConfiguration.Output.WriteLine(key);
                return 0;
            });
        });
        return command;
    }

    private static Command List(Func<ParseResult, string> dataOf, TimeProvider clock)
    {
        var command = new Command("list", "Lists the keys, without the keys themselves: name, scopes, when it was made, last used and revoked.");
        command.SetAction(parsed => With(parsed, dataOf, clock, keys =>
        {
            foreach (var key in keys.All())
            {
                parsed.InvocationConfiguration.Output.WriteLine(Line(key));
            }

            return 0;
        }));
        return command;
    }

    private static Command Revoke(Func<ParseResult, string> dataOf, TimeProvider clock)
    {
        var name = NameArgument();
        var command = new Command("revoke", "Revokes a key at once. What was asked with it is kept until it expires, and nobody can read it.") { name };
        command.SetAction(parsed => With(parsed, dataOf, clock, keys =>
        {
            if (keys.Revoke(parsed.GetValue(name)!))
            {
                return 0;
            }

            parsed.InvocationConfiguration.Error.WriteLine($"recapito: no key that holds has the name {parsed.GetValue(name)}; 'keys list' shows all.");
            return BadInput;
        }));
        return command;
    }

    /// <summary>A key on one line.</summary>
    internal static string Line(ApiKey key) => string.Join("  ",
        key.Name,
        string.Join(',', Scopes.Where(scope => key.Scopes.HasFlag(scope)).Select(Kebab.Of)),
        "made " + Day(key.Created),
        key.Used is { } used ? "used " + Day(used) : "never used",
        key.Revoked is { } revoked ? "revoked " + Day(revoked) : "holds");

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int With(ParseResult parsed, Func<ParseResult, string> dataOf, TimeProvider clock, Func<ApiKeys, int> act) => WithDatabase(parsed, dataOf, database => act(new(database, clock)));

    /// <summary>Does something with what is kept, and says what is in the way of it.</summary>
    internal static int WithDatabase(ParseResult parsed, Func<ParseResult, string> dataOf, Func<Database, int> act)
    {
        try
        {
            var folder = dataOf(parsed);
            RecapitoHost.MakeFolder(folder);
            return act(Database.Open(RecapitoHost.DatabaseIn(folder)));
        }
        catch (Exception e) when (e is DatabaseException or IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"recapito: {e.Message}");
            return BadInput;
        }
    }

    private static Argument<string> NameArgument()
    {
        var name = new Argument<string>("NAME") { Description = "What you call the key, such as the program that will use it." };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (token.Value.Length is 0 or > LongestName || token.Value.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '@'))))
            {
                result.AddError($"NAME: expected 1 to {LongestName} letters, digits and - _ . @");
            }
        });
        return name;
    }
}
