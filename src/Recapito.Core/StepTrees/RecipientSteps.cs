namespace Recapito.Core;

/// <summary>The steps that speak of recipients: only for a domain that is the user's, or in a lab.</summary>
/// <param name="view">What is known of the way.</param>
/// <param name="steps">Makes steps.</param>
internal sealed class RecipientSteps(InboundView view, StepFactory steps)
{
    private string Address => view.Question.Recipient;

    /// <summary>Would the host take mail for the recipient?</summary>
    public Step Recipient(MxHost host)
    {
        (string, string)[] about = [("host", host.Name), ("recipient", Address)];
        if (!view.MayAskRecipient)
        {
            return StepFactory.Skip("recipient", "not-permitted", about);
        }

        var request = view.Recipient(host);
        return (request is null ? null : steps.Find(request)) switch
        {
            null => steps.Wait("recipient", [.. request is null ? Array.Empty<Request>() : [request]], about),
            Present<RcptAnswer> seen => Ended(seen, seen.Value.Accepted ? StepStatus.Ok : StepStatus.Fail, seen.Value.Accepted ? "accepted" : "refused", [.. about, ("reply", seen.Value.Reply.ToString())]),
            var gap => Ended(gap, StepStatus.Undetermined, "no-answer", [.. about, ("why", gap.Why ?? "")]),
        };
    }

    /// <summary>Would the host take mail for a domain that is not its own?</summary>
    public Step Relay(MxHost host)
    {
        (string, string)[] about = [("host", host.Name)];
        if (!view.Question.Own)
        {
            return StepFactory.Skip("relay", "not-permitted", about);
        }

        var request = view.Relay(host);
        return (request is null ? null : steps.Find(request)) switch
        {
            null => steps.Wait("relay", [.. request is null ? Array.Empty<Request>() : [request]], about),
            Present<RcptAnswer> seen => Ended(seen, seen.Value.Accepted ? StepStatus.Fail : StepStatus.Ok, seen.Value.Accepted ? "open" : "refused", [.. about, ("reply", seen.Value.Reply.ToString()), ("recipient", seen.Value.Recipient)]),
            var gap => Ended(gap, StepStatus.Undetermined, "no-answer", [.. about, ("why", gap.Why ?? "")]),
        };
    }

    /// <summary>One message to the recipient.</summary>
    public Step Message()
    {
        (string, string)[] about = [("recipient", Address)];
        if (!view.Question.SendTest || !view.Question.Own)
        {
            return StepFactory.Skip("message", view.Question.SendTest ? "not-permitted" : "not-asked-for", about);
        }

        if (view.Message is not { } request || steps.Find(request) is not { } answer)
        {
            return steps.Wait("message", [.. view.Message is { } open ? [open] : Array.Empty<Request>()], about);
        }

        about = [.. about, ("host", request.Host), ("address", request.Address)];
        if (answer is not Present<TestMessageAnswer> { Value: var value } seen)
        {
            return Ended(answer, StepStatus.Undetermined, "no-answer", [.. about, ("why", answer.Why ?? "")]);
        }

        // Policies (X.7) and delays may be about our address or our sender, which is none of the recipient's doing.
        var ofRecipient = value.Reply is { IsPermanent: true, Status.Subject: 1 or 2 or 4 } && !(value.Reply.Status is { Subject: 1, Detail: 7 or 8 });
        return Ended(seen, value.Accepted ? StepStatus.Ok : ofRecipient ? StepStatus.Fail : StepStatus.Undetermined, value.Accepted ? "queued" : "refused",
            [.. about, ("reply", value.Reply.ToString()), ("command", value.Command), ("id", value.Id)]) with
        {
            Details = [new("subject", $"Recapito test {value.Id}"), new("sender", $"<{request.Sender}>"), new("reply", value.Reply.ToString())],
        };
    }

    private static Step Ended(Observation seen, StepStatus status, string result, params ReadOnlySpan<(string, string)> about) =>
        StepFactory.Done(Id(seen), status, result, about) with { Evidence = [seen], Elapsed = Time(seen) };

    private static string Id(Observation seen) => seen.Request switch
    {
        TestMessageRequest => "message",
        RcptRequest { Role: RcptRole.Relay } => "relay",
        _ => "recipient",
    };

    // The conversation is longer than the question; where the question's own part of it can be told, that counts.
    private static TimeSpan? Time(Observation seen) =>
        seen.Request is RcptRequest rcpt ? SpokenTime.Of(seen.Source, $"RCPT TO:<{rcpt.Subject}>") : seen.Source.Elapsed;
}
