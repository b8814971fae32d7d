namespace Recapito.Web;

/// <summary>What somebody wants to have watched, as it was written.</summary>
/// <param name="Domain">Owner name of the record.</param>
/// <param name="Type">Its type.</param>
/// <param name="Expected">The answer that is waited for; empty or null for the newest.</param>
internal sealed record WatchForm(string Domain, string Type, string? Expected)
{
    /// <summary>The types to choose from.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. WatchSubject.Types.Select(type => new WatchSubject("", type).TypeName)];

    /// <summary>The subject, or the part that cannot be used: "domain", "type" or "expected".</summary>
    public (WatchSubject? Subject, string? Wrong) Read()
    {
        var name = MailDomain.In(Domain);
        if (!MailDomain.IsOne(name))
        {
            return (null, "domain");
        }

        if (WatchSubject.TypeNamed(Type) is not { } type)
        {
            return (null, "type");
        }

        var expected = string.IsNullOrWhiteSpace(Expected) ? null : ExpectedAnswer.Read(Expected, type);
        return expected is null && !string.IsNullOrWhiteSpace(Expected) ? (null, "expected") : (new(name, type) { Expected = expected }, null);
    }

    /// <summary>What the first fix of a diagnosis changes; null where it changes nothing that can be watched.</summary>
    public static WatchForm? Of(IEnumerable<Diagnosis> diagnoses) =>
        diagnoses.SelectMany(diagnosis => diagnosis.Remedies.Take(1)).SelectMany(remedy => remedy.Changes).OfType<SetMx>().Select(change => new WatchForm(change.Domain, "MX", change.AfterText)).FirstOrDefault();
}
