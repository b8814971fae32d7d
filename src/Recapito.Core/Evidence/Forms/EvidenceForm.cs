using System.Text.Json;

namespace Recapito.Core;

/// <summary>How one kind of question and its value stand in JSON: in evidence files, and in what reports show of their evidence.</summary>
internal abstract class EvidenceForm
{
    /// <summary>Every kind, in the order in which errors name them.</summary>
    public static readonly IReadOnlyList<EvidenceForm> All =
    [
        new DnsForm(), new DnsMessageForm(), new HttpsForm(), new OldTlsForm(), new SmtpSessionForm(), new ReachabilityForm(), new RcptForm(),
        new AcceptedDomainForm(), new RecipientForm(), new ConfigurationForm(), new MessageTraceForm(), new MessageTraceControlForm(),
    ];

    private static readonly Dictionary<string, EvidenceForm> ByKind = All.ToDictionary(form => form.Kind, StringComparer.Ordinal);

    /// <summary><see cref="Request.Kind"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>The form of a kind; null where there is no such kind.</summary>
    public static EvidenceForm? Of(string kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>Writes the members of a question behind its kind.</summary>
    public abstract void WriteRequest(Utf8JsonWriter json, Request request);

    /// <summary>Writes the members of a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="seen">A <see cref="Present{T}"/> of this kind.</param>
    /// <param name="isWhole">Everything, so that it can be read back; else what a person wants to see of it.</param>
    public abstract void WriteValue(Utf8JsonWriter json, Observation seen, bool isWhole);

    /// <summary>Reads a question.</summary>
    public abstract Request ReadRequest(FormReader read, JsonSpot spot);

    /// <summary>Reads a value.</summary>
    public abstract Observation Present(Request request, FormReader read, JsonSpot value, Provenance source);

    /// <summary>There is none.</summary>
    public abstract Observation Absent(Request request, string why, Provenance source);

    /// <summary>A gap.</summary>
    public abstract Observation Unavailable(Request request, string why, Provenance source, string? finding);
}

/// <summary>The form of a <typeparamref name="TRequest"/> and its <typeparamref name="TValue"/>.</summary>
internal abstract class EvidenceForm<TRequest, TValue> : EvidenceForm
    where TRequest : Request<TValue>
    where TValue : class
{
    public sealed override void WriteRequest(Utf8JsonWriter json, Request request) => Write(json, (TRequest)request);

    public sealed override void WriteValue(Utf8JsonWriter json, Observation seen, bool isWhole) => Write(json, ((Present<TValue>)seen).Value, isWhole);

    public sealed override Observation Present(Request request, FormReader read, JsonSpot value, Provenance source) =>
        new Present<TValue>((TRequest)request, ReadValue(read, (TRequest)request, value), source);

    public sealed override Observation Absent(Request request, string why, Provenance source) => new Absent<TValue>((TRequest)request, why, source);

    public sealed override Observation Unavailable(Request request, string why, Provenance source, string? finding) =>
        new Unavailable<TValue>((TRequest)request, why, source) { Finding = finding };

    protected abstract void Write(Utf8JsonWriter json, TRequest request);

    protected abstract void Write(Utf8JsonWriter json, TValue value, bool isWhole);

    /// <summary>What repeats the question (a record's name, an address) may be left out.</summary>
    protected abstract TValue ReadValue(FormReader read, TRequest asked, JsonSpot spot);
}
