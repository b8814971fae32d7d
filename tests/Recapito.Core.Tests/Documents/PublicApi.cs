using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Lists what types show to others: each one, and below it its public and protected members, one a line, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string List(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var type in types.OrderBy(type => ApiNames.Of(type), StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Head(Type type)
    {
        var isRecord = type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface"
            : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed && !type.IsValueType ? "sealed " : "")
                + (isRecord ? "record " : "") + (type.IsValueType ? "struct" : "class");
        var bases = new[] { type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? parent : null }
            .Concat(isRecord || type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(face => face.IsPublic))
            .Where(parent => parent is not null).Select(parent => ApiNames.Of(parent!)).ToList();
        return $"{kind} {ApiNames.Of(type)}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : "")}".Replace("record class", "record", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}")
        : type.GetConstructors(Declared).Where(Shown).Where(made => !IsOfCompiler(made) && !made.IsStatic).Select(made => $"{(made.IsFamily ? "protected " : "")}new({Parameters(made)})")
            .Concat(type.GetProperties(Declared).Select(Property).OfType<string>())
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic).Select(Field))
            .Concat(type.GetMethods(Declared).Where(Shown).Where(method => !method.IsSpecialName && !IsOfCompiler(method) && method.Name != "<Clone>$").Select(Method));

    private static bool Shown(MethodBase method) => method.IsPublic || (method.IsFamily && method.DeclaringType is { IsSealed: false });

    /// <summary>What a record has without saying so: equality, copying, deconstruction, printing.</summary>
    private static bool IsOfCompiler(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string? Property(PropertyInfo property)
    {
        if ((property.GetMethod ?? property.SetMethod) is not { } any || !Shown(any) || property.Name == "EqualityContract")
        {
            return null;
        }

        var setter = property.SetMethod is { } set && Shown(set) ? IsInit(set) ? " init;" : " set;" : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        return $"{Modifier(any)}{required}{property.Name}{index} {{ get;{setter} }}: {ApiNames.Of(property.PropertyType, Nullability.Create(property))}";
    }

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {field.Name} = {Literal(field.GetRawConstantValue())}: {ApiNames.Of(field.FieldType)}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{field.Name}: {ApiNames.Of(field.FieldType, Nullability.Create(field))}";

    private static string Method(MethodInfo method)
    {
        var arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Modifier(method)}{method.Name}{arguments}({Parameters(method)}): {ApiNames.Of(method.ReturnType, Nullability.Create(method.ReturnParameter))}";
    }

    private static string Modifier(MethodInfo method) => (method.IsFamily ? "protected " : "")
        + (method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method.GetBaseDefinition() != method ? "override " : method.IsVirtual && !method.IsFinal ? "virtual " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var passed = parameter.IsOut ? "out " : type.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamCollectionAttribute), inherit: false) || parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        var name = ApiNames.Of(type.IsByRef ? type.GetElementType()! : type, type.IsByRef ? null : Nullability.Create(parameter));
        return $"{passed}{name} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "")}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
