namespace Recapito.Core;

/// <summary>Where an event stands, and where what is odd about it is noted.</summary>
/// <param name="Issues">The issues of the file.</param>
/// <param name="Number">1 for the first value of the file.</param>
/// <param name="Offset">Byte offset of the value in the file; events inside strings have that of the value around them.</param>
internal sealed record EventPlace(IssueList Issues, int Number, long Offset)
{
    internal void Add(string problem, string remedy) =>
        Issues.Add(new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"event {Number}"), Offset, problem, remedy));

    /// <summary>The service documents a member, and it is not there.</summary>
    internal void Missing(string member, string source) => Add($"no \"{member}\" ({source})", "read the event without it");

    /// <summary>A kind of event that the service's documentation does not name.</summary>
    internal void Unknown(string member, string value, string source) =>
        Add($"\"{member}\" is '{(value.Length > 60 ? value[..60] + "…" : value)}', which is no event of {source}", "took it for none that says anything of delivery");
}
