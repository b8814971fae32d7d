namespace Recapito.Cli;

/// <summary>
/// Reads all that the user named: files in batches, each by one thread; what holds many mails in batches of its own, when its turn has
/// come. So every input keeps all threads busy, results keep their order, and memory stays bounded.
/// </summary>
/// <param name="plan">How.</param>
/// <param name="around">Has standard input.</param>
/// <param name="emit">Takes what came out, in order, one call at a time.</param>
/// <param name="cancel">Stops at once.</param>
internal sealed class ReadRun(ReadPlan plan, Surroundings around, Action<ReadBatch> emit, CancellationToken cancel)
{
    private FileBatch? filling;

    /// <summary>Folders that the user named and that hold nothing to be read.</summary>
    public List<string> EmptyFolders { get; } = [];

    /// <summary>Reads all of it.</summary>
    public void Read(IEnumerable<string> paths)
    {
        using var files = paths.SelectMany(path => Directory.Exists(path) ? FilesOf(path) : [path]).GetEnumerator();
        new OrderedRun<FileBatch>(plan.Jobs, () => new(plan), batch => (filling = batch).Fill(files), Read, Emit, cancel).Run();
    }

    private IEnumerable<string> FilesOf(string folder)
    {
        var isEmpty = true;
        foreach (var file in FolderWalk.Files(folder, Refuse))
        {
            isEmpty = false;
            yield return file;
        }

        if (isEmpty)
        {
            EmptyFolders.Add(folder);
        }

        void Refuse(string problem)
        {
            isEmpty = false;
            filling!.Refuse(problem);
        }
    }

    private void Emit(ReadBatch batch)
    {
        emit(batch);
        batch.ClearResults();
    }

    private void Read(FileBatch batch, Action awaitTurn)
    {
        foreach (var file in batch.Files)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                Read(file, batch, awaitTurn);
                batch.Counts.Files++;
            }
            catch (InputException e)
            {
                batch.Refuse(e.Message);
            }
        }
    }

    private void Read(string file, FileBatch batch, Action awaitTurn)
    {
        if (file == InputFile.StandardInput)
        {
            Expand(MailCursor.Open(file, around.Input), batch, awaitTurn);
            return;
        }

        using var handle = MailFile.Open(file);
        var length = MailFile.ReadStart(file, handle, batch.Buffer, out var isAll);
        if (!isAll || length is null)
        {
            Expand(MailCursor.Open(file, MailFile.Whole(handle)), batch, awaitTurn);
        }
        else
        {
            ReadSmall(file, batch.Buffer.AsSpan(0, length.Value), batch, awaitTurn);
        }
    }

    private void ReadSmall(string file, ReadOnlySpan<byte> start, FileBatch batch, Action awaitTurn)
    {
        var form = MailForm.Of(start);
        if (start.IsEmpty)
        {
            batch.Refuse($"{file}: {MailForm.WhyNoMail(start)}.");
        }
        else if (form is not (InputForm.Mbox or InputForm.Utf16 or InputForm.Zip or InputForm.Gzip))
        {
            batch.Counts.Octets += start.Length;
            batch.Read(file, start, isCut: false);
        }
        else
        {
            var cursor = MailCursor.Open(file, new MemoryStream(batch.Buffer, 0, start.Length));
            if (form is InputForm.Mbox or InputForm.Utf16)
            {
                ReadHere(cursor, batch);
            }
            else
            {
                Expand(cursor, batch, awaitTurn);
            }
        }
    }

    private void ReadHere(MailCursor cursor, FileBatch batch)
    {
        using (cursor)
        {
            while (cursor.MoveNext())
            {
                cancel.ThrowIfCancellationRequested();
                batch.Counts.Octets += cursor.Bytes.Length;
                if (cursor.Problem is { } problem)
                {
                    batch.Refuse(problem);
                }
                else
                {
                    batch.Read(cursor.Name, cursor.Bytes.Span, cursor.IsCut);
                }
            }
        }
    }

    // What came before goes out first; then the container has the output to itself.
    private void Expand(MailCursor cursor, FileBatch batch, Action awaitTurn)
    {
        using (cursor)
        {
            awaitTurn();
            Emit(batch);
            new OrderedRun<MailBatch>(plan.Jobs, () => new(plan), inner => inner.Fill(cursor), (inner, _) => inner.Read(cancel), Emit, cancel).Run();
        }
    }
}
