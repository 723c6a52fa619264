#!/usr/bin/env bash
# tidy_unit.sh COMPILER ARGUMENTS...: the compiler launcher of the preset "lint". Checks a translation unit with clang-tidy
# instead of compiling it. Ninja calls it for each unit that has changed or includes a changed header.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
config=$here/../.clang-tidy

compiler=$1
shift
flags=()
while (($#)); do
    case $1 in
        -c) source=$2; shift 2 ;;
        -o) object=$2; shift 2 ;;
        -MF) depfile=$2; shift 2 ;;
        -MT) shift 2 ;;
        -MD) shift ;;
        *) flags+=("$1"); shift ;;
    esac
done

# clang-tidy 14 spends most of its time on the standard headers, so the sources of a unit share one reading of them. The
# analyzer does not check included files, so the sources are copied into one file instead. Defining and undefining a
# macro before each source makes clang-tidy forget which headers the sources before it included.
unit=$source
if [[ $source == */Unity/unity_* ]]; then
    unit=${object%.o}.cpp
    sed -n 's/^#include "\(.*\)"$/\1/p' "$source" | while read -r file; do
        printf '#define CONVSCOPE_NEXT_SOURCE\n#undef CONVSCOPE_NEXT_SOURCE\n#line 1 "%s"\n' "$file"
        cat "$file"
    done >"$unit"
fi

# Converts the line numbers of clang-tidy's messages from the unit to the sources.
in_sources() {
    awk -v unit="$(readlink -f "$unit")" '
        FILENAME != "-" { if ($1 == "#line") { first[++count] = FNR; name[count] = substr($3, 2, length($3) - 2) } next }
        count && index($0, unit ":") == 1 {
            rest = substr($0, length(unit) + 2)
            line = rest + 0
            for (i = count; i > 1 && first[i] >= line; --i);
            sub(/^[0-9]+/, line - first[i], rest)
            $0 = name[i] ":" rest
        }
        { print }' "$unit" -
}

# The analyzer stops in a function after 50,000 steps instead of 225,000: few functions need more, and these would take
# half of the time.
if [[ $unit == *.cpp && $unit != */embedded_*.cpp ]]; then
    clang-tidy --quiet --config-file="$config" "$unit" -- "${flags[@]}" -Wno-unknown-warning-option \
        -Xclang -analyzer-config -Xclang max-nodes=50000 2> >(grep -v ' warnings\? generated' >&2) | in_sources
fi
"$compiler" "${flags[@]}" -M -MT "$object" -MF "$depfile" "$source"
printf '%s: %s %s\n' "$object" "$config" "$here/tidy_unit.sh" >>"$depfile"
touch "$object"
