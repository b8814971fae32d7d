using Recapito.CatalogueCompiler;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: CatalogueCompiler CATALOGUE-FOLDER OUTPUT-FILE");
    return 2;
}

var source = CatalogueSource.Read(args[0]);
foreach (var fault in source.Faults)
{
    // This shape is what MSBuild turns into an error with a place.
    Console.Error.WriteLine(fault);
}

if (source.Faults.Count > 0)
{
    return 1;
}

var bytes = CompiledCatalogue.Write(source);
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
File.WriteAllBytes(args[1], bytes);
return 0;
