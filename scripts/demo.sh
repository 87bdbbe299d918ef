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

say() { printf '  %-22s %s\n' "$1" "$2"; }

where_to_look() {
    local path folder
    echo "Where to look:"
    while IFS= read -r path; do
        case $path in
            *.db | *.sqlite | *.sqlite3) say "$path" "SQLite database, as in: sqlite3 $path '.tables'" ;;
            *.ndjson | *.ndjson.gz | *.ndjson.zst) say "$path" "NDJSON, one document a line" ;;
            *.csv | *.csv.gz | *.csv.zst)
                [ "${folder:-}" = "$(dirname "$path")" ] || say "$(dirname "$path")/*.csv" "CSV tables, documents.csv first"
                folder=$(dirname "$path") ;;
            *.schema.json) say "$path" "what the NDJSON holds: the layers and the unit of offsets" ;;
            *) say "$path" "" ;;
        esac
    done
    say "$report" "the run's report, as above"
}

# One quotation of each of the first articles.
who_said_what() {  # path of a SQLite file
    local views
    views=$(sqlite3 -readonly "$1" "SELECT count(*) FROM sqlite_master WHERE name = 'who_said_what'")
    [ "$views" = 1 ] || return 0
    echo
    echo "Who said what, some rows of it:"
    echo
    sqlite3 -readonly -column -header "$1" \
        "SELECT speaker, article, quote FROM (
            SELECT document, substr(speaker, 1, 24) AS speaker, substr(coalesce(title, id), 1, 32) AS article,
                substr(replace(quote, char(10), ' '), 1, 60) AS quote, min(row)
            FROM who_said_what WHERE kind = 'direct' AND speaker IS NOT NULL AND length(quote) > 25
            GROUP BY document ORDER BY document LIMIT 12)"
    echo
    echo "All of it: sqlite3 -box $1 'SELECT * FROM who_said_what'"
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
written | where_to_look
written | while IFS= read -r path; do
    case $path in *.db | *.sqlite | *.sqlite3) who_said_what "$path" < /dev/null ;; esac
done
exit $status
