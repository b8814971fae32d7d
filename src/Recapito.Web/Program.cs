using Recapito.Web;

const int Usage = 2;

// The host itself ends in order when it is told to, and takes the time that this needs: nothing ends it sooner.
var parsed = ServeOptions.Command(RecapitoHost.RunAsync).Parse(args);
var code = await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null }).ConfigureAwait(false);
return parsed.Errors.Count > 0 ? Usage : code;
