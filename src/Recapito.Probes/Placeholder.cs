namespace Recapito.Probes; internal static class Placeholder;
