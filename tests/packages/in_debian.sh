#!/usr/bin/env bash
# in_debian.sh: makes the Debian packages, installs them in a bare Debian 12 of their own, and there, without being root,
# runs a pipeline over the sample corpus and follows the pages of a first stage to the letter. By hand, as root; needs
# debootstrap, dpkg-dev and the network, and takes some minutes. MIRROR is where Debian comes from.
set -euo pipefail
cd "$(dirname "$0")/../.."

mirror=${MIRROR:-http://deb.debian.org/debian}
root=$(mktemp -d /var/tmp/quern-debian.XXXXXX)
chmod 755 "$root"
clean_up() {
    umount "$root/proc" 2> /dev/null || true
    rm -rf --one-file-system "$root"
}
trap clean_up EXIT
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"; }
author() { inside su author -c "cd && $1"; }

echo "== the packages"
cmake -S . -B build/package -DCMAKE_INSTALL_PREFIX=/usr -DQUERN_TESTS=OFF > /dev/null
cmake --build build/package --parallel "$(nproc)" > /dev/null
rm -rf build/package/packages
(cd build/package && cpack > cpack.log) || { cat build/package/cpack.log; exit 1; }

echo "== a bare Debian 12"
debootstrap --variant=minbase bookworm "$root" "$mirror" > "$root.log" 2>&1 || { tail "$root.log"; exit 1; }
rm "$root.log"
# The way to the network that this machine has.
cp /etc/resolv.conf "$root/etc/"
cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2> /dev/null || true
mkdir -p "$root/etc/ssl" && cp -r /etc/ssl/certs "$root/etc/ssl/" 2> /dev/null || true
mount -t proc proc "$root/proc"

echo "== the package quern alone runs a pipeline"
cp build/package/packages/*.deb "$root/tmp/"
inside apt-get -q update > /dev/null
inside sh -c 'apt-get -q -y install --no-install-recommends /tmp/quern_*.deb' > "$root/tmp/apt.log" 2>&1 || { tail "$root/tmp/apt.log"; exit 1; }
inside useradd --create-home author
author 'quern run /usr/share/quern/configs/news.yaml && ls -l out'

echo "== a stage in Python"
inside sh -c 'apt-get -q -y install --no-install-recommends python3' > "$root/tmp/apt.log" 2>&1 || { tail "$root/tmp/apt.log"; exit 1; }
cp tests/authors/follow.sh docs/first-stage-cpp.md docs/first-stage-python.md "$root/home/author/"
author 'bash follow.sh first-stage-python.md'

echo "== with libquern-dev, a stage of one's own"
inside sh -c 'apt-get -q -y install /tmp/libquern-dev_*.deb' > "$root/tmp/apt.log" 2>&1 || { tail "$root/tmp/apt.log"; exit 1; }
author 'bash follow.sh first-stage-cpp.md'
echo "== all well"
