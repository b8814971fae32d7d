namespace Recapito.Input;

/// <summary>English, which people write and most hosts speak.</summary>
internal static class English
{
    public static Speech Speech { get; } = new()
    {
        Marks = @"\b(?:I|wrote|says|said|it|the|my|and|came|for|sent|was)\b",
        Conjunctions = "and|but|so|because|though|although|while|yet",
        Contrasts = "but|though|although|yet",
        Clauses = "because|since|as|and|but",
        Negations = "not",
        Denials = "not|never|cannot",
        OnePerson = "I|I['’](?:m|ve|d|ll)|i['’](?:m|ve|d|ll)|i (?:am|have|had|was|do|don['’]t|did|get|got|can|think|need|know)|[Mm]y|[Mm]e",
        SeveralPeople = @"we|we['’]\p{L}+|our|us|not (?:an?|the) (?:full|block|black|mailbox|quota|spam)",
        Talk = "it['’]s|it (?:isn|wasn|doesn|can)['’]t|please help|please fix|please tell me|that['’]s|that isn['’]t|isn['’]t|aren['’]t|can['’]t you|can you|could you|what['’]s"
            + "|what (?:is|are|does|do|should|can)|why|how (?:can|do|does|should)|he['’]s|she['’]s|they['’]re|there['’]s",
        NeverOfHosts = "I|I['’](?:m|ve|d|ll)|i['’](?:m|ve|ll)"
            + @"|[Tt]hanks|[Tt]hank you|(?:[Mm]any|[Ww]ith) thanks|(?:[Kk]ind|[Bb]est|[Ww]arm) (?:[Rr]egards|wishes)|Regards|regards[,.!]?\z|[Pp]lease help|[Hh]elp me|[Hh]elp[!?.]*\z"
            + "|[Ww]hat (?:does|do|is|are|should|can|shall) (?:it|that|this|I|we|you|the|to)|[Ww]hat['’]s|Why (?:is|are|does|do|did|was|has)|How (?:can|do|does|should) (?:I|we|you|it|this)"
            + "|Is (?:it|that|this|there|the)|Does (?:it|that|this|anyone)|(?:Can|Could|Would|Will) (?:you|I|we|it|someone|anyone|somebody)|[Cc]an you|[Cc]ould you",
        Doubts = "maybe|perhaps|regards",
        Says = "says?|said|returned|error|error code|code",
        SaysWho = "says|said",
        Refuses = "denied|rejected|refused|unknown|unavailable|not found|no such|does not exist|doesn't exist|mailbox|blocked|relay(?:ing)?",
        Senders = "senders?",
        From = "sender|from",
        To = "to|recipient|final-recipient|original-recipient",
        WroteTo = @"(?:wrote|(?:have|had|was) written|was writing|sent|e-?mailed|mailed)(?: [^.,;:@?!]{0,30})? to|(?:my|our) (?:e-?mail|mail|message)(?: [^.,;:@?!]{0,20})? (?:to|for)",
        Full = "full|over ?quota|quota",
        Blocked = "block(?:ed|ing)?|(?:black|block) ?-?list(?:ed)?|spam",
        Later = "later|temporar(?:y|ily)|try again|greylist(?:ed|ing)?",
        NotFound = "not found|couldn['’]t be found|unknown|no such|do(?:es)? ?n['’]t exist|does not exist",
    };
}
