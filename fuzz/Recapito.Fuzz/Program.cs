using Recapito.Fuzz;
using SharpFuzz;

// recapito-fuzz TARGET          under AFL: takes its inputs one after the other
// recapito-fuzz TARGET FILE…    reads these files once, to see what AFL has found
if (args.Length == 0 || FuzzTarget.All.FirstOrDefault(target => target.Name == args[0]) is not { } target)
{
    Console.Error.WriteLine($"recapito-fuzz: the targets are {string.Join(", ", FuzzTarget.All.Select(target => target.Name))}");
    return 2;
}

foreach (var file in args.Skip(1))
{
    Console.WriteLine(file);
    target.Run(File.ReadAllBytes(file));
}

if (args.Length == 1)
{
    // The loop runs in a child, so that an overflow of the stack is a finding and not the end.
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        target.Run(input.ToArray());
    });
}

return 0;
