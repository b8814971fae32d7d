namespace Recapito.Cli;

/// <summary>Input that cannot be used; the message says where, what was expected, and what to do. Exit code 4.</summary>
internal sealed class InputException(string message) : Exception(message);
