namespace Recapito.Core;

/// <summary>Towards which answer a change goes.</summary>
/// <param name="Target">The answer that is on its way in; null where none is seen to be.</param>
/// <param name="Instead">The answer that came in its place; null where none did.</param>
/// <param name="Expected">What is waited for; null where nothing is.</param>
internal sealed record WatchAim(WatchedAnswer? Target, WatchedAnswer? Instead, ExpectedAnswer? Expected)
{
    /// <summary>New or other; null for an answer that is neither. What is waited for is never an old one, also where no server holds it any more.</summary>
    public Shows? Of(WatchedAnswer answer) => Equals(answer, Target) || (Target is null && Expected?.Fits(answer) == true) ? Shows.New : Equals(answer, Instead) ? Shows.Other : null;
}
