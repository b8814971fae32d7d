namespace Recapito.CatalogueCompiler;

/// <summary>Writes arrays as <c>CatalogueBytes</c> reads them: their length, then their items.</summary>
internal static class CatalogueWriter
{
    public static void WriteShorts(this BinaryWriter writer, IReadOnlyCollection<ushort> items)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            writer.Write(item);
        }
    }

    public static void WriteInts(this BinaryWriter writer, IReadOnlyCollection<int> items)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            writer.Write(item);
        }
    }

    public static void WriteLongs(this BinaryWriter writer, IReadOnlyCollection<ulong> items)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            writer.Write(item);
        }
    }

    /// <summary>Where each list begins in the row of all their items, and that row.</summary>
    public static void WriteLists(this BinaryWriter writer, List<int[]> lists)
    {
        var starts = new List<int> { 0 };
        lists.ForEach(list => starts.Add(starts[^1] + list.Length));
        writer.WriteInts(starts);
        writer.WriteInts([.. lists.SelectMany(list => list)]);
    }
}
