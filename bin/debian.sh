# For bin/test: need_from_debian installs what the tests need from Debian's packages, where it may, and else says what
# is missing. The tests that need it then stand under NOT RUN.

need_from_debian() {
    debian_missing=
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || debian_missing="$debian_missing postgresql"
    command -v sftp >/dev/null && command -v ssh-keygen >/dev/null || debian_missing="$debian_missing openssh-client"
    [ -x /usr/bin/chromium ] || debian_missing="$debian_missing chromium"
    # The pages are drawn in Inter where the fonts of other systems are absent.
    ls -d /usr/share/fonts/opentype/inter >/dev/null 2>&1 || debian_missing="$debian_missing fonts-inter"
    locale -a 2>/dev/null | grep -qi '^en_US\.utf-\?8$' || debian_missing="$debian_missing locales"
    [ -n "$debian_missing" ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "NOT INSTALLED, and the tests that need it will NOT RUN:$debian_missing" >&2
        echo "install them (Debian: apt install$debian_missing; then: localedef -i en_US -f UTF-8 en_US.UTF-8)" >&2
        return 0
    fi
    echo "installing$debian_missing (once)" >&2
    install_from_debian $debian_missing >/dev/null || echo "COULD NOT INSTALL:$debian_missing" >&2
}

install_from_debian() {
    # PostgreSQL's programs are wanted, not a server that starts with the machine.
    debian_conf=/etc/postgresql-common/createcluster.d/clearlane-test.conf
    mkdir -p "${debian_conf%/*}"
    echo 'create_main_cluster = false' >"$debian_conf"
    # apt checks signatures as an account of its own, which must be able to write somewhere.
    debian_room=$(mktemp -d)
    chmod 1777 "$debian_room"
    debian_failed=0
    debian_apt() { TMPDIR="$debian_room" DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"; }
    [ -f /usr/share/i18n/locales/en_US ] && [ "$*" = locales ] || {
        debian_apt update && debian_apt install -y --no-install-recommends "$@"
    } || debian_failed=1
    rm -rf "$debian_conf" "$debian_room"
    case " $* " in
    *' locales '*) localedef -i en_US -f UTF-8 en_US.UTF-8 || debian_failed=1 ;;
    esac
    return $debian_failed
}
