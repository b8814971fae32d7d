@echo off
rem Runs Recapito from this folder with the .NET 10 SDK; builds it when a source has changed.
setlocal
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
where dotnet >nul 2>nul
if errorlevel 1 (
  echo recapito: the .NET 10 SDK is needed, and dotnet is not on the PATH: https://dotnet.microsoft.com/download 1>&2
  exit /b 70
)
set "CLI=%~dp0src\Recapito.Cli\Recapito.Cli.csproj"
dotnet build "%CLI%" -c Release -v q -nologo -p:PublishAot=false -p:RecapitoWrapper=true 1>&2
if errorlevel 1 exit /b 70
dotnet "%~dp0artifacts\bin\Recapito.Cli\release\recapito.dll" %*
exit /b %errorlevel%
