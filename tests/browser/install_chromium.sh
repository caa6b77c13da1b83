#!/usr/bin/env bash
# Installs Debian's chromium for the browser tests, or says plainly that they will be skipped.
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null; then
  echo "Browser: installing Debian's chromium"
  export DEBIAN_FRONTEND=noninteractive
  $as_root apt-get update -qq >/dev/null 2>&1
  $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1
fi
command -v chromium >/dev/null || echo "Browser: chromium could not be installed here, so the browser tests will be skipped."
exit 0
