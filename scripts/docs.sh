#!/bin/bash
# Brings the generated parts of docs/ up to date: docs/stages, one page for each installed stage with a list of
# them, and the files that pages show (a line `<!-- file: examples/NAME -->` stands before each).
#
#   scripts/docs.sh [QUERN]            writes them; QUERN is the command, by default that of the release build
#   scripts/docs.sh --check [QUERN]    changes nothing, and fails where a page is not up to date
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
check=no
if [ "${1:-}" = --check ]; then check=yes; shift; fi
quern=${1:-$root/build/release/bin/quern}
[ -x "$quern" ] || { echo "docs.sh: there is no command $quern; build it, or name another" >&2; exit 2; }

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# The installed stages alone, whatever this person has of their own.
stages() { env -u QUERN_PLUGIN_PATH HOME="$made/nobody" "$quern" stages "$@"; }

make_stage_pages() {
    mkdir -p "$made/stages"
    stages --markdown > "$made/stages/README.md"
    local stage names
    names=$(stages | awk '/^  / { print $1 }')
    for stage in $names; do
        stages "$stage" --markdown > "$made/stages/$stage.md"
    done
}

# A page with the files it shows as they are now, their SPDX line left out.
with_files() {
    awk -v folder="$root/docs/" '
        function language(name) {
            if (name ~ /\.[ch]pp$/) return "cpp"
            if (name ~ /\.sh$/) return "sh"
            if (name ~ /\.yaml$/) return "yaml"
            if (name ~ /\.py$/) return "python"
            if (name ~ /\.jq$/) return "jq"
            return ""
        }
        skipping { if (/^```$/) skipping = 0; next }
        { print }
        /^<!-- file: .* -->$/ {
            file = folder $3
            print "```" language($3)
            while ((status = (getline line < file)) > 0)
                if (line !~ /SPDX-License-Identifier/) print line
            if (status < 0) { print "docs.sh: " FILENAME ": there is no file " file > "/dev/stderr"; exit 1 }
            close(file)
            print "```"
            getline   # the opening line of what stood there
            if (!/^```/) { print "docs.sh: " FILENAME ": no ``` stands behind the line of " file > "/dev/stderr"; exit 1 }
            skipping = 1
        }' "$1"
}

make_pages_with_files() {
    local page
    for page in $(cd "$root/docs" && grep -l '^<!-- file: ' ./*.md); do
        with_files "$root/docs/$page" > "$made/$page"
    done
}

make_stage_pages
make_pages_with_files

# docs/ as it is, as far as it is generated.
if [ "$check" = yes ]; then
    drifted=no
    diff -ruN "$root/docs/stages" "$made/stages" || drifted=yes
    for page in "$made"/*.md; do
        [ -e "$page" ] || continue
        diff -u "$root/docs/$(basename "$page")" "$page" || drifted=yes
    done
    if [ $drifted = yes ]; then
        echo >&2
        echo "docs.sh: these pages of docs/ differ from what the stages declare or from the files that they show" >&2
        echo "(lines with - stand in docs/, lines with + should). To bring them up to date: scripts/docs.sh" >&2
        exit 1
    fi
else
    rm -rf "$root/docs/stages"
    cp -r "$made/stages" "$root/docs/stages"
    for page in "$made"/*.md; do [ ! -e "$page" ] || cp "$page" "$root/docs/"; done
fi
