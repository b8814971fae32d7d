namespace Recapito.Cli.Tests;

/// <summary>The program of the page in the hands of <c>recapito serve</c>: who ends the one ends the other.</summary>
public sealed class HostProgramTests
{
    // A host that says when it is there, and notes what it was told.
    private const string Host = """
        folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
        cat >"$folder/host" <<'END'
        #!/bin/bash
        trap 'echo told TERM; exit 0' TERM
        trap 'echo told INT; exit 0' INT
        echo "there $$"
        while :; do sleep 0.05; done
        END
        chmod +x "$folder/host"
        export RECAPITO_HOST="$folder/host"
        """;

    private const string Started = """

        set -m
        "$recapito" $2 >"$folder/out" & page=$!
        set +m
        until grep -qs there "$folder/out"; do sleep 0.05; kill -0 $page || exit 9; done
        host=$(sed -n 's/^there //p' "$folder/out")
        """;

    [Theory]
    [InlineData("TERM", "serve")]
    [InlineData("INT", "serve")]
    [InlineData("TERM", "mcp")]
    public async Task A_signal_reaches_the_page_whose_end_is_waited_for_and_whose_code_is_given(string signal, string command)
    {
        var (code, output, error) = await Shell.Run(Host + Started + """

            kill -$1 $page
            wait $page; code=$?
            kill -0 $host 2>/dev/null && echo left behind
            sed 1d "$folder/out"
            exit $code
            """, signal, command);
        Assert.Equal((0, $"told {signal}\n", ""), (code, output, error));
    }

    /// <summary>A terminal tells both at once.</summary>
    [Fact]
    public async Task Ctrl_C_stops_the_page_and_is_no_interruption()
    {
        var (code, output, error) = await Shell.Run(Host + Started + """

            kill -INT -$page
            wait $page; code=$?
            sed 1d "$folder/out"
            exit $code
            """, "INT", "serve");
        Assert.Equal((0, "told INT\n", ""), (code, output, error));
    }

    [Fact]
    public async Task The_second_Ctrl_C_ends_a_page_that_does_not_end()
    {
        var (code, output, _) = await Shell.Run(Host.Replace("trap 'echo told INT; exit 0' INT", "trap 'echo told INT' INT", StringComparison.Ordinal) + Started + """

            kill -INT $page
            until grep -q told "$folder/out"; do sleep 0.05; done
            kill -INT $page
            wait $page; code=$?
            for i in {1..100}; do kill -0 $host 2>/dev/null || break; sleep 0.05; done
            kill -0 $host 2>/dev/null && echo left behind
            sed 1d "$folder/out"
            exit $code
            """, "INT", "serve");
        Assert.Equal((130, "told INT\n"), (code, output));
    }
}
