using System.Reflection;

namespace Recapito.Core.Tests;

/// <summary>Types as C# writes them, with "?" where null may stand.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(ushort)] = "ushort", [typeof(short)] = "short", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(object)] = "object", [typeof(string)] = "string",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        var mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner) + "?";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        }

        var name = Keywords.GetValueOrDefault(type) ?? Plain(type);
        return (type.IsGenericType ? $"{name}<{Arguments(type, nullability)}>" : name) + mark;
    }

    private static string Plain(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Plain(type.DeclaringType!)}.{name}" : name;
    }

    private static string Arguments(Type type, NullabilityInfo? nullability)
    {
        var arguments = type.GetGenericArguments();
        var known = nullability?.GenericTypeArguments is { } found && found.Length == arguments.Length ? found : null;
        return string.Join(", ", arguments.Select((argument, i) => Of(argument, known?[i])));
    }
}
