#!/usr/bin/env bash
# The built program as a user meets it: real files, keys, clicks, drags and drops on a real display, and nothing looked at
# but what a user can see: saved sessions, written files, exit codes, the time the processor spends.
#   end_to_end.sh CONVSCOPE XDND_SOURCE CLOSE_WINDOW
# Exits with 77 (skipped) where there is no display or no xdotool.
set -euo pipefail

convscope=$1 xdnd_source=$2 close_window=$3
size=1280x800
side=64     # rows and columns of the pictures
patience=60 # seconds that anything may take on a busy machine

command -v xdotool >/dev/null || { echo "skipped: there is no xdotool"; exit 77; }
xdotool getdisplaygeometry >/dev/null 2>&1 || { echo "skipped: there is no display"; exit 77; }

work=$(mktemp -d)
evidence=$PWD/end_to_end_failed.png
export HOME=$work/home XDG_CONFIG_HOME=$work/home/.config
mkdir "$HOME"
program='' # its process
window=''  # and its window

fail() { echo "FAILED: $*" >&2; exit 1; }

clear_up() {
    local status=$?
    if ((status != 0)) && [[ -n $window ]] && import -window "$window" "$evidence" 2>/dev/null; then
        echo "what the window showed: $evidence" >&2
    fi
    [[ -z $program ]] || kill "$program" 2>/dev/null || true
    rm -rf "$work"
}
trap clear_up EXIT
trap 'echo "FAILED: line $LINENO: $BASH_COMMAND" >&2' ERR

# --- Waiting ---------------------------------------------------------------------------------------------------------

# eventually WHAT COMMAND...: until the command succeeds.
eventually() {
    local what=$1 until=$((SECONDS + patience))
    shift
    until "$@"; do
        ((SECONDS < until)) || fail "waited $patience seconds for $what"
        [[ -z $program ]] || kill -0 "$program" 2>/dev/null || fail "the program ended while the test waited for $what"
        sleep 0.05
    done
}

# How often the program's threads have gone to sleep so far, or "busy" while one is not asleep.
naps() {
    cat /proc/"$program"/task/*/status | awk '
        /^State:/ && $2 != "S" { busy = 1 }
        /^voluntary_ctxt_switches:/ { n += $2 }
        END { print busy ? "busy" : n }'
}

# Processor time spent so far, in ticks of 10 ms (proc(5): fields 14 and 15; the name before them may hold anything).
ticks() { local stat; stat=$(<"/proc/$program/stat"); set -- ${stat##*) }; echo $((${12} + ${13})); }

is_quiet() {
    local before
    before=$(naps)
    [[ $before != busy ]] && sleep 0.4 && [[ $(naps) == "$before" ]]
}

# Until the program has dealt with everything sent to it, as a user waits for what he did to show.
settled() { eventually "the program to come to rest" is_quiet; }

is_working() { (($(ticks) >= working_from + 20)); }
is_idle() { local before; before=$(ticks); sleep 2; (($(ticks) <= before + 2)); }

# --- The program and its window --------------------------------------------------------------------------------------

has_window() { window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | head -n 1) && [[ -n $window ]]; }

start() {
    "$convscope" --size "$size" "$@" &
    program=$!
    eventually "the window" has_window
    xdotool windowfocus --sync "$window"
    settled
}

# ended: waits for the program's end and wants exit code 0.
ended() {
    local status=0
    wait "$program" || status=$?
    program='' window=''
    ((status == 0)) || fail "the program exited with $status"
}

is_gone() { [[ ! -e /proc/$program ]] || grep -q '^State:.*Z' "/proc/$program/status"; }

closed() {
    "$close_window" "$window"
    local until=$((SECONDS + patience))
    until is_gone; do
        ((SECONDS < until)) || fail "the window did not close"
        sleep 0.05
    done
    ended
}

# --- Hands -----------------------------------------------------------------------------------------------------------

# centre MAP NAME: the middle of a control, "x y", from what --ui-map has written.
centre() {
    awk -v name="\"$2\":" '
        $1 == name { for (i = 0; i < 4; ++i) { getline; v[i] = $1 + 0 }
                     printf "%d %d\n", v[0] + v[2] / 2, v[1] + v[3] / 2; found = 1 }
        END { exit !found }' "$work/$1.json" || fail "there is no control $2"
}

# filtered_pixel ROW COLUMN: where that pixel of the filtered view is; its linked views show the whole input.
filtered_pixel() {
    awk -v name='"view.filtered":' -v side="$side" -v row="$1" -v col="$2" '
        $1 == name { for (i = 0; i < 4; ++i) { getline; v[i] = $1 + 0 }
                     scale = (v[2] < v[3] ? v[2] : v[3]) / side
                     printf "%d %d\n", v[0] + v[2] / 2 + (col + 1.5 - side / 2) * scale,
                                       v[1] + v[3] / 2 + (row + 1.5 - side / 2) * scale }' "$work/map.json"
}

point() { xdotool mousemove --window "$window" "$1" "$2"; }
click() { point "$1" "$2"; xdotool click 1; }
press() { xdotool key "$@"; settled; }

drag_right() { # X Y PIXELS
    local moved
    point "$1" "$2"
    xdotool mousedown 1
    for ((moved = 1; moved <= $3; ++moved)); do point $(($1 + moved)) "$2"; done
    xdotool mouseup 1
    settled
}

type_over() { # X Y TEXT
    click "$1" "$2"
    settled
    xdotool type "$3"
    press Return
}

# --- What is on disk -------------------------------------------------------------------------------------------------

# grey_picture FILE: a slanted gradient.
grey_picture() {
    awk -v n="$side" 'BEGIN { print "P2\n" n " " n "\n255"
                              for (r = 0; r < n; ++r) for (c = 0; c < n; ++c) print (3 * r + 5 * c) % 256 }' >"$1"
}

# saved NAME: the session as it is now, saved through the dialog, on one line.
saved() {
    local file=$work/$1.json
    press ctrl+s
    xdotool type "$file"
    press Return
    eventually "the session $file" test -s "$file"
}

# session NAME REGEX: the first match in a saved session, whatever its indentation.
session() { sed 's/^ *//' "$work/$1.json" | tr -d '\n' | grep -oE -m 1 "$2" | head -n 1; }

# expect WHAT ACTUAL WANTED
expect() { [[ $2 == "$3" ]] || fail "$1 is $2, not $3"; }

expect_kernel() { expect "the filter of the session '$1'" "$(session "$1" '"kernel": \[\[[^]]*\],\[[^]]*\],\[[^]]*\]\]')" "\"kernel\": $2"; }
expect_picture() { expect "the picture of the session '$1'" "$(session "$1" '"picture": \{[^}]*\}')" "\"picture\": {\"file\": \"$2\"}"; }
number() { session "$1" "\"$2\": -?[0-9.]+" | sed 's/.*: //'; }

# --- The story -------------------------------------------------------------------------------------------------------

learns_where_the_controls_are() {
    "$convscope" --size "$size" --frames 3 --ui-map "$work/map.json" "$work/first.pgm"
}

edits_the_filter() {
    drag_right $(centre map filter.cell.0.0) 26 # one step per 8 pixels
    type_over $(centre map filter.cell.1.1) 4.5
    saved edited
    expect_picture edited first.pgm
    expect_kernel edited '[[2.0,0.0,1.0],[-2.0,4.5,2.0],[-1.0,0.0,1.0]]'
}

picks_a_preset_and_undoes() {
    local x y
    read -r x y < <(centre map filter.preset)
    click "$x" "$y"
    settled
    click "$x" $((y + 64)) # the open list begins with a group's name and, below it, the identity
    settled
    saved preset
    expect_kernel preset '[[0.0,0.0,0.0],[0.0,1.0,0.0],[0.0,0.0,0.0]]'
    press ctrl+z
    press ctrl+z
    saved undone
    expect_kernel undone '[[2.0,0.0,1.0],[-2.0,0.0,2.0],[-1.0,0.0,1.0]]'
    press ctrl+z
    press ctrl+shift+z
    press ctrl+shift+z
    saved redone
    expect_kernel redone '[[2.0,0.0,1.0],[-2.0,4.5,2.0],[-1.0,0.0,1.0]]'
}

drops_a_picture() {
    local X Y
    eval "$(xdotool getwindowgeometry --shell "$window" | grep -E '^[XY]=')"
    "$xdnd_source" "$window" $((X + 640)) $((Y + 400)) "$work/dropped 50% ü.pgm"
    settled
}

pins_a_pixel() {
    click $(filtered_pixel 10 20)
    settled
    saved pinned
    expect_picture pinned 'dropped 50% ü.pgm'
    expect "the pinned pixel" "$(session pinned '"pinned": \{[^}]*\}')" \
        '"pinned": {"view": "filtered","filter": 0,"row": 10,"column": 20}'
}

plays_and_pauses() {
    local working_from start=$((10 * (side - 2) + 20)) # the pinned pixel
    working_from=$(ticks)
    xdotool key space
    eventually "the sliding window to move" is_working
    press space
    eventually "the processor to be left alone" is_idle
    saved played
    expect "the player" "$(session played '"active": [a-z]+')" '"active": true'
    awk -v at="$(number played position)" -v from="$start" 'BEGIN { exit !(at > from) }' ||
        fail "the sliding window went from $start to $(number played position)"
}

comes_back() {
    "$convscope" --size "$size" --session "$work/played.json" --frames 3 --screenshot "$work/again.png" \
        --ui-map "$work/again.json"
    expect "the screenshot's start" "$(head -c 8 "$work/again.png" | od -An -tx1 | tr -d ' ')" 89504e470d0a1a0a
    centre again filter.cell.0.0 >/dev/null
    centre again player.stop >/dev/null # the player is as it was
    ! grep -q '"notice' "$work/again.json" || fail "a saved session is opened with a notice"
}

survives_a_bad_file() {
    echo "no picture" >"$work/bad.png"
    "$convscope" --size "$size" --frames 3 --ui-map "$work/bad.json" "$work/bad.png"
    centre bad notice.0 >/dev/null
    start "$work/bad.png"
    closed
}

grey_picture "$work/first.pgm"
grey_picture "$work/dropped 50% ü.pgm"
learns_where_the_controls_are
start "$work/first.pgm"
edits_the_filter
picks_a_preset_and_undoes
drops_a_picture
pins_a_pixel
plays_and_pauses
closed
comes_back
survives_a_bad_file
echo "passed"
