namespace Recapito.Core;

/// <summary>What became of the message at a station.</summary>
internal enum StationState
{
    Passed,
    Refused,
    NotReached,
    Waiting,

    /// <summary>The message passed, and came back.</summary>
    GoesRound,
}

/// <summary>A station of the message's way.</summary>
/// <param name="Role">Word key below <c>ui.station</c>.</param>
/// <param name="Name">Host or address; text of others.</param>
/// <param name="State">Its shape.</param>
/// <param name="StateKey">Word key below <c>ui.state</c>.</param>
internal sealed record Station(string Role, string Name, StationState State, string StateKey);

/// <summary>The way of the message as a row of stations, from what the diagnosis states; it decides nothing.</summary>
internal static class PathFigure
{
    public static IReadOnlyList<Station> Of(Diagnosis diagnosis)
    {
        var symptom = diagnosis.Symptom;
        var mailbox = Mailbox(diagnosis);
        if (!diagnosis.IsOfMessage)
        {
            return [new("here", "", StationState.Passed, "asked"), Now(diagnosis, "next", NextHost(diagnosis)), mailbox];
        }

        var stations = new List<Station>
        {
            new("sender", symptom.Sender ?? "", StationState.Passed, "sent"),
        };
        if (diagnosis.HandedIn is null)
        {
            AddHosts(stations, diagnosis);
        }
        else
        {
            AddSeenNow(stations, diagnosis);
        }

        stations.Add(mailbox);
        return stations;
    }

    /// <summary>The shape of a state.</summary>
    public static string Sign(StationState state, bool ascii) => (state, ascii) switch
    {
        (StationState.Passed, false) => "✓",
        (StationState.Passed, true) => "+",
        (StationState.Refused, false) => "✕",
        (StationState.Refused, true) => "X",
        (StationState.GoesRound, false) => "↺",
        (StationState.GoesRound, true) => "@",
        (StationState.Waiting, false) => "…",
        (StationState.Waiting, true) => "...",
        _ => "?",
    };

    private static void AddHosts(List<Station> stations, Diagnosis diagnosis)
    {
        var symptom = diagnosis.Symptom;
        if (symptom.Meaning is Meanings.MailLoop && HopCircle.Of(symptom.Hops) is { } circle)
        {
            // The report is that of a system in the circle; another had handed the message in.
            if (circle.Before is { } before)
            {
                stations.Add(new(IsOf(symptom.Sender, before) ? "system" : "handed-in", before, StationState.Passed, "passed"));
            }

            stations.AddRange(circle.Systems.Select(name => new Station("circle", name, StationState.GoesRound, "goes-round")));
            return;
        }

        var system = symptom.ReportingMta ?? "";
        if (symptom.RefusingHost is { } refusing)
        {
            stations.Add(new(RoleOfReporter(symptom), system, StationState.Passed, "passed"));
            if (symptom.QuotingHost is { } quoting)
            {
                // It was asked for the recipient, and had asked the next one: nothing was handed over.
                stations.Add(new("next", quoting, StationState.Passed, "passed-on-refusal"));
                stations.Add(Now(diagnosis, "behind", refusing));
                return;
            }

            if (symptom.RemoteMta is { } remote && !Names.AreOfOneSystem(remote, refusing))
            {
                stations.Add(new("handed-to", remote, StationState.Passed, "passed"));
            }

            if (symptom.IsPassedOn)
            {
                // The system behind is known by its signature in the reply alone, if at all.
                stations.Add(new("handed-to", refusing, StationState.Passed, "passed-on-refusal"));
                var isRefused = diagnosis.Verdict is not (Verdict.Healthy or Verdict.NoLongerReproducible);
                stations.Add(new("behind", symptom.DecidingServer ?? "", isRefused ? StationState.Refused : StationState.NotReached, isRefused ? "refused" : "not-known"));
                return;
            }

            stations.Add(Now(diagnosis, Speaker.IsReporter(symptom) || symptom.Meaning is Meanings.NoAnswer ? "tried" : "refusing", refusing));
        }
        else if (symptom.RemoteMta is { } tried)
        {
            stations.Add(new(RoleOfReporter(symptom), system, StationState.Passed, "passed"));
            stations.Add(Now(diagnosis, "tried", tried));
        }
        else if (symptom.IsWordsAlone)
        {
            AddUnknown(stations, diagnosis);
        }
        else
        {
            stations.Add(symptom.IsNotFinal ? new(RoleOfReporter(symptom), system, StationState.Waiting, symptom.IsDelayed ? "waiting" : "put-off") : new(RoleOfReporter(symptom), system, StationState.Refused, "gave-up"));
            if (NextHost(diagnosis) is { Length: > 0 } next)
            {
                // Where the time ran out, it may have answered each time.
                stations.Add(new("next", next, StationState.NotReached, symptom.Meaning is Meanings.NoAnswer or Meanings.NameNotFound ? "not-reached" : "not-known"));
            }
        }
    }

    // Words without their report: of the sender's system nothing is known, and of the next host what it said to us.
    private static void AddUnknown(List<Station> stations, Diagnosis diagnosis)
    {
        if (diagnosis.Symptom.DecidingServer is { } named)
        {
            stations.Add(new("system", "", StationState.Passed, "passed"));
            stations.Add(Now(diagnosis, "refusing", named));
            return;
        }

        stations.Add(new("system", "", StationState.NotReached, "not-known-who"));
        if (diagnosis.Hindrance?.Arguments.GetValueOrDefault("host") is { Length: > 0 } hindering)
        {
            stations.Add(new("next", hindering, StationState.Refused, Answers(diagnosis, hindering).Any(answer => answer.Outcome is Outcome.Present) ? "refuses-now" : "no-answer"));
        }
        else if (NextHost(diagnosis) is { Length: > 0 } next)
        {
            var answers = Answers(diagnosis, next).OfType<Present<RcptAnswer>>().ToList();
            stations.Add(answers.Count == 0 ? new("next", next, StationState.NotReached, "not-known")
                : answers.Exists(answer => answer.Value.Accepted) ? new("next", next, StationState.Passed, "takes-it-now")
                : new("next", next, StationState.Refused, "refuses-now"));
        }
    }

    // Where the message stopped, the words that were handed in do not say; where one would stop now, was seen.
    private static void AddSeenNow(List<Station> stations, Diagnosis diagnosis)
    {
        stations.Add(new("system", "", StationState.NotReached, "not-known-who"));
        if (diagnosis.Symptom is { RefusingHost: { } refusing, Meaning: not Meanings.NoAnswer })
        {
            stations.Add(new("next", refusing, StationState.Refused, "refuses-now"));
        }
        else
        {
            stations.Add(Now(diagnosis, "next", NextHost(diagnosis)));
        }
    }

    private static Station Now(Diagnosis diagnosis, string role, string host) => diagnosis.Verdict switch
    {
        Verdict.Healthy or Verdict.NoLongerReproducible => Heard(diagnosis, role, host),
        Verdict.Undetermined when !diagnosis.Symptom.FromReport => new(role, host, StationState.NotReached, "not-known"),
        _ when diagnosis.Symptom.Meaning is Meanings.NoAnswer => new(role, host, StationState.Refused, "no-answer"),
        _ when diagnosis.Symptom.Meaning is Meanings.ConnectionLost => new(role, host, StationState.Refused, "broke-off"),
        _ when diagnosis.Symptom.Meaning is Meanings.NameNotFound && Speaker.IsReporter(diagnosis.Symptom) => new(role, host, StationState.Refused, IsNoName(diagnosis, host) ? "no-such-name" : "not-found"),
        _ when diagnosis.Symptom.Meaning is Meanings.TlsFailure => new(role, host, StationState.Refused, "no-tls"),
        // What is still tried, nobody has refused for good.
        _ when diagnosis.Symptom.IsDelayed => new(role is "refusing" ? "tried" : role, host, StationState.Waiting, "put-off"),
        _ => new(role, host, StationState.Refused, "refused"),
    };

    // Others may take the address now: of this host only its own word tells.
    private static Station Heard(Diagnosis diagnosis, string role, string host)
    {
        var answers = Answers(diagnosis, host).ToList();
        return IsTaker(diagnosis, host) ? new(role, host, StationState.Passed, "takes-it-now")
            : answers.Exists(seen => seen.Outcome is Outcome.Present) ? new(role, host, StationState.Refused, "refused")
            : answers.Count > 0 ? new(role, host, StationState.NotReached, "not-known") : new(role, host, StationState.Refused, "refused-then");
    }

    /// <summary>True where the host itself was seen to take the address.</summary>
    internal static bool IsTaker(Diagnosis diagnosis, string host) => Answers(diagnosis, host).Any(seen => seen is Present<RcptAnswer> { Value.Accepted: true });

    /// <summary>True where the host was asked for the address, whether an answer came or not.</summary>
    internal static bool IsAsked(Diagnosis diagnosis, string host) => Answers(diagnosis, host).Any();

    private static IEnumerable<Observation> Answers(Diagnosis diagnosis, string host) =>
        diagnosis.Evidence.All.Where(seen => seen.Request is RcptRequest { Role: RcptRole.Target } asked && Names.AreOfOneSystem(asked.Host, host));

    // A report says the same of a name without an address, and of one that nobody could be asked for.
    private static bool IsNoName(Diagnosis diagnosis, string host) =>
        diagnosis.Evidence.All.OfType<Absent<RrSet>>().Any(seen => seen.Asked is DnsRequest asked && asked.Name == host && seen.IsNxDomain());

    private static Station Mailbox(Diagnosis diagnosis)
    {
        // What came back does not wait, also where only time helps; an address alone is looked at before anything is sent.
        var waits = diagnosis is { Cause.Party: Party.Nobody, Symptom.FromReport: false };
        var taken = diagnosis.Verdict is Verdict.Healthy or Verdict.NoLongerReproducible || (diagnosis.Symptom is { IsWordsAlone: true, DecidingServer: null } && IsTaker(diagnosis, NextHost(diagnosis)));
        return new("mailbox", diagnosis.Symptom.Recipient, waits ? StationState.Waiting : StationState.NotReached,
            waits ? "waiting" : taken ? "not-seen" : "mailbox-not-reached");
    }

    private static bool IsOf(string? address, string host) => Names.DomainOf(address ?? "") is { } domain && (host == domain || host.EndsWith("." + domain, StringComparison.Ordinal));

    // Who reports that TLS failed demanded it of the next: that may be a system of either side, and where the report does not show of which, neither is named.
    private static string RoleOfReporter(Symptom symptom) => symptom.IsReportedByRecipientsOnline ? "recipients-online" : symptom.Meaning is Meanings.TlsFailure ? "sending" : "system";

    private static string NextHost(Diagnosis diagnosis)
    {
        if (diagnosis.Cause?.Arguments.GetValueOrDefault("host") is { Length: > 0 } named)
        {
            return named;
        }

        var asked = diagnosis.Evidence.Asked<RcptRequest>().FirstOrDefault(request => request.Role is RcptRole.Target);
        var mx = diagnosis.Evidence.Find(new DnsRequest(diagnosis.Symptom.Domain, RrType.Mx, Vantage.Resolver)) as Present<RrSet>;
        return asked?.Host ?? (mx?.Value.Mx is [var first, ..] ? first.Exchange : "");
    }
}
