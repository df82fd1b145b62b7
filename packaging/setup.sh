# Sets everything up once: an own .venv beside the project with the pinned packages. Read by `run` and `test`.
# On Debian as root it also installs python3-venv and the few system libraries that Qt needs.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
venv="$root/.venv"
stamp="$venv/.set-up"
wanted=$(cat "$here/constraints.txt" "$root/pyproject.toml" "$here/setup.sh" | cksum)

QT_LIBRARIES="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0 libxcb-render-util0 libxcb-xinerama0 libxcb-randr0"

say() { printf '%s\n' "$*" >&2; }

find_python() {
    # not the one that is about to be made anew, where somebody has switched it on
    PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -vxF "$venv/bin" | tr '\n' ':')
    for name in "${SENDCO_DESK_PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
        [ -n "$name" ] || continue
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

debian_packages() {
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 0
    missing=""
    for package in "$@"; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Installing the system's$missing"
    apt-get update -qq >&2
    # shellcheck disable=SC2086  # the names are words on purpose
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}

set_up() {
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$venv/bin/python" -c 'import sendco_desk' 2>/dev/null; then
        return 0
    fi
    python=$(find_python) || { debian_packages python3 python3-venv; python=$(find_python) || true; }
    if [ -z "${python:-}" ]; then
        say "Python 3.11 or newer is needed: install it, then run this again."
        return 1
    fi
    debian_packages $QT_LIBRARIES
    "$python" -c 'import ensurepip' 2>/dev/null || debian_packages python3-venv
    rm -rf "$venv"
    "$python" -m venv "$venv"
    say "Setting up in $venv (once)"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$here/constraints.txt" >&2
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e "$root" >&2
    printf '%s\n' "$wanted" > "$stamp"
}
