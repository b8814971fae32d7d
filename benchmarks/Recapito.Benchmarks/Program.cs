using Recapito.Benchmarks;

// recapito-bench diagnose            measures, prints the table, exits 1 where a figure is missed
// recapito-bench diagnose --timeline also says which answer came when
// recapito-bench start PROGRAM       the start of the native program
// recapito-bench read --stages       what each stage of reading costs, in one warm process
// recapito-bench read PROGRAM …      what reading costs; accuracy PROGRAM: how right it is
// recapito-bench linear [NAME]       how the time grows with each piece of the grammar
// recapito-bench check PROGRAM       what the check of a domain costs; "check-once" is one of its runs
// recapito-bench web HOST            the service under load
// recapito-bench once WORLD …        one cold diagnosis; "diagnose" starts itself with this
return args switch
{
    ["diagnose", .. var rest] => DiagnoseBench.Run(timeline: rest.Contains("--timeline")),
    ["once", var world, .. var rest] => await ColdDiagnosis.RunAsync(world, timeline: rest.Contains("--timeline")),
    ["check", var program, .. var rest] => CheckBench.Run(program, timeline: rest.Contains("--timeline")),
    ["check-once", var world, .. var rest] => await ColdCheck.RunAsync(world, timeline: rest.Contains("--timeline")),
    ["read", "--stages"] => StagesBench.Run(),
    ["read", var program, .. var rest] => ReadOptions.Parse(rest) is { } options ? ReadBench.Run(program, options) : Corpus.MissingNeed,
    ["accuracy", var program] => AccuracyBench.Run(program),
    ["linear", .. var rest] => LinearBench.Run(rest.FirstOrDefault()),
    ["web", var program] => await WebBench.RunAsync(program),
    ["start", var program] => StartBench.Run(program),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("recapito-bench: started by ./bench, which lists the names");
    return 2;
}
