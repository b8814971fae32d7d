namespace Recapito.Input;

/// <summary>Input that cannot be used; the message says where, what was expected, and what to do. Exit code 4.</summary>
public sealed class InputException(string message) : Exception(message);
