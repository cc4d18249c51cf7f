#!/bin/sh
# Installs with apt what the end-to-end tests run beside n8n, where it is missing: Chromium, Redis, PostgreSQL.
# Prints the PATH on which all of it is found, and nothing else; what apt says goes to standard error.
set -eu

# Debian keeps PostgreSQL's commands in a folder for each version, and some users have no /usr/sbin on their PATH.
path() {
	postgresql=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
	echo "${postgresql:+$postgresql:}$PATH:/usr/sbin"
}
has() (PATH=$(path) && command -v "$1" >/dev/null)

missing=''
has chromium || missing="$missing chromium"
has redis-server && has redis-cli || missing="$missing redis-server redis-tools"
has initdb && has postgres || missing="$missing postgresql"

if [ -n "$missing" ]; then
	echo "Installing Debian's$missing" >&2
	sudo=''
	[ "$(id -u)" -eq 0 ] || sudo='sudo -n'
	# At this run level, servers that are installed are not started.
	apt="$sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=300"
	if ! { $apt update && $apt install --yes --no-install-recommends $missing; } >&2; then
		echo "Install$missing by hand, and have the commands on the PATH." >&2
		exit 1
	fi
fi
path
