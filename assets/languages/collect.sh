#!/usr/bin/env bash
# Collects the texts inside tr() and tr_count() of the sources and merges them into the catalogues, the *.po files of
# this folder. With --check changes nothing, and fails if a catalogue lacks a translation. With --template FILE only
# writes the collected texts into that file.
set -euo pipefail
output=
if [[ ${1-} == --template ]]; then output=$(realpath -- "$2"); fi
cd "$(dirname "$(readlink -f "$0")")/../.."

texts=$output
if [[ -z $texts ]]; then
    texts=$(mktemp --suffix=.pot)
    trap 'rm -f "$texts"' EXIT
fi
# A percent sign does not make a text one of printf().
find app core -name '*.cpp' -o -name '*.h' | LC_ALL=C sort | xgettext --files-from=- --output="$texts" --language=C++ \
    --from-code=UTF-8 --keyword --keyword=tr:1 --keyword=tr_count:2,3 --flag=tr:1:no-c-format \
    --flag=tr_count:2:no-c-format --flag=tr_count:3:no-c-format --add-comments=Translators: --no-location --sort-output \
    --package-name=convscope
if [[ -n $output ]]; then exit; fi

status=0
for catalogue in assets/languages/*.po; do
    [[ -e $catalogue ]] || continue
    if [[ ${1-} == --check ]]; then
        msgcmp "$catalogue" "$texts" || status=1
    else
        msgmerge --quiet --update --backup=none --no-location --sort-output --no-fuzzy-matching "$catalogue" "$texts"
    fi
done
exit $status
