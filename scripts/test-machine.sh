#!/bin/sh
# What the tests need from the machine: a browser, a font with Vietnamese letters, a PostgreSQL server's programs,
# LibreOffice, which recalculates exported workbooks, a second browser and other versions of both (without these their tests are skipped).
# Root on Debian gets them installed; anyone else is told what to install.
set -eu

postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
missing=
command -v chromium >/dev/null || [ -n "${KHUON_CHROMIUM:-}" ] || missing="$missing chromium"
ls /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf >/dev/null 2>&1 || missing="$missing fonts-noto-core"
postgres || missing="$missing postgresql"
if [ "$(id -u)" = 0 ]; then
    command -v soffice >/dev/null || missing="$missing libreoffice-calc-nogui"
    command -v firefox-esr >/dev/null || missing="$missing firefox-esr"
fi
[ -z "$missing" ] && exec sh scripts/other-browsers.sh

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # The tests start a server of their own; a cluster at install time would only take a port.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    # shellcheck disable=SC2086  # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing </dev/null >/dev/null
    exec sh scripts/other-browsers.sh
fi
echo "The tests need these Debian packages: $missing" >&2
echo "Install them (apt install$missing) and run make test again." >&2
exit 1
