using System.Reflection;
using Recapito.Input;

namespace Recapito.Cli.Tests;

/// <summary>The words of people's languages are alternatives of patterns: what each must be for the patterns to say what they mean.</summary>
public sealed class SpeechTests
{
    /// <summary>An alternative that is empty fits everywhere, and would end every reply before its first word.</summary>
    [Fact]
    public void No_list_of_words_fits_an_empty_text()
    {
        foreach (var (list, words) in Lists())
        {
            Assert.False(Speech.Pattern($"\\A(?:{words})\\z").IsMatch(""), $"{list}: {words}");
        }
    }

    [Fact]
    public void No_list_of_words_captures()
    {
        foreach (var (list, words) in Lists())
        {
            Assert.True(Speech.Pattern(words).GetGroupNumbers() is [0], $"{list}: {words}");
        }
    }

    [Fact]
    public void English_alone_has_no_words_that_hosts_do_not_use() =>
        Assert.Equal([English.Speech], Speech.All.Where(one => one.Words is null));

    private static IEnumerable<(string List, string Words)> Lists()
    {
        var lists = typeof(Speech).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(list => list.PropertyType == typeof(string)).ToList();
        Assert.True(lists.Count >= 20);
        return from one in Speech.All from list in lists where list.GetValue(one) is string select (list.Name, (string)list.GetValue(one)!);
    }
}
