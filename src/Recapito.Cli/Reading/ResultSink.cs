using System.Text;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Where results go, in their order: one writer at a time, large pieces to the system.</summary>
internal sealed class ResultSink
{
    private const int Piece = 128 * 1024;

    /// <summary>A table is written for so many mails at a time, so that its memory is bounded.</summary>
    private const int MailsInTable = 500;

    private readonly Surroundings around;
    private readonly RecordForm? form;
    private readonly Func<IReadOnlyList<ReadMail>, string> table;
    private readonly byte[] buffer = new byte[Piece];
    private readonly List<ReadMail> mails = [];
    private int used;
    private bool isFirst = true;

    /// <param name="around">Has the output.</param>
    /// <param name="form">The form of the records, or null for a table.</param>
    /// <param name="table">Writes a table.</param>
    public ResultSink(Surroundings around, RecordForm? form, Func<IReadOnlyList<ReadMail>, string> table)
    {
        (this.around, this.form, this.table) = (around, form, table);
        Write(Encoding.UTF8.GetBytes(form?.Head ?? ""));
    }

    /// <summary>Takes what came out of a batch.</summary>
    public void Take(ReadBatch batch)
    {
        var records = batch.Output.WrittenSpan;
        if (!records.IsEmpty)
        {
            Write(isFirst ? records[form!.Separator..] : records);
            isFirst = false;
            if (around.OutputIsTerminal)
            {
                Flush();
            }
        }

        mails.AddRange(batch.Mails);
        if (mails.Count >= MailsInTable)
        {
            WriteTable();
        }
    }

    /// <summary>Writes the end.</summary>
    public void Finish()
    {
        WriteTable();
        Write(Encoding.UTF8.GetBytes(form?.Tail ?? ""));
        Flush();
    }

    /// <summary>Hands on what is kept back.</summary>
    public void Flush()
    {
        if (used > 0)
        {
            around.Output.Write(buffer, 0, used);
            used = 0;
        }
    }

    // Nothing readable: a table without rows says nothing.
    private void WriteTable()
    {
        if (mails.Count > 0)
        {
            around.OutputText.Write(table(mails));
            mails.Clear();
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Piece - used)
        {
            Flush();
        }

        if (bytes.Length >= Piece)
        {
            around.Output.Write(bytes);
            return;
        }

        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }
}
