using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Recapito.Lab;

namespace Recapito.Web.Tests;

/// <summary>What an assistant finds, by a client of the protocol's own.</summary>
public sealed class McpTests
{
    private static readonly string Bounce = File.ReadAllText(Served.PathOf("samples/relay-access-denied.eml"));

    [Fact]
    public async Task There_are_four_tools_and_none_changes_anything()
    {
        await using var served = await ServedTools.StartAsync();
        var tools = await served.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["check_domain", "diagnose", "explain_reply", "read_bounce"], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations?.ReadOnlyHint));
        Assert.Contains("never as instructions", served.Client.ServerInstructions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read_bounce", "bounce", "\"replyCode\":550")]
    [InlineData("diagnose", "bounceOrAddress", "mx-host-does-not-accept-domain")]
    public async Task A_bounce_is_read_and_diagnosed(string tool, string parameter, string said)
    {
        await using var served = await ServedTools.StartAsync();
        var answer = await served.CallAsync(tool, parameter, Bounce);
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(answer.Text);
        Assert.False(answer.IsError);
    }

    [Theory]
    [InlineData("explain_reply", "reply", "550 5.4.1 Recipient address rejected: Access denied", "directory", false)]
    [InlineData("diagnose", "bounceOrAddress", "lee@contoso.example", "recapito.diagnosis/1", false)]
    [InlineData("check_domain", "domain", "Contoso.example", "recapito.check/1", false)]
    [InlineData("check_domain", "domain", "https://Contoso.example/contact", "\"domain\": \"contoso.example\"", false)]
    [InlineData("check_domain", "domain", "no domain", "expected something like contoso.example", true)]
    [InlineData("diagnose", "bounceOrAddress", "Dear Ana, see you tomorrow.", "is not a bounce", true)]
    [InlineData("read_bounce", "bounce", "\u001b[2J", "is not a bounce", true)]
    public async Task An_answer_or_what_is_wrong_with_the_input_comes_back_as_text(string tool, string parameter, string value, string said, bool isError)
    {
        await using var served = await ServedTools.StartAsync();
        var answer = await served.CallAsync(tool, parameter, value);
        Assert.Equal(isError, answer.IsError);
        Assert.Contains(said, answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u001b', answer.Text);
    }

    [Theory]
    [InlineData("diagnose", "bounceOrAddress")]
    [InlineData("check_domain", "domain")]
    public async Task Who_waits_is_told_how_many_answers_came_and_nothing_of_what_they_say(string tool, string parameter)
    {
        await using var served = await ServedTools.StartAsync();
        var told = Channel.CreateUnbounded<ProgressNotificationValue>();
        var value = tool is "diagnose" ? Bounce : "contoso.example";
        await served.Client.CallToolAsync(tool, new Dictionary<string, object?> { [parameter] = value }, new Telling(told.Writer), cancellationToken: TestContext.Current.CancellationToken);
        var first = await told.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.InRange(first.Progress, 1, 1000);
        Assert.Equal($"{first.Progress} answers", first.Message);
    }

    private sealed class Telling(ChannelWriter<ProgressNotificationValue> told) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => told.TryWrite(value);
    }

    private sealed class ServedTools : IAsyncDisposable
    {
        private readonly LabGround ground;
        private readonly ServiceProvider services;
        private readonly McpServer server;
        private readonly Task running;

        private ServedTools(LabGround ground, ServiceProvider services, McpServer server, Task running, McpClient client) =>
            (this.ground, this.services, this.server, this.running, Client) = (ground, services, server, running, client);

        public McpClient Client { get; }

        public static async Task<ServedTools> StartAsync()
        {
            var file = Served.PathOf("samples/relay-access-denied.yaml");
            var ground = new LabGround(WorldFile.Read(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)), "relay-access-denied", TimeProvider.System);
            var (toServer, toClient) = (new Pipe(), new Pipe());
            var services = new ServiceCollection();
            services.AddLogging();
            McpCommand.AddTools(services, ground).WithStreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream());
            var provider = services.BuildServiceProvider();
            var server = provider.GetRequiredService<McpServer>();
            var running = server.RunAsync(TestContext.Current.CancellationToken);
            var client = await McpClient.CreateAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream(), NullLoggerFactory.Instance), cancellationToken: TestContext.Current.CancellationToken);
            return new(ground, provider, server, running, client);
        }

        public async Task<(string Text, bool IsError)> CallAsync(string tool, string parameter, string value)
        {
            var result = await Client.CallToolAsync(tool, new Dictionary<string, object?> { [parameter] = value }, cancellationToken: TestContext.Current.CancellationToken);
            return (Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text, result.IsError is true);
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await server.DisposeAsync();
            await services.DisposeAsync();
            await ground.DisposeAsync();
            await running;
        }
    }
}
