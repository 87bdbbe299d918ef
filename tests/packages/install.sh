#!/usr/bin/env bash
# install.sh BUILD PREFIX: installs the build BUILD, and moves it to PREFIX afterwards.
set -euo pipefail
rm -rf "$2" "$2.first"
cmake --install "$1" --prefix "$2.first" > /dev/null
mv "$2.first" "$2"
