#!/usr/bin/env bash
# Installs what is missing to build and run Quern, from Debian's packages. Asks nothing; does nothing where nothing is
# missing.
#
#   scripts/setup.sh          what building and running needs
#   scripts/setup.sh --dev    what testing, fuzzing and measuring need as well
set -euo pipefail

packages=(
    g++ cmake ninja-build pkg-config
    libboost-dev libyaml-cpp-dev libpoco-dev libcli11-dev libfmt-dev
    rapidjson-dev libsimdjson-dev zlib1g-dev libzstd-dev
    libmodest-dev libicu-dev libuchardet-dev libxxhash-dev libre2-dev
    libsqlite3-dev sqlite3
)
dev_packages=(
    catch2 make libbenchmark-dev libtbb-dev python3 jq
    clang libclang-rt-14-dev clang-format ccache zstd
)

case "${1:-}" in
    "") ;;
    --dev) packages+=("${dev_packages[@]}") ;;
    *) echo "usage: scripts/setup.sh [--dev]" >&2; exit 2 ;;
esac

give_up() {
    printf 'setup.sh: %s\n' "$1" >&2
    shift
    printf '  %s\n' "$@" >&2
    exit 1
}

command -v dpkg-query > /dev/null && command -v apt-get > /dev/null ||
    give_up "this is not Debian (there is no apt-get)." \
        "Quern is built on Debian 12. Elsewhere, install what these packages hold, then build with cmake:" "${packages[*]}"

installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "${packages[@]}" 2> /dev/null || true)"
missing=()
for package in "${packages[@]}"; do
    [[ $installed == *" installed:$package "* ]] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null ||
        give_up "packages are missing, and only root can install them. Run as root:" "apt-get install ${missing[*]}"
    as_root=(sudo)
    # Without a terminal nobody could type a password.
    [ -t 0 ] || as_root+=(-n)
fi
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}

echo "Installing ${#missing[@]} packages: ${missing[*]}" >&2
apt update >&2 || echo "setup.sh: the package lists could not be brought up to date; trying with those at hand" >&2
apt install --no-install-recommends "${missing[@]}" >&2 ||
    give_up "the packages could not be installed; apt-get says why above." "Quern is built on Debian 12 (bookworm)." \
        "Missing: ${missing[*]}"
