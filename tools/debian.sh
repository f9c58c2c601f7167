#!/bin/sh
# Install the Debian packages given, those that are missing, when root; say what to do otherwise.
set -eu
missing=""
for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ]; then
    echo "Missing Debian packages:$missing. Install them: apt install$missing" >&2
    exit 1
fi
apt-get update -q >/dev/null
# shellcheck disable=SC2086  one word a package
DEBIAN_FRONTEND=noninteractive apt-get install -y -q $missing >/dev/null
