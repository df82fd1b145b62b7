@echo off
rem Sets SENDCo Desk up and runs every check. Arguments go to pytest alone.
setlocal
call "%~dp0setup.cmd" || exit /b 1
cd /d "%ROOT%"
set QT_QPA_PLATFORM=offscreen
set PYTHONDONTWRITEBYTECODE=
if not "%~1"=="" (
  "%VENV%\Scripts\python.exe" -m pytest %*
  exit /b %ERRORLEVEL%
)
"%VENV%\Scripts\ruff.exe" check . || exit /b 1
"%VENV%\Scripts\mypy.exe" || exit /b 1
"%VENV%\Scripts\lint-imports.exe" || exit /b 1
"%VENV%\Scripts\python.exe" -m pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered --cov-report=json:.coverage.json -q || exit /b 1
"%VENV%\Scripts\python.exe" packaging\coverage_gate.py .coverage.json
exit /b %ERRORLEVEL%
