#!/bin/sh
# Makes the virtual environment $2 with the Python $1. Debian keeps the part of venv that installs pip in a package
# of its own, so four roads are tried before giving up.
set -eu
python=$1 env=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Cần Python 3.11 trở lên. / Python 3.11 or newer is needed: $python is $("$python" --version 2>&1 || true)." >&2
    echo "make PYTHON=/path/to/python3.12 …" >&2
    exit 1
}

if "$python" -c 'import ensurepip' 2>/dev/null && "$python" -m venv "$env"; then exit 0; fi
rm -rf "$env"
if "$python" -m virtualenv --quiet "$env" 2>/dev/null; then exit 0; fi
if command -v virtualenv >/dev/null && virtualenv --quiet --python "$python" "$env"; then exit 0; fi
if command -v uv >/dev/null && uv venv --quiet --seed --python "$python" "$env"; then exit 0; fi
if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip "$env"; then
    if "$python" -m pip --quiet --python "$env/bin/python" install pip; then exit 0; fi
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    rm -rf "$env"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >/dev/null
    if "$python" -m venv "$env"; then exit 0; fi
fi
rm -rf "$env"
echo "Không tạo được môi trường Python: thiếu ensurepip." >&2
echo "Cài gói python3-venv (apt install python3-venv) hoặc uv, rồi chạy lại." >&2
echo "No virtual environment could be made: install the package python3-venv, or uv, and run this again." >&2
exit 1
