#!/usr/bin/env bash
# Installs what is missing, builds, and runs the tests.
#
#   scripts/test.sh          every test of the release build; then, with clang, AddressSanitizer and
#                            UndefinedBehaviorSanitizer, those of core and plugins, and each fuzz target for 20 seconds
#   scripts/test.sh --all    every test of the builds release, asan and tsan, then each fuzz target for 5 minutes
#   scripts/test.sh --release    every test of the release build alone
#
# Goes on after a failure; ends with what each part came to, and fails if any did.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2

usage() {
    echo "usage: scripts/test.sh [--all | --release]" >&2
    exit 2
}
[ $# -le 1 ] || usage
case "${1:-}" in
    "") all=no sanitizers=yes fuzz_seconds=20 ;;
    --all) all=yes sanitizers=yes fuzz_seconds=300 ;;
    --release) all=no sanitizers=no ;;
    *) usage ;;
esac

jobs=$(nproc)
results=()
failed=no

record() {  # part, what it came to, exit code; the first part is printed last
    results=("$2  [$1]" "${results[@]}")
    [ "$3" = 0 ] || failed=yes
}

# Configures and builds a preset: options of cmake, then --, then those of the build. Afresh, since CMake forgets the
# options of a folder whose compiler changes.
build() {
    local preset=$1 options=()
    shift
    while [ "$1" != -- ]; do options+=("$1"); shift; done
    shift
    cmake --fresh --preset "$preset" "${options[@]}" > /dev/null && cmake --build --preset "$preset" "$@"
}

# Runs a built preset's tests; further arguments are ctest's.
run_tests() {
    local preset=$1 log=build/$1/ctest.log status=0
    shift
    ctest --preset "$preset" --parallel "$jobs" "$@" 2>&1 | tee "$log" || status=1
    record "$preset" "$(grep -E '^[0-9]+% tests passed' "$log" || echo "no test was run")" $status
}

run_release() {
    echo "== release"
    if build release -DQUERN_TESTS=ON --; then run_tests release; else record release "does not build" 1; fi
}

# $1: asan or tsan. The sanitizers look at the memory map, which a bare chroot does not have.
run_sanitizer() {
    echo "== $1"
    if [ ! -r /proc/self/maps ]; then
        record "$1" "left out: /proc is not mounted" 0
    elif [ $all = yes ]; then
        if build "$1" -DQUERN_BENCH=OFF --; then run_tests "$1"; else record "$1" "does not build" 1; fi
    elif build "$1" -DQUERN_BENCH=OFF -- --target product core_tests plugins_tests; then
        run_tests "$1" --label-regex '^(core|plugins)$'
    else
        record "$1" "does not build" 1
    fi
}

run_fuzzers() {
    local targets=()
    echo "== fuzz"
    for source in tests/fuzz/*_fuzz.cpp; do targets+=("$(basename "$source" .cpp)"); done
    if [ ! -r /proc/self/maps ]; then
        record fuzz "left out: /proc is not mounted" 0
    elif ! build asan -- --target "${targets[@]}"; then
        record fuzz "does not build" 1
    elif printf '%s\n' "${targets[@]}" | xargs -P "$jobs" -I{} scripts/fuzz.sh {} "$fuzz_seconds"; then
        record fuzz "${#targets[@]} targets, $fuzz_seconds seconds each, no finding" 0
    else
        record fuzz "findings, in build/asan/findings" 1
    fi
}

scripts/setup.sh --dev || exit 1
run_release
if [ $sanitizers = yes ]; then
    run_sanitizer asan
    run_fuzzers
    [ $all = no ] || run_sanitizer tsan
fi

echo
printf '%s\n' "${results[@]}"
[ $failed = no ] || { echo "scripts/test.sh: not everything passed" >&2; exit 1; }
