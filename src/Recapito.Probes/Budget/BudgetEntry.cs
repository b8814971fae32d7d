using System.Text.Json.Serialization;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>One recipient that one host was asked for, and what it said; kept for an hour.</summary>
internal sealed record BudgetEntry
{
    public required string Run { get; init; }

    public required string Domain { get; init; }

    public required RcptRole Role { get; init; }

    public required string Subject { get; init; }

    public required string Host { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why there was no answer; null where there was one, or where it is still under way.</summary>
    public string? Why { get; init; }

    public BudgetAnswer? Answer { get; init; }

    public string? By { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string>? Transcript { get; init; }

    /// <summary>A question that is asked now.</summary>
    public static BudgetEntry Of(RcptRequest request, string run, DateTimeOffset now) =>
        new() { Run = run, Domain = DomainOf(request), Role = request.Role, Subject = request.Subject, Host = request.Host, Address = request.Address, At = now };

    /// <summary>Whose hourly share it takes: the recipient's domain; for a foreign recipient the host, as it is the host that is tried.</summary>
    public static string DomainOf(RcptRequest request) => request.Role switch
    {
        RcptRole.Control => request.Subject,
        RcptRole.Relay => request.Host,
        _ => Names.DomainOf(request.Subject) ?? request.Subject,
    };

    public bool IsFor(RcptRequest request) =>
        Role == request.Role && Subject == request.Subject && Host == request.Host && Address == request.Address;

    public BudgetEntry With(Observation seen) => this with
    {
        Why = seen.Why,
        Answer = seen is Present<RcptAnswer> { Value: var value }
            ? new(value.Recipient, value.Accepted, value.Command, value.Reply.Code, value.Reply.Status?.ToString(), value.Reply.Lines)
            : null,
        By = seen.Source.By,
        Command = seen.Source.Command,
        Transcript = seen.Source.Transcript,
    };

    /// <summary>The earlier observation with its own time, or null where the question never ended.</summary>
    public Observation? Replay(RcptRequest request)
    {
        var source = new Provenance(By ?? Host, At, Command) { Transcript = Transcript };
        return Answer is { } said ? new Present<RcptAnswer>(request, new(said.Recipient, said.Accepted, said.Reply, said.Command), source)
            : Why is not null ? new Unavailable<RcptAnswer>(request, Why, source)
            : null;
    }
}

/// <summary>A reply as it is stored.</summary>
internal sealed record BudgetAnswer(string Recipient, bool Accepted, string Command, int? Code, string? Status, IReadOnlyList<string> Lines)
{
    [JsonIgnore]
    public SmtpReply Reply => new(Code, EnhancedStatusCode.TryParse(Status, out var status) ? status : null, Lines);
}

/// <summary>The file.</summary>
internal sealed record BudgetFile(int Version, IReadOnlyList<BudgetEntry> Entries);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BudgetFile))]
internal sealed partial class BudgetJson : JsonSerializerContext;
