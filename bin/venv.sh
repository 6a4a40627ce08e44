# For bin/*: make_venv TOP EXTRAS makes TOP/.venv from constraints.txt where it is missing or older than what it is
# made from. Nothing is downloaded on a later call.

make_venv() {
    venv_top=$1
    venv_extras=$2
    venv_mark="$venv_top/.venv/made-$venv_extras"
    if [ -e "$venv_mark" ] && [ ! "$venv_top/pyproject.toml" -nt "$venv_mark" ] &&
        [ ! "$venv_top/constraints.txt" -nt "$venv_mark" ]; then
        return 0
    fi
    if [ ! -x "$venv_top/.venv/bin/pip" ]; then
        command -v python3 >/dev/null || fail "Python 3.11 or newer is needed: install python3 (Debian: apt install python3-venv)"
        python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
            fail "Python 3.11 or newer is needed; python3 is $(python3 -c 'import platform; print(platform.python_version())')"
        python3 -c 'import ensurepip, venv' 2>/dev/null ||
            fail "python3 -m venv is missing: install it (Debian: apt install python3-venv)"
        echo "making .venv (once; takes a minute)" >&2
        python3 -m venv "$venv_top/.venv"
    else
        echo "bringing .venv up to date" >&2
    fi
    "$venv_top/.venv/bin/pip" install --quiet --disable-pip-version-check \
        -c "$venv_top/constraints.txt" -e "$venv_top[$venv_extras]" >&2
    # As pip does with what it copies: else each start compiles anew where Python is told to write no bytecode.
    "$venv_top/.venv/bin/python" -m compileall -q "$venv_top/clearlane" >&2
    touch "$venv_mark"
    case "$venv_extras" in server,*) touch "$venv_top/.venv/made-server" ;; esac
}

fail() {
    echo "$1" >&2
    exit 2
}
