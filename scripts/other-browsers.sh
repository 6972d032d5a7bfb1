#!/bin/sh
# Other versions of Chromium and Firefox than the installed ones, for the journeys that run in each: every release that
# this Debian's package sources offer, and headless Chromiums of the releases in between, packed for npm and pinned below.
# They are unpacked into build/browsers/<name>-<version>; nothing is installed or replaced, and no root is needed.
# What cannot be had is said and written to build/browsers/missing.txt, which the skipped tests quote; it fails no run.
set -u
cd "$(dirname "$0")/.."
at=build/browsers
mkdir -p "$at"
: >"$at/missing.txt"
work=$(mktemp -d "$at/.work.XXXXXX")
trap 'rm -rf "$work"' EXIT

# name, version, why it cannot be had
missing() { echo "$1 $2: $3" | tee -a "$at/missing.txt" >&2; }
major() { echo "$1" | sed 's/[^0-9].*//'; }

# A release of a Debian package, unpacked; what belongs to it in other packages with it.
debian() { # name, version, packages, program
    [ -d "$at/$1-$2" ] && return
    mkdir "$work/$1"
    for package in $3; do
        if ! (cd "$work" && apt-get download -qq -o APT::Sandbox::User=root "$package=$2" >/dev/null 2>&1) ||
            ! dpkg-deb -x "$work/$package"_*.deb "$work/$1"; then
            missing "$1" "$2" "the package source does not hand over $package"
            rm -rf "${work:?}/$1" "$work"/*.deb
            return
        fi
    done
    if ! kept "$1" "$2" "$work/$1/usr/lib/$4"; then rm -rf "${work:?}/$1"; fi
    rm -f "$work"/*.deb
}

# Keeps what was unpacked, when the machine has all libraries that it asks for.
kept() { # name, version, program
    lacks=$(ldd "$3" 2>&1 | awk '/not found/ { print $1 }' | sort -u | tr '\n' ' ')
    if [ -n "$lacks" ]; then
        missing "$1" "$2" "needs libraries of another release: $lacks"
        return 1
    fi
    mv "$work/$1" "$at/$1-$2"
}

every() { # name, package, packages, program
    command -v apt-cache >/dev/null || { missing "$1" "other versions" "no Debian here"; return; }
    installed=$(dpkg-query -W -f='${Version}' "$2" 2>/dev/null || true)
    offered=$(apt-cache madison "$2" | awk -F '|' '$3 ~ /Packages/ { gsub(/ /, "", $2); print $2 }' | sort -uV)
    found=
    for version in $offered; do
        [ "$(major "$version")" = "$(major "${installed:-none}")" ] && continue
        found=yes
        debian "$1" "$version" "$3" "$4"
    done
    [ -n "$found" ] || missing "$1" "other versions" "the package sources offer only ${installed:-none}"
}

# A headless Chromium out of the npm package @sparticuz/chromium (MIT): the archive by its digest, nothing of it is run but the browser.
packed() { # version, sha512 of the archive
    [ -d "$at/chromium-$1" ] && return
    mkdir "$work/chromium"
    if .venv/bin/python -m tests.journeys.packed_browser "$1" "$2" "$work/chromium"; then
        kept chromium "$1" "$work/chromium/chromium" || rm -rf "$work/chromium"
    else
        missing chromium "$1" "the npm source does not hand it over as it was pinned"
        rm -rf "$work/chromium"
    fi
}

every chromium chromium "chromium chromium-common" chromium/chromium
every firefox firefox-esr firefox-esr firefox-esr/firefox-esr
packed 153.0.0 jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==
exit 0
