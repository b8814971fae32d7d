using System.Runtime.InteropServices;

namespace Recapito.Cli;

/// <summary>
/// What in a folder is neither file nor folder: named pipes, sockets, devices. Opening one may wait for ever, and of a device it may set
/// something going. .NET tells them from files only after it has opened them; the folder itself says what its entries are, for all of them
/// at once, so that no file costs a system call more.
/// </summary>
internal static unsafe partial class SpecialFiles
{
    /// <summary>The library of .NET itself: it makes one form of what each Unix says.</summary>
    private const string Native = "libSystem.Native";

    // S_IFMT of POSIX.1-2017 <sys/stat.h>, as that library gives it
    private const int TypeInMode = 0xF000;
    private const int Folder = 0x4000;
    private const int File = 0x8000;

    /// <summary>More than the largest record that <see cref="Stat"/> fills, of which only the mode, its second number, is read.</summary>
    private const int StatusLength = 128;

    /// <summary>d_type of readdir (Linux: readdir(3)).</summary>
    private enum EntryType
    {
        Unknown = 0,
        Folder = 4,
        File = 8,
        Link = 10,
    }

    /// <summary>The names of those in a folder, and of links to such; none where the folder cannot be listed, and on Windows.</summary>
    public static HashSet<string> In(string folder)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var listing = OperatingSystem.IsWindows() ? 0 : OpenDir(folder);
        if (listing == 0)
        {
            return names;
        }

        try
        {
            while (ReadDir(listing, out var entry) == 0)
            {
                if (entry.Type is not (EntryType.Folder or EntryType.File) && NameOf(entry) is var name && IsSpecial(folder, name, entry.Type))
                {
                    names.Add(name);
                }
            }
        }
        finally
        {
            _ = CloseDir(listing);
        }

        return names;
    }

    // Where a link leads, and on some file systems what an entry is, must be asked for.
    private static bool IsSpecial(string folder, string name, EntryType type)
    {
        if (type is not (EntryType.Link or EntryType.Unknown))
        {
            return true;
        }

        var status = stackalloc int[StatusLength];
        return Stat(Path.Join(folder, name), status) == 0 && (status[1] & TypeInMode) is not (File or Folder);
    }

    private static string NameOf(Entry entry) =>
        entry.NameLength >= 0 ? System.Text.Encoding.UTF8.GetString(entry.Name, entry.NameLength) : Marshal.PtrToStringUTF8((nint)entry.Name)!;

    [LibraryImport(Native, EntryPoint = "SystemNative_OpenDir", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint OpenDir(string path);

    [LibraryImport(Native, EntryPoint = "SystemNative_ReadDir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int ReadDir(nint listing, out Entry entry);

    [LibraryImport(Native, EntryPoint = "SystemNative_CloseDir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int CloseDir(nint listing);

    [LibraryImport(Native, EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int Stat(string path, int* status);

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public byte* Name;

        /// <summary>Octets, or -1 where a NUL ends the name.</summary>
        public int NameLength;

        public EntryType Type;
    }
}
