using Recapito.Core;

namespace Recapito.Watch.Tests;

/// <summary>What is kept of visitors, whom anybody can be.</summary>
public sealed class VisitorRoomTests
{
    // Large beside the few hundred octets that are kept with it.
    private const int Mail = 100_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);
    private static readonly byte[] Ana = [1];
    private static readonly byte[] Lee = [2];

    // In the order in which they came: whose, what it is, and whether all was asked ("+"). An owner's is no visitor's.
    public static TheoryData<string, string, int, int, bool, string> Cases => new()
    {
        { "there is room", "a:diagnosis+ b:diagnosis+", 400_000, 400_000, true, "0 1" },
        { "the oldest makes room", "b:diagnosis+ a:diagnosis+ b:diagnosis+", 350_000, 350_000, true, "1 2" },
        { "one who has their share loses their own, not another's", "b:diagnosis+ a:diagnosis+ a:diagnosis+", 900_000, 250_000, true, "0 2" },
        { "what is being asked for stays", "a:diagnosis b:diagnosis+ b:diagnosis+", 350_000, 350_000, true, "0 2" },
        { "where nothing is finished there is no room", "a:diagnosis b:diagnosis", 250_000, 250_000, false, "0 1" },
        { "where nothing of one's own is finished there is none either", "a:diagnosis a:diagnosis b:diagnosis+", 900_000, 250_000, false, "0 1 2" },
        { "the owner's stays, and does not count", "a:owners+ a:owners+ b:diagnosis+ b:diagnosis+", 250_000, 250_000, true, "0 1 3" },
        { "a check counts, and goes as well", "b:check+ b:diagnosis+", 110_000, 900_000, true, "" },
        { "names and addresses count as the mail does", "b:named+ b:diagnosis+", 350_000, 900_000, true, "1" },
        { "a key's check stays, and does not count", "b:keyscheck+ b:diagnosis+", 110_000, 900_000, true, "0" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_oldest_that_is_finished_makes_room(string name, string cases, int most, int share, bool has, string left)
    {
        _ = name;
        using var folder = new TemporaryFolder();
        var database = Database.Open(folder.File("recapito.db"));
        var (diagnoses, checks) = (new DiagnosisStore(database), new CheckStore(database));
        var all = cases.Split(' ');
        foreach (var (i, one) in all.Index())
        {
            Keep(diagnoses, checks, i, one);
        }

        Assert.Equal(has, new VisitorRoom(database).Make(Ana, Mail, new() { MostOfVisitors = most, MostOfVisitor = share }));
        Assert.Equal(left, string.Join(' ', Enumerable.Range(0, all.Length).Where(i => diagnoses.Find($"{i}", Now) is not null || checks.Find($"{i}", Now) is not null)));
    }

    private static void Keep(DiagnosisStore diagnoses, CheckStore checks, int i, string one)
    {
        var (owner, kind, id) = (one[0] == 'a' ? Ana : Lee, one[2..].TrimEnd('+'), $"{i}");
        if (kind.EndsWith("check", StringComparison.Ordinal))
        {
            checks.Add(new(id, owner, Now.AddSeconds(i), Now.AddDays(30), "contoso.example", new(false, false, []), null, null, kind == "check"), null);
            checks.Finish(id, new("contoso.example", Now, [], [], EvidenceSet.Empty), new());
            return;
        }

        string[] good = kind == "named" ? [.. Enumerable.Repeat("somebody@contoso.example", Mail / 24)] : [];
        diagnoses.Add(new(id, owner, Now.AddSeconds(i), Now.AddDays(30), "bounce.eml", new byte[Mail], good, null, null, kind == "owners"));
        if (one.EndsWith('+'))
        {
            diagnoses.Finish(id, EvidenceSet.Empty, new(), []);
        }
    }
}
