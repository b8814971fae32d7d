using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Recapito.Probes;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Makes pages of what is known.</summary>
internal sealed class PageParts(ReaderLanguage languages, IProbingGround ground, Catalogue catalogue, PageAccess access)
{
    private readonly ConditionalWeakTable<OpenedCase, ConcurrentDictionary<(int? Only, bool IsOwner, bool IsInterrupted, string Language), Lazy<IReadOnlyList<ShownDiagnosis>>>> shown = [];

    public ReaderLanguage Languages => languages;

    /// <summary>Name of the world that is looked into; null for the real one.</summary>
    public string? World => ground.Name;

    /// <summary>The start page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">What is wrong with what was handed in; null where nothing was.</param>
    /// <param name="text">What stands in the box.</param>
    /// <param name="recipient">What stands in the field for whom a reply is about; null where it is not asked.</param>
    /// <param name="address">That can be looked at without a reply; null where none is offered.</param>
    public IResult Start(HttpContext http, string? problem, string text = "", string? recipient = null, string? address = null) => Page<StartPage>(http, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, new()
    {
        [nameof(StartPage.World)] = ground.Name,
        [nameof(StartPage.Problem)] = problem,
        [nameof(StartPage.Text)] = text,
        [nameof(StartPage.AsksRecipient)] = recipient is not null,
        [nameof(StartPage.Recipient)] = recipient ?? "",
        [nameof(StartPage.Address)] = address,
        [nameof(StartPage.HasSample)] = ground is LabGround { Bounce: not null },
        [nameof(StartPage.AsksHosts)] = access.MayAskHosts(http),
    });

    /// <summary>The page of a case.</summary>
    /// <param name="http">The request.</param>
    /// <param name="standing">The case.</param>
    /// <param name="of">Place of one recipient, from 1; null or anything else for all.</param>
    public IResult Result(HttpContext http, Standing<OpenedCase> standing, string? of)
    {
        http.Response.Headers.CacheControl = "no-store";
        int? only = standing.Case.IsWhole && int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= Math.Min(standing.Case.Diagnoses.Count, DiagnosisRun.MostRecipients) ? place - 1 : null;
        return Page<ResultPage>(http, StatusCodes.Status200OK, Opened(http, standing, only));
    }

    public IResult ResultPart(HttpContext http, Standing<OpenedCase> standing)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<ResultPart>(new Dictionary<string, object?>(Opened(http, standing, null)) { [nameof(StartPage.Words)] = languages.WordsFor(http) });
    }

    public IResult History(HttpContext http, HistoryQuery query, IReadOnlyList<StoredResult> results, IReadOnlyList<CauseBars> bars)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Page<HistoryPage>(http, StatusCodes.Status200OK, new() { [nameof(HistoryPage.Query)] = query, [nameof(HistoryPage.Results)] = results, [nameof(HistoryPage.Bars)] = bars, [nameof(HistoryPage.SeesAll)] = access.IsOwner(http), [nameof(HistoryPage.World)] = ground.Name });
    }

    public IResult Checks(HttpContext http, IReadOnlyList<ListedCheck> made, string? problem, string text)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Page<ChecksPage>(http, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            new() { [nameof(ChecksPage.Made)] = made, [nameof(ChecksPage.SeesAll)] = access.IsOwner(http), [nameof(ChecksPage.AsksHosts)] = access.MayAskHosts(http), [nameof(ChecksPage.World)] = ground.Name, [nameof(ChecksPage.Problem)] = problem, [nameof(ChecksPage.Text)] = text });
    }

    public IResult Check(HttpContext http, Standing<OpenedCheck> standing, OpenedCheck? earlier, StoredResult? refused)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Page<CheckPage>(http, StatusCodes.Status200OK, new(Checked(http, standing, earlier, refused)));
    }

    public IResult CheckPart(HttpContext http, Standing<OpenedCheck> standing, OpenedCheck? earlier, StoredResult? refused)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<CheckPart>(new Dictionary<string, object?>(Checked(http, standing, earlier, refused)) { [nameof(CheckPage.Words)] = languages.WordsFor(http) });
    }

    /// <summary>A page that says what is wrong.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="key">Of the words; those of the heading are at "KEY.heading".</param>
    /// <param name="values">What stands in the words.</param>
    public IResult Problem(HttpContext http, int status, string key, params (string Name, string? Value)[] values)
    {
        var words = languages.WordsFor(http);
        return Page<ProblemPage>(http, status, new() { [nameof(ProblemPage.Heading)] = words.Say(key + ".heading"), [nameof(ProblemPage.Says)] = words.Say(key, values) });
    }

    private Dictionary<string, object?> Checked(HttpContext http, Standing<OpenedCheck> standing, OpenedCheck? earlier, StoredResult? refused)
    {
        var opened = standing.Case;
        var language = languages.WordsFor(http).Language;
        var sheet = opened.Report is { } report ? DomainSheets.Of(report, language, catalogue) : null;
        return new()
        {
            [nameof(CheckPage.Opened)] = opened,
            [nameof(CheckPage.IsOwner)] = access.SeesAllOf(http, opened.Stored.Owner),
            [nameof(CheckPage.Refused)] = refused,
            [nameof(CheckPage.Answers)] = standing.Answers,
            [nameof(CheckPage.IsInterrupted)] = standing.IsInterrupted,
            [nameof(CheckPage.Sheet)] = sheet,
            [nameof(CheckPage.Since)] = sheet is not null && earlier is { Report: { } before } ? CheckDifference.Of(earlier.Stored, DomainSheets.Of(before, language, catalogue), sheet) : null,
        };
    }

    private Dictionary<string, object?> Opened(HttpContext http, Standing<OpenedCase> standing, int? only)
    {
        var opened = standing.Case;
        var isOwner = access.SeesAllOf(http, opened.Stored.Owner);
        var words = languages.WordsFor(http);
        return new()
        {
            [nameof(ResultPage.Case)] = opened,
            [nameof(ResultPage.Shown)] = opened is { IsWhole: false, IsElsewhere: true } ? [] : Shown(standing, only, isOwner, words),
            [nameof(ResultPage.IsAlone)] = only is not null,
            [nameof(ResultPage.IsOwner)] = isOwner,
            [nameof(ResultPage.IsInterrupted)] = standing.IsInterrupted,
        };
    }

    // The same case in the same words for the same kind of reader is the same picture, however many look at it.
    private IReadOnlyList<ShownDiagnosis> Shown(Standing<OpenedCase> standing, int? only, bool isOwner, Wording words) =>
        shown.GetOrCreateValue(standing.Case).GetOrAdd((only, isOwner, standing.IsInterrupted, words.Language), reader => new(() => ShownDiagnosis.Of(standing, reader.Only, reader.IsOwner, words))).Value;

    /// <summary>A page with the words for its reader.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="values">What it shows.</param>
    public RazorComponentResult<TPage> Page<TPage>(HttpContext http, int status, Dictionary<string, object?> values)
        where TPage : IComponent
    {
        values[nameof(StartPage.Words)] = languages.WordsFor(http);
        values[nameof(StartPage.Languages)] = languages.All;
        return new(values) { StatusCode = status };
    }
}
