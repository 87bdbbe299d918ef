#!/usr/bin/env bash
# follow.sh PAGE [PREFIX]: does what a page of docs/ says, to the letter, with Quern's packages installed or with an
# installation in PREFIX. In a folder and home of its own; needs no root.
#
# In the page, the line before a fenced block says what it is:
#   <!-- typed -->               commands, typed one after another
#   <!-- file: examples/NAME --> a file, saved as NAME where one stands by then
#   <!-- printed -->             what the last command printed
set -euo pipefail

give_up() { echo "follow.sh: $1" >&2; exit 1; }

page=$(realpath "$1")
[ $# = 1 ] || export PATH=$2/bin:$PATH PYTHONPATH=$2/share/quern/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home
unset QUERN_PLUGIN_PATH
mkdir "$HOME"
cd "$work"

commands=0
type_in() {
    commands=$((commands + 1))
    echo "\$ $1"
    # Not in a pipe, so that `cd` is felt.
    eval "$1" > "$work/printed" || { cat "$work/printed"; give_up "that command failed"; }
    cat "$work/printed"
}

kind= inside=no expected=
while IFS= read -r line <&3; do
    case $inside$line in
        'no<!-- typed -->' | 'no<!-- printed -->') kind=${line//[^a-z]/} ;;
        'no<!-- file: examples/'*)
            kind=file name=$(basename "${line% -->}")
            [ -f "$name" ] || give_up "the page shows $name, and there is no such file to replace"
            : > "$name" ;;
        no'```'*) [ -z "$kind" ] || inside=yes ;;
        yes'```')
            if [ "$kind" = printed ]; then
                [ "$expected" = "$(tr -d "\r" < "$work/printed")" ] || give_up "the page says that this is printed:
$expected"
            fi
            kind= inside=no expected= ;;
        yes*)
            case $kind in
                typed) type_in "$line" ;;
                file) printf '%s\n' "$line" >> "$name" ;;
                printed) expected+=${expected:+$'\n'}$line ;;
            esac ;;
    esac
done 3< "$page"

[ $commands -gt 0 ] || give_up "$1 has no commands to type"
[ $commands -lt 10 ] || give_up "$commands commands are too many"
echo "$commands commands"
