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
set "PROGRAM=%~dp0artifacts\bin\Recapito.Cli\release\recapito.dll"
set "LOG=%~dp0artifacts\build.log"
if not exist "%~dp0artifacts" mkdir "%~dp0artifacts"
if not exist "%PROGRAM%" echo recapito: building; this takes about half a minute and happens once per change 1>&2
rem Even a quiet build prints a summary, which must not stand above every answer.
dotnet build "%CLI%" -c Release -v q -nologo -p:PublishAot=false -p:RecapitoWrapper=true >"%LOG%" 2>&1
if errorlevel 1 goto failed
rem The page is a program of its own; only who asks for it waits for its build.
if /i not "%~1"=="serve" if /i not "%~1"=="mcp" goto start
set "RECAPITO_HOST=%~dp0artifacts\bin\Recapito.Web\release\recapito-host.exe"
if not exist "%RECAPITO_HOST%" echo recapito: building the page; this takes about a minute and happens once per change 1>&2
dotnet build "%~dp0src\Recapito.Web\Recapito.Web.csproj" -c Release -v q -nologo -p:RecapitoWrapper=true >"%LOG%" 2>&1
if errorlevel 1 goto failed
:start
dotnet "%PROGRAM%" %*
exit /b %errorlevel%
:failed
echo recapito: the build failed; its words, also in "%LOG%": 1>&2
type "%LOG%" 1>&2
exit /b 70
