using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Prints what a diagnosis would ask first; later questions depend on the answers.</summary>
internal static class PlanText
{
    public static void Write(Terminal terminal, IEnumerable<Symptom> symptoms, EvidenceSet start, Inquiry inquiry)
    {
        foreach (var symptom in symptoms)
        {
            terminal.Output.WriteLine($"{SafeText.Escape(symptom.Recipient)}: asked first");
            foreach (var request in EvidencePlan.Next(symptom, start, inquiry))
            {
                terminal.Output.WriteLine($"  {request.Kind}: {SafeText.Escape(request.Question)}");
            }

            terminal.Output.WriteLine("then, as far as the answers lead there: the addresses of each mail exchanger and name server, the MX and SOA at each name server,");
            terminal.Output.WriteLine($"and at each exchanger: connect, EHLO, STARTTLS{(inquiry.Rcpt ? ", and up to three RCPT TO with an empty sender (never DATA)" : "")}.");
        }
    }
}
