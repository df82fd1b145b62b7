@echo off
rem Sets SENDCo Desk up and runs it. Arguments are passed on; without any it makes the demo notebook and shows it.
setlocal
call "%~dp0setup.cmd" || exit /b 1
if "%~1"=="" (
  "%VENV%\Scripts\python.exe" -m sendco_desk demo --folder "%ROOT%\demo"
) else (
  "%VENV%\Scripts\python.exe" -m sendco_desk %*
)
exit /b %ERRORLEVEL%
