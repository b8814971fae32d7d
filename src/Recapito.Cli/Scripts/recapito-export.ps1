<#
.SYNOPSIS
Collects what Recapito reads of Exchange Online or Exchange Server into one JSON file.

.DESCRIPTION
Only reads: no cmdlet here changes anything, and nothing leaves this machine. Passwords, credentials and
private keys are never asked for. Look at the file before you hand it on: it names domains, servers,
addresses and certificates.

Exchange Online:  Connect-ExchangeOnline, then run this script in the same window.
Exchange Server:  run it in the Exchange Management Shell.
For a hybrid organisation run it once on each side.

What your account may not read, or what this version of Exchange does not have, stands in the file as a
failure, and counts as not known.

.PARAMETER Path
The file to write. Default: recapito-export-SIDE.json in the current folder.

.PARAMETER Side
exchange-online or exchange-server. Default: found out by the cmdlets that this window has.

.PARAMETER Recipient
Look for these addresses only. Default: all recipients, which may take minutes in a large organisation.

.PARAMETER NoRecipients
List no recipients at all.

.EXAMPLE
.\recapito-export.ps1 -Recipient lee@contoso.example
#>
[CmdletBinding()]
param(
    [string] $Path,
    [ValidateSet('auto', 'exchange-online', 'exchange-server')] [string] $Side = 'auto',
    [string[]] $Recipient = @(),
    [switch] $NoRecipients
)

$ErrorActionPreference = 'Stop'
# The cmdlets live in a module, which does not see the line above: each is told so by itself.
$stop = @{ ErrorAction = 'Stop' }

# What is read of each kind, with everything else left behind.
$common = @('Name', 'Identity', 'WhenCreatedUTC', 'WhenChangedUTC')
$properties = @{
    AcceptedDomain = @('DomainName', 'DomainType', 'MatchSubDomains', 'Default', 'InitialDomain')
    RemoteDomain = @('DomainName', 'TargetDeliveryDomain', 'IsInternal', 'TrustedMailInboundEnabled',
        'TrustedMailOutboundEnabled')
    InboundConnector = @('SenderDomains', 'ConnectorType', 'Enabled', 'SenderIPAddresses', 'RequireTls',
        'RestrictDomainsToIPAddresses', 'RestrictDomainsToCertificate', 'TlsSenderCertificateName',
        'CloudServicesMailEnabled', 'TreatMessagesAsInternal', 'AssociatedAcceptedDomains', 'ConnectorSource')
    OutboundConnector = @('RecipientDomains', 'ConnectorType', 'Enabled', 'UseMXRecord', 'SmartHosts',
        'AllAcceptedDomains', 'IsTransportRuleScoped', 'RouteAllMessagesViaOnPremises', 'TlsSettings',
        'TlsDomain', 'CloudServicesMailEnabled', 'ConnectorSource', 'IsValidated', 'TestMode')
    SendConnector = @('AddressSpaces', 'Enabled', 'DNSRoutingEnabled', 'SmartHosts', 'SmartHostsString',
        'Fqdn', 'RequireTLS', 'IgnoreSTARTTLS', 'TlsAuthLevel', 'TlsDomain', 'TlsCertificateName',
        'CloudServicesMailEnabled', 'SourceTransportServers', 'ErrorPolicies', 'DomainSecureEnabled',
        'FrontendProxyEnabled', 'Port', 'IsScopedConnector')
    ReceiveConnector = @('Bindings', 'RemoteIPRanges', 'Enabled', 'Fqdn', 'TlsCertificateName',
        'TlsDomainCapabilities', 'TransportRole', 'PermissionGroups', 'AuthMechanism', 'RequireTLS',
        'DomainSecureEnabled', 'Server')
    HybridConfiguration = @('Domains', 'Features', 'OnPremisesSmartHost', 'TlsCertificateName',
        'SendingTransportServers', 'ReceivingTransportServers', 'EdgeTransportServers')
    OnPremisesOrganization = @('HybridDomains', 'InboundConnector', 'OutboundConnector',
        'OrganizationRelationship', 'OrganizationName')
    HostedConnectionFilterPolicy = @('DirectoryBasedEdgeBlockMode', 'IPAllowList', 'IPBlockList',
        'EnableSafeList', 'IsDefault')
    ExchangeCertificate = @('Thumbprint', 'Subject', 'Issuer', 'CertificateDomains', 'NotBefore', 'NotAfter',
        'Services', 'Status', 'IsSelfSigned', 'RootCAType')
    OrganizationConfig = @('RejectDirectSend', 'IsDehydrated')
    TransportConfig = @('InternalSMTPServers', 'TLSSendDomainSecureList', 'TLSReceiveDomainSecureList',
        'SmtpClientAuthenticationDisabled', 'ExternalPostmasterAddress')
    MailPublicFolder = @('EmailAddresses', 'PrimarySmtpAddress', 'ExternalEmailAddress',
        'RecipientTypeDetails')
    DynamicDistributionGroup = @('PrimarySmtpAddress', 'EmailAddresses', 'RecipientTypeDetails')
    Recipient = @('PrimarySmtpAddress', 'EmailAddresses', 'ExternalEmailAddress', 'RecipientTypeDetails',
        'RecipientType', 'WindowsEmailAddress', 'RemoteRoutingAddress', 'HiddenFromAddressListsEnabled')
}

# One text, several texts, or $null: whatever type the window gives a value.
function ConvertTo-PlainText($value) {
    if ($null -eq $value) { return }
    if ($value -is [string]) { return $value }
    if ($value -is [DateTime]) {
        $utc = $value
        if ($value.Kind -eq [DateTimeKind]::Local) { $utc = $value.ToUniversalTime() }
        return $utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [Globalization.CultureInfo]::InvariantCulture)
    }
    if ($value -is [Collections.IEnumerable]) {
        foreach ($one in $value) { ConvertTo-PlainText $one }
        return
    }
    $text = [string] $value
    # A type that has no words for itself: its domain or address stands for it.
    if ($text -eq $value.GetType().FullName -or $text -match '^(@\{|System\.|Microsoft\.Exchange\.)') {
        foreach ($name in @('Domain', 'Address', 'Value')) {
            $member = $value.PSObject.Properties[$name]
            if ($null -ne $member -and $null -ne $member.Value) { return ConvertTo-PlainText $member.Value }
        }
        throw "a value of the type $($value.GetType().FullName) cannot be written as text"
    }
    return $text
}

function ConvertTo-PlainObject($source, [string[]] $names) {
    $plain = [ordered] @{}
    foreach ($name in $names) {
        $property = $source.PSObject.Properties[$name]
        if ($null -eq $property) { continue }
        [string[]] $texts = @(ConvertTo-PlainText $property.Value)
        if ($texts.Length -eq 0) { $plain[$name] = $null }
        elseif ($texts.Length -eq 1) { $plain[$name] = $texts[0] }
        else { $plain[$name] = $texts }
    }
    return $plain
}

$collections = New-Object System.Collections.ArrayList
$failures = New-Object System.Collections.ArrayList

# Runs one cmdlet. That there is nothing and that it failed are two things, and stay two things.
function Read-Kind([string] $kind, [scriptblock] $command, [string[]] $onlyFor) {
    Write-Host "  $kind"
    try {
        $found = @(& $command)
        $items = New-Object System.Collections.ArrayList
        foreach ($one in $found) {
            if ($null -ne $one) { [void] $items.Add((ConvertTo-PlainObject $one ($common + $properties[$kind]))) }
        }
        $collection = [ordered] @{ kind = $kind }
        if ($onlyFor) { $collection['onlyFor'] = [string[]] $onlyFor }
        $collection['items'] = $items.ToArray()
        [void] $collections.Add($collection)
    }
    catch {
        Write-Warning "${kind}: $($_.Exception.Message)"
        [void] $failures.Add([ordered] @{ kind = $kind; error = [string] $_.Exception.Message })
    }
}

function Test-Cmdlet([string] $name) { return [bool] (Get-Command $name -ErrorAction SilentlyContinue) }

if ($Side -eq 'auto') {
    $online = Test-Cmdlet 'Get-InboundConnector'
    $server = Test-Cmdlet 'Get-SendConnector'
    if ($online -and $server) { throw 'This window has the cmdlets of both sides. Say which one: -Side exchange-online or -Side exchange-server.' }
    if (-not $online -and -not $server) { throw 'This window has no cmdlets of Exchange. Connect first: Connect-ExchangeOnline, or open the Exchange Management Shell.' }
    $Side = if ($online) { 'exchange-online' } else { 'exchange-server' }
}

if (-not $Path) { $Path = "recapito-export-$Side.json" }
$file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$madeAt = [DateTime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [Globalization.CultureInfo]::InvariantCulture)

Write-Host "Reading $Side (nothing is changed):"
Read-Kind 'OrganizationConfig' { Get-OrganizationConfig @stop }
Read-Kind 'AcceptedDomain' { Get-AcceptedDomain @stop }
Read-Kind 'RemoteDomain' { Get-RemoteDomain @stop }
Read-Kind 'TransportConfig' { Get-TransportConfig @stop }
if ($Side -eq 'exchange-online') {
    Read-Kind 'InboundConnector' { Get-InboundConnector @stop }
    Read-Kind 'OutboundConnector' {
        # The cmdlet hides connectors of mail flow rules and those in test mode, unless asked for them.
        $known = @{}
        foreach ($rules in @($false, $true)) {
            foreach ($test in @($false, $true)) {
                Get-OutboundConnector @stop -IsTransportRuleScoped $rules -IncludeTestModeConnectors $test | ForEach-Object {
                    if (-not $known.ContainsKey([string] $_.Identity)) { $known[[string] $_.Identity] = $true; $_ }
                }
            }
        }
    }
    Read-Kind 'OnPremisesOrganization' { Get-OnPremisesOrganization @stop }
    Read-Kind 'HostedConnectionFilterPolicy' { Get-HostedConnectionFilterPolicy @stop }
}
else {
    Read-Kind 'SendConnector' { Get-SendConnector @stop }
    Read-Kind 'ReceiveConnector' { Get-ReceiveConnector @stop }
    Read-Kind 'HybridConfiguration' { Get-HybridConfiguration @stop }
    Read-Kind 'ExchangeCertificate' {
        # Each transport server has certificates of its own.
        Get-TransportService @stop | ForEach-Object { Get-ExchangeCertificate @stop -Server $_.Name }
    }
}

if (-not $NoRecipients) {
    # A default scope (one domain of the forest) would hide recipients, and they would seem not to exist.
    $scope = @{ ErrorAction = 'Stop' }
    if ($Side -eq 'exchange-server') { $scope['IgnoreDefaultScope'] = $true }
    if ($Recipient.Count -gt 0) {
        # A filter finds nothing without an error; -Identity would tell "nothing" and "failed" in one way.
        Read-Kind 'Recipient' {
            foreach ($address in $Recipient) {
                $quoted = $address.Replace("'", "''")
                Get-Recipient @scope -ResultSize Unlimited -Filter "EmailAddresses -eq 'smtp:$quoted'"
            }
        } $Recipient
    }
    else {
        Read-Kind 'Recipient' { Get-Recipient @scope -ResultSize Unlimited }
        Read-Kind 'MailPublicFolder' { Get-MailPublicFolder @stop -ResultSize Unlimited }
        Read-Kind 'DynamicDistributionGroup' { Get-DynamicDistributionGroup @scope -ResultSize Unlimited }
    }
}

$organization = $null
foreach ($collection in $collections) {
    if ($collection['kind'] -eq 'OrganizationConfig' -and $collection['items'].Length -gt 0) { $organization = $collection['items'][0]['Name'] }
}

$export = [ordered] @{
    schema       = 'recapito.export/1'
    madeAt       = $madeAt
    side         = $Side
    organization = $organization
    collections  = $collections.ToArray()
    failures     = $failures.ToArray()
}
$json = ConvertTo-Json -InputObject $export -Depth 8
[IO.File]::WriteAllText($file, $json, (New-Object System.Text.UTF8Encoding $false))
Write-Host "Written: $file"
if ($failures.Count -gt 0) { Write-Host "$($failures.Count) of $($failures.Count + $collections.Count) could not be read; the file says which." }
