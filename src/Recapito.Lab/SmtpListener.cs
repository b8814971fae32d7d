namespace Recapito.Lab;
/// <summary>Serves one SMTP connection of a lab's host.</summary>
/// <param name="connection">The stream, plain.</param>
/// <param name="client">The client's address in the world.</param>
/// <param name="local">The host's address in the world.</param>
/// <param name="cancel">Ends the connection.</param>
public delegate Task SmtpConnectionHandler(Stream connection, string client, string local, CancellationToken cancel);
