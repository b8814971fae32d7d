using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Recapito.Web;

/// <summary>The forms of diagnoses, checks and watches, taken from the schemas of the reference (docs/reference/*.schema.json), and that of problems.</summary>
internal static class ApiSchemas
{
    /// <summary>Names of schemas.</summary>
    public const string Diagnosis = "Diagnosis", Check = "Check", Watch = "Watch", Problem = "Problem";

    private const string Definitions = "#/$defs/";

    /// <summary>Adds them to a document.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        var schemas = new JsonObject { [Problem] = ProblemForm() };
        Take(schemas, Diagnosis, "diagnosis.schema.json", alwaysThere: ["schema", "bounce", "recipients"]);

        // Before all was asked, only the domain is known.
        Take(schemas, Check, "check.schema.json", alwaysThere: ["domain"]);
        Take(schemas, Watch, "watch.schema.json", alwaysThere: ["domain", "type", "expected"], CaseState.Stopped);
        var wrapped = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "schemas", ["version"] = "1" },
            ["paths"] = new JsonObject(),
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
        var read = OpenApiDocument.Parse(wrapped.ToJsonString(), "json").Document!;
        foreach (var (name, schema) in read.Components!.Schemas!)
        {
            document.AddComponent(name, schema);
        }
    }

    // Its definitions become schemas of the document, with the name of the whole before theirs.
    private static void Take(JsonObject schemas, string name, string file, string[] alwaysThere, params string[] furtherStates)
    {
        var whole = Read(file);
        var definitions = whole["$defs"]!.AsObject();
        whole.Remove("$defs");
        whole.Remove("$schema");
        whole.Remove("title");
        whole["required"] = new JsonArray([.. CaseDocument.Members.Concat(alwaysThere).Select(member => JsonValue.Create(member))]);
        var properties = whole["properties"]!.AsObject();
        foreach (var (member, form) in CaseForms(furtherStates))
        {
            properties[member] = form;
        }

        schemas[name] = Renamed(whole, name);
        foreach (var (key, definition) in definitions)
        {
            schemas[name + Capital(key)] = Renamed(definition!, name);
        }
    }

    private static JsonNode Renamed(JsonNode schema, string name)
    {
        var copy = schema.DeepClone();
        Rename(copy, name);
        return copy;
    }

    private static void Rename(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject branch:
                if (branch["$ref"]?.GetValue<string>() is { } target)
                {
                    branch["$ref"] = $"#/components/schemas/{name}{Capital(target[Definitions.Length..])}";
                }

                foreach (var (_, below) in branch.ToList())
                {
                    Rename(below, name);
                }

                break;
            case JsonArray list:
                foreach (var below in list)
                {
                    Rename(below, name);
                }

                break;
        }
    }

    private static IEnumerable<(string Member, JsonNode Form)> CaseForms(string[] furtherStates) => CaseDocument.Members.Zip<string, JsonNode>(
    [
        new JsonObject { ["type"] = "string", ["description"] = "128 random bits" },
        new JsonObject { ["enum"] = new JsonArray([.. CaseState.All.Concat(furtherStates).Select(state => JsonValue.Create(state))]), ["description"] = "interrupted: something went wrong in the service; it is asked for again after the next start" },
        new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        new JsonObject { ["type"] = "string", ["format"] = "date-time", ["description"] = "when it is forgotten" },
    ]);

    private static JsonObject ProblemForm() => new()
    {
        ["type"] = "object",
        ["description"] = "Problem details (RFC 9457)",
        ["required"] = new JsonArray("type", "title", "status", "detail"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["enum"] = new JsonArray([.. ApiProblem.All.Select(problem => JsonValue.Create(ApiProblem.Path + problem.Name))]) },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string", ["description"] = "what is wrong in this case, and what to do" },
        },
    };

    private static JsonObject Read(string file)
    {
        using var stream = typeof(ApiSchemas).Assembly.GetManifestResourceStream(file)!;
        return JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions())!.AsObject();
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
