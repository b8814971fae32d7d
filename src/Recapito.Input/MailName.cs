namespace Recapito.Input;

/// <summary>How the user knows a mail.</summary>
/// <param name="File">The file as it was named, with "#ENTRY" for an entry of an archive.</param>
/// <param name="Number">1 for the first of several mails in the file; 0 where the file is one mail.</param>
public readonly record struct MailName(string File, int Number)
{
    /// <summary>The name of a file that is one mail.</summary>
    public static implicit operator MailName(string file) => new(file, 0);

    /// <inheritdoc/>
    public override string ToString() => Number == 0 ? File : $"{File}#{Number}";
}
