using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Recapito.Web;

/// <summary>The API's own document (OpenAPI 3.1), made of what is mapped.</summary>
internal static class ApiDocument
{
    /// <summary>Where it is.</summary>
    public const string Path = "/openapi/v1.json";

    private const string Json = "application/json";
    private const string ProblemType = "application/problem+json";
    private const string Bearer = "key";

    /// <summary>What makes it.</summary>
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => ("/" + description.RelativePath).StartsWith(ApiEndpoints.Prefix, StringComparison.Ordinal);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            ApiForms.Complete(schema, context.JsonPropertyInfo?.DeclaringType, context.JsonPropertyInfo?.Name);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddDocumentTransformer(FinishAsync);
    });

    /// <summary>Serves it; it holds no secret.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapOpenApi();

    private static Task FinishAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new()
        {
            Title = "Recapito",
            Version = "1",
            Description = "Takes a bounce, says what happened and who must act, and finds the cause by looking. Times are UTC. Errors are problem details (RFC 9457).",
        };

        // Where it is served is not part of what it is.
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of 'recapito serve keys add'. On a loopback address none is needed until one was made." },
        };
        ApiSchemas.AddTo(document);
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiDescription>().SingleOrDefault() is not { } description)
        {
            return;
        }

        var document = context.Document!;
        operation.Security = [new() { [new(Bearer, document)] = [Kebab.Of(description.Scope)] }];
        operation.Responses ??= [];
        AddProblems(operation.Responses, description, document);
        switch (operation.OperationId)
        {
            case "takeBounce":
                operation.RequestBody = BounceBody();
                operation.Parameters = [OnceParameter(), GoodParameter(), RecipientParameter()];
                break;
            case "takeCheck" or "takeWatch":
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        [Json] = new() { Schema = await context.GetOrCreateSchemaAsync(operation.OperationId is "takeCheck" ? typeof(CheckRequest) : typeof(WatchRequest), null, cancel).ConfigureAwait(false) },
                    },
                };
                operation.Parameters = [OnceParameter()];
                break;
            case "readWatch":
                DescribeCase(operation, "How the change stands; \"end\" says how the watch ended.", ApiSchemas.Watch, document);
                break;
            case "readDiagnosis":
                DescribeCase(operation, "The diagnosis, as far as it is.", ApiSchemas.Diagnosis, document);
                break;
            case "readCheck":
                DescribeCase(operation, "The check; its findings when its state is \"done\".", ApiSchemas.Check, document);
                break;
            case "listDiagnoses":
                DescribeList(operation, "with a recipient in this domain", "that were asked for");
                break;
            case "listChecks":
                DescribeList(operation, "of this domain", "that were asked for");
                break;
            case "listWatches":
                DescribeList(operation, "of this domain", "that were begun");
                break;
            case "deleteDiagnosis" or "deleteCheck" or "deleteWatch":
                Say(operation.Responses, "204", "It is deleted.");
                break;
            case "stopWatch":
                Say(operation.Responses, "204", "It asks no more.");
                break;
        }
    }

    private static void AddProblems(OpenApiResponses responses, ApiDescription description, OpenApiDocument document)
    {
        foreach (var status in description.ByStatus)
        {
            responses[status.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(" ", status.Select(problem => $"{problem.Title} ({problem.Name}).")),
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = new() { Schema = new OpenApiSchemaReference(ApiSchemas.Problem, document) } },
                Headers = status.Key is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable ? Header("Retry-After", "Seconds to wait.", new() { Type = JsonSchemaType.Integer, Minimum = "1" }) : null,
            };
        }

        if (responses.TryGetValue("202", out var accepted) && accepted is OpenApiResponse taken)
        {
            taken.Description = "It was taken.";
            taken.Headers = Header("Location", "Where it can be read.", Text());
        }
    }

    private static void Say(OpenApiResponses responses, string status, string says) => ((OpenApiResponse)responses[status]).Description = says;

    private static Dictionary<string, IOpenApiHeader> Header(string name, string says, OpenApiSchema form) => new() { [name] = new OpenApiHeader { Description = says, Schema = form } };

    private static void DescribeCase(OpenApiOperation operation, string says, string schema, OpenApiDocument document)
    {
        operation.Responses!["200"] = new OpenApiResponse
        {
            Description = says,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new() { Schema = new OpenApiSchemaReference(schema, document) },
                [CaseEvents.Type] = new() { Schema = Text() },
            },
        };
        operation.Responses["204"] = new OpenApiResponse { Description = $"Events were asked for with \"{CaseEvents.LastSeen}: {CaseEvents.End}\": all were sent before, and there will be no more." };
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = CaseEvents.LastSeen, In = ParameterLocation.Header, Description = "Of events: the id of the last one that was seen, as a browser sends it when it connects again.", Schema = Text() });
    }

    private static OpenApiRequestBody BounceBody()
    {
        var content = Intake.Types.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } });
        content["multipart/form-data"] = new()
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { Intake.FileField },
                Properties = new Dictionary<string, IOpenApiSchema> { [Intake.FileField] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }, [Intake.GoodField] = Text(), [Intake.RecipientField] = Text() },
            },
        };
        return new() { Required = true, Description = "The mail, 16 MiB at most.", Content = content };
    }

    private static OpenApiParameter OnceParameter() => new()
    {
        Name = Once.Header,
        In = ParameterLocation.Header,
        Description = "Makes it safe to send the request again: the same key with the same content gives the same answer, for as long as the case is kept.",
        Schema = Text(),
    };

    private static OpenApiParameter GoodParameter() => new()
    {
        Name = Intake.GoodField,
        In = ParameterLocation.Query,
        Description = "An address of the recipient's domain that exists for sure; several with commas between.",
        Schema = Text(),
    };

    private static OpenApiParameter RecipientParameter() => new()
    {
        Name = Intake.RecipientField,
        In = ParameterLocation.Query,
        Description = "Whom a bare reply is about, where it does not say so itself; a whole bounce names its recipients, and this is not used.",
        Schema = Text(),
    };

    private static void DescribeList(OpenApiOperation operation, string which, string when)
    {
        Say(operation.Responses!, "200", "A page of the list.");
        var says = new Dictionary<string, string>
        {
            ["domain"] = $"Only those {which}.",
            ["cause"] = "Only those with this cause; the ids stand in docs/reference/causes.md.",
            ["since"] = $"Only those {when} then or later: a date or a time, UTC where nothing else is said.",
            ["until"] = $"Only those {when} before: a date or a time, UTC where nothing else is said.",
            ["cursor"] = "The nextCursor of the page before.",
            ["limit"] = $"Entries on a page, 1 to {ListQuery.Largest}; {ListQuery.Usual} where nothing is said.",
        };
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description = says[parameter.Name!];
            parameter.Schema = parameter.Name is "limit" ? ApiForms.Limit() : parameter.Schema;
        }
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
