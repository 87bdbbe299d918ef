#!/bin/sh
# build.sh QUERN SOURCE PLUGIN: builds one plugin by hand. QUERN is Quern's folder, with a release build in it.
set -e
${CXX:-g++} -std=c++20 -O2 -fPIC -shared -fvisibility=hidden -I"$1/core/include" "$2" \
    -L"$1/build/release/lib" -lquern -Wl,-rpath,"$1/build/release/lib" -Wl,-z,defs -o "$3"
