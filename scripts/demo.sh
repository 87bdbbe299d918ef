#!/usr/bin/env bash
# Installs what is missing, builds, runs a pipeline, and says where its results are.
#
#   scripts/demo.sh                       configs/news.yaml over the sample articles in corpus/
#   scripts/demo.sh PIPELINE [INPUT...]   any other
#
# Results go where the pipeline says, seen from the folder you stand in; the run's report goes to out/report.json.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
quern=$root/build/release/bin/quern
report=out/report.json

# Without the tests, unless somebody has set up this build folder for them.
build() {
    local options=()
    [ -f "$root/build/release/CMakeCache.txt" ] || options=(-DQUERN_TESTS=OFF)
    (
        cd "$root"
        cmake --preset release "${options[@]}" > /dev/null
        cmake --build --preset release --target product
    ) >&2
}

# What the run wrote: paths, one a line.
written() {
    sqlite3 :memory: "SELECT value FROM json_each(readfile('$report'), '\$.written')"
}

show_database() {  # path of a SQLite file
    local quotes
    quotes=$(sqlite3 -readonly "$1" "SELECT count(*) FROM sqlite_master WHERE name = 'who_said_what'")
    [ "$quotes" = 1 ] || return 0
    echo
    echo "Who said what, the first rows of the view who_said_what in $1:"
    echo
    sqlite3 -readonly -column -header "$1" \
        "SELECT substr(coalesce(speaker, mention, '-'), 1, 24) AS speaker, substr(coalesce(title, id), 1, 30) AS article,
                substr(replace(quote, char(10), ' '), 1, 60) AS quote
         FROM who_said_what WHERE length(quote) > 20 LIMIT 10"
    echo
    echo "More of them: sqlite3 $1 'SELECT * FROM who_said_what'"
}

"$root/scripts/setup.sh"
build

[ $# -gt 0 ] || set -- "$root/configs/news.yaml"
mkdir -p out
status=0
"$quern" run "$@" --report "$report" || status=$?
# 3: done, though some documents are in quarantine. The report above says which.
if [ $status != 0 ] && [ $status != 3 ]; then
    rmdir --ignore-fail-on-non-empty out
    exit $status
fi

echo
echo "Results:"
written | sed 's/^/  /'
echo "  $report (the report above, as JSON)"
written | while IFS= read -r path; do
    case $path in *.db | *.sqlite | *.sqlite3) show_database "$path" < /dev/null ;; esac
done
exit $status
