#!/usr/bin/env bash
# Makes .venv with medcluster in it, and the files that browsers are served. `tools/setup.sh [PYTHON]`; run again, it only
# does what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${1:-python3}"

if ! "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "setup: $python is not Python 3.11 or later with venv; name one: make setup PYTHON=python3.11" >&2
  exit 1
fi
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "setup: making .venv"
  "$python" -m venv --clear .venv
fi
if ! sha256sum --quiet -c .venv/.installed >/dev/null 2>&1; then
  echo "setup: installing what requirements.lock pins"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  sha256sum requirements.lock pyproject.toml >.venv/.installed
fi
.venv/bin/python tools/assets.py
