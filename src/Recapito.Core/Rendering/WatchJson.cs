using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>A look of a watch as one JSON object on one line (docs/reference/watch.md).</summary>
public static class WatchJson
{
    /// <summary>The name and version of the schema.</summary>
    public const string Schema = "recapito.watch/1";

    /// <summary>One look.</summary>
    /// <param name="state">How the change stands.</param>
    /// <param name="begin">The time of day at the beginning of the watch, by the clock of now.</param>
    /// <param name="events">What happened since the look before.</param>
    /// <param name="end">How the watch ended; null while it goes on.</param>
    /// <param name="indented">True for people, false for a line.</param>
    public static string Write(WatchState state, DateTimeOffset begin, IReadOnlyList<WatchEvent> events, WatchEnd? end, bool indented = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(events);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = indented, NewLine = "\n" }))
        {
            new Writer(json, new(begin, state.Now)).Write(state, events, end);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class Writer(Utf8JsonWriter json, WatchTimes times)
    {
        public void Write(WatchState state, IReadOnlyList<WatchEvent> events, WatchEnd? end)
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            Time("at", state.Now);
            json.WriteString("domain", state.Subject.Domain);
            json.WriteString("type", ObservationJson.TypeName(state.Subject.Type));
            json.WriteString("expected", state.Subject.Expected?.Text);
            json.WriteString("target", state.Target?.ToString());
            json.WriteString("newest", state.Newest?.ToString());
            Number("ttl", state.Ttl);
            Authoritative(state);
            Parent(state.Parent);
            Caches(state.Caches);
            List("resolvers", state.Resolvers, Resolver);
            List("mailHosts", state.MailHosts, MailHost);
            List("contradictions", state.Contradictions, contradiction =>
            {
                json.WriteString("what", Kebab.Of(contradiction.What));
                json.WriteString("who", contradiction.Who);
                json.WriteString("answer", contradiction.Answer?.ToString());
            });
            List("events", events, Event);
            json.WriteString("end", end is { } ended ? Kebab.Of(ended) : null);
            json.WriteEndObject();
        }

        private void Authoritative(WatchState state)
        {
            json.WriteStartObject("authoritative");
            json.WriteString("zone", state.Zone);
            json.WriteNumber("agreeing", state.Agreeing);
            json.WriteNumber("total", state.Today.Count);
            Time("agreedSince", state.AgreedSince);
            List("servers", state.Servers, server =>
            {
                json.WriteString("name", server.Name);
                ObservationJson.WriteStrings(json, "addresses", server.Addresses);
                json.WriteString("shows", Kebab.Of(server.Shows));
                json.WriteString("answer", server.Answer?.ToString());
                Number("serial", server.Serial);
                Time("since", server.Since);
                json.WriteString("gap", server.Gap);
                json.WriteBoolean("former", server.IsFormer);
                Time("askedUntil", server.AskedUntil);
            });
            json.WriteEndObject();
        }

        private void Parent(ParentState parent)
        {
            json.WriteStartObject("parent");
            json.WriteString("zone", parent.Zone);
            json.WriteNumber("answering", parent.Answering);
            json.WriteNumber("total", parent.Servers);
            json.WriteBoolean("agree", parent.Agree);
            Time("agreedSince", parent.Since);
            ObservationJson.WriteStrings(json, "nameServers", parent.NameServers);
            json.WriteString("ds", parent.Ds?.ToString());
            json.WriteEndObject();
        }

        private void Caches(CacheBound caches)
        {
            json.WriteStartObject("caches");
            json.WriteString("knowledge", Kebab.Of(caches.Knowledge));
            Time("by", caches.By);
            Time("atMost", caches.AtMost);
            Number("oldTtl", caches.OldTtl);
            List("reasons", caches.Reasons, reason =>
            {
                json.WriteString("why", Kebab.Of(reason.Why));
                json.WriteString("who", reason.Who);
                Time("atMost", reason.AtMost);
                Time("expected", reason.Expected);
                json.WriteString("rule", reason.Rule);
            });
            json.WriteEndObject();
        }

        private void Resolver(ResolverState resolver)
        {
            json.WriteString("name", resolver.Resolver.Name);
            json.WriteString("address", resolver.Resolver.Address);
            json.WriteString("shows", Kebab.Of(resolver.Shows));
            json.WriteString("answer", resolver.Answer?.ToString());
            Time("keepsUntil", resolver.KeepsUntil);
            json.WriteString("gap", resolver.Gap);
            json.WriteBoolean("servesStale", resolver.ServesStale);
            json.WriteBoolean("disagrees", resolver.Disagrees);
        }

        private void MailHost(MailHostState host)
        {
            json.WriteString("host", host.Host);
            json.WriteString("address", host.Address);
            json.WriteString("outcome", Kebab.Of(host.Outcome));
            json.WriteString("says", host.Says);
            json.WriteNumber("tries", host.Tries);
        }

        private void Event(WatchEvent happened)
        {
            json.WriteString("id", happened.Id);
            Time("at", happened.At);
            Time("moment", happened.Moment);
            foreach (var (name, value) in happened.Arguments)
            {
                json.WriteString(name, value);
            }
        }

        private void List<T>(string name, IReadOnlyList<T> items, Action<T> write)
        {
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        private void Time(string name, TimeSpan? moment) => json.WriteString(name, moment is { } at ? ObservationJson.Time(times.At(at)) : null);

        private void Number(string name, uint? number)
        {
            if (number is { } value)
            {
                json.WriteNumber(name, value);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }
}
