#!/usr/bin/env bash
# moved_installation.sh PREFIX: what lies in PREFIX, and was installed elsewhere, runs a pipeline over the sample
# corpus with its own files, and each template becomes a plugin that builds and passes its tests against it.
set -euo pipefail

prefix=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home PATH=$prefix/bin:$PATH
unset QUERN_PLUGIN_PATH
cd "$work"

give_up() { echo "moved_installation.sh: $1" >&2; exit 1; }

# Output is read whole before it is searched: grep -q leaves at the first match, and whoever still writes fails.
quern run "$prefix/share/quern/configs/news.yaml" --report report.json > run.log 2>&1 || { cat run.log; exit 1; }
[ -s out/news.db ] || give_up "the run wrote no database"
grep -q "^loaded *$prefix/lib.*/quern/tag_entities.so (the installation)" <<< "$(quern stages --why)" ||
    give_up "tag.entities is not the installation's own"
quern test "$prefix/share/quern/configs/who_where_when.yaml" > test.log 2>&1 || { cat test.log; exit 1; }
grep -q "$prefix/bin/.*/libquern.so" <<< "$(ldd "$prefix/bin/quern")" || give_up "the command uses another libquern"

# All kinds in one project, so that Catch2 is compiled once.
kinds="stage reader corpus exporter"
{
    echo "cmake_minimum_required(VERSION 3.25)"
    echo "project(all LANGUAGES CXX)"
    echo "enable_testing()"
    for kind in $kinds; do
        quern new plugin "try.$kind" --kind "$kind" --into plugins > /dev/null 2>&1
        echo "add_subdirectory(try_$kind)"
    done
} > CMakeLists.txt
mv CMakeLists.txt plugins/
cmake -S plugins -B build -DCMAKE_BUILD_TYPE=Debug > configure.log || { cat configure.log; exit 1; }
cmake --build build --parallel 2 > build.log 2>&1 || { cat build.log; exit 1; }
ctest --test-dir build --output-on-failure
cmake --install build --prefix "$HOME/.local" > /dev/null
for kind in $kinds; do
    grep -q "^From $HOME/.local/lib/quern/1/try_$kind.so" <<< "$(quern stages "try.$kind")" ||
        give_up "try.$kind was installed and is not found"
    (cd "plugins/try_$kind" && quern run "try_$kind.yaml" --quiet > /dev/null) || give_up "try_$kind.yaml does not run"
done
