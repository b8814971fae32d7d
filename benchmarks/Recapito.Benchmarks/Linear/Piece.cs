using System.Globalization;
using System.Text;

namespace Recapito.Benchmarks;

/// <summary>A piece of the grammar, written again and again until a mail has a given size.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Before">The mail up to the piece.</param>
/// <param name="Unit">What is repeated; "{n}" becomes the number of the repetition.</param>
/// <param name="After">The mail after it.</param>
internal sealed record Piece(string Name, string Before, string Unit, string After = "\n")
{
    /// <summary>The mail, of about so many bytes; each char is one byte.</summary>
    public byte[] Mail(int size)
    {
        var text = new StringBuilder(size + Unit.Length + After.Length).Append(Before);
        var isNumbered = Unit.Contains("{n}", StringComparison.Ordinal);
        for (var n = 0; text.Length + After.Length + Unit.Length <= size; n++)
        {
            text.Append(isNumbered ? Unit.Replace("{n}", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : Unit);
        }

        return Encoding.Latin1.GetBytes(text.Append(After).ToString());
    }
}
