@echo off
rem Sets everything up once: an own .venv beside the project with the pinned packages. Called by run.cmd and test.cmd.
for %%I in ("%~dp0..") do set "ROOT=%%~fI"
set "VENV=%ROOT%\.venv"
set "STAMP=%VENV%\.set-up"
if exist "%STAMP%" fc /b "%STAMP%" "%~dp0constraints.txt" >nul 2>nul && exit /b 0
set "PYTHON="
for %%P in ("py -3.13" "py -3.12" "py -3.11" "python") do if not defined PYTHON (
  %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=%%~P"
)
if not defined PYTHON (
  echo Python 3.11 or newer is needed: install it, then run this again. 1>&2
  exit /b 1
)
if exist "%VENV%" rmdir /s /q "%VENV%"
%PYTHON% -m venv "%VENV%" || exit /b 1
"%VENV%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes -r "%~dp0constraints.txt" || exit /b 1
"%VENV%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e "%ROOT%" || exit /b 1
copy /y "%~dp0constraints.txt" "%STAMP%" >nul
exit /b 0
