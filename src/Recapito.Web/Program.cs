using Recapito.Web;

const int Usage = 2;

var parsed = ServeOptions.Command(RecapitoHost.RunAsync).Parse(args);
var code = await parsed.InvokeAsync().ConfigureAwait(false);
return parsed.Errors.Count > 0 ? Usage : code;
