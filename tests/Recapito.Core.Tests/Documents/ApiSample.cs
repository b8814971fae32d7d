namespace Recapito.Core.Tests;

/// <summary>One type of each kind, whose members <see cref="PublicApi"/> lists.</summary>
public static class ApiSample
{
    public enum Size
    {
        Small,
        Large = 7,
    }

    public readonly record struct Pair(int A, string? B);

    public sealed record Item(string Name)
    {
        public required IReadOnlyList<string?>? Parts { get; init; }

        public override string ToString() => Name;

        internal int Hidden { get; init; }
    }

    public abstract class Shape : IDisposable
    {
        public const int MostCorners = 9;

        protected Shape(int corners) => Corners = corners;

        public int Corners { get; private set; }

        public abstract double Area(double scale = 1);

        public static bool TryRead<T>(ReadOnlySpan<char> text, out T? shape)
            where T : Shape
        {
            shape = null;
            return text.IsEmpty;
        }

        public void Dispose() => GC.SuppressFinalize(this);

        internal static void Unseen()
        {
        }

        protected virtual void Draw(params string[] with) => Corners = with.Length;
    }
}
