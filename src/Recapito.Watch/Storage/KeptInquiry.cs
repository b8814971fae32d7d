using System.Text.Json;

namespace Recapito.Watch;

/// <summary>What might be asked, as JSON. What an older program did not write has the value of one that says nothing of it.</summary>
internal static class KeptInquiry
{
    /// <summary>As it is kept.</summary>
    public static string Write<TInquiry>(TInquiry asked)
        where TInquiry : class => JsonSerializer.Serialize(asked, JsonSerializerOptions.Web);

    /// <summary>From what was kept; null where nothing was.</summary>
    public static TInquiry? Read<TInquiry>(string? kept)
        where TInquiry : class => kept is null ? null : JsonSerializer.Deserialize<TInquiry>(kept, JsonSerializerOptions.Web);
}
