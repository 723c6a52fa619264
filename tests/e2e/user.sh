# The actions of all end-to-end tests: start the program, wait for it, use mouse and keyboard, check the files it saves.
# A test sources this file with its own arguments: CONVSCOPE XDND_SOURCE CLOSE_WINDOW ASSETS.
# Exits with 77 (skipped) without a display or xdotool.
set -euo pipefail

convscope=$1 xdnd_source=$2 close_window=$3 assets=$4
size=1280x800
side=64     # rows and columns of the pictures
patience=60 # seconds that an action may take on a busy machine

skip() { echo "skipped: $*"; exit 77; }
fail() { echo "FAILED: $*" >&2; exit 1; }

command -v xdotool >/dev/null || skip "there is no xdotool"
xdotool getdisplaygeometry >/dev/null 2>&1 || skip "there is no display"

work=$(mktemp -d)
evidence=$PWD/${0##*/}_failed.png
export HOME=$work/home XDG_CONFIG_HOME=$work/home/.config
unset XDG_DATA_HOME
unset WAYLAND_DISPLAY # xdotool works with X only
mkdir -p "$HOME/.local/share/convscope"
# The tour was offered before: its row would move the controls.
echo '{"tour_offered": true, "lessons": []}' >"$HOME/.local/share/convscope/lessons.json"
program='' # its process id
window=''  # the X id of its window
x=0 y=0    # the result of locate

clear_up() {
    local status=$?
    if ((status != 0)) && [[ -n $window ]] && import -window "$window" "$evidence" 2>/dev/null; then
        echo "The window is shown in $evidence" >&2
    fi
    [[ -z $program ]] || kill "$program" 2>/dev/null || true
    rm -rf "$work"
}
trap clear_up EXIT
trap 'echo "FAILED: line $LINENO: $BASH_COMMAND" >&2' ERR

# --- Waiting ---------------------------------------------------------------------------------------------------------

# eventually WHAT COMMAND...: repeats the command until it succeeds.
eventually() {
    local what=$1 until=$((SECONDS + patience))
    shift
    until "$@"; do
        ((SECONDS < until)) || fail "waited $patience seconds for $what"
        sleep 0.05
    done
}

runs() { [[ -e /proc/$program ]] && ! grep -q '^State:.*Z' "/proc/$program/status"; }
has_ended() { ! runs; }

# The number of times that the program's threads have gone to sleep, or "busy" while one is awake.
naps() {
    cat /proc/"$program"/task/*/status 2>/dev/null | awk '
        /^State:/ && $2 != "S" { busy = 1 }
        /^voluntary_ctxt_switches:/ { n += $2 }
        END { print busy ? "busy" : n }'
}

is_quiet() {
    runs || fail "the program has ended by itself"
    local before
    before=$(naps)
    [[ $before != busy ]] && sleep 0.4 && [[ $(naps) == "$before" ]]
}

# Waits until the program has handled all its events.
settled() { eventually "the program to come to rest" is_quiet; }

# The program's processor time in ticks of 10 ms: fields 14 and 15 of /proc/PID/stat (see proc(5);
# the second field may contain spaces).
ticks() { sed 's/.*) //' "/proc/$program/stat" | awk '{ print $12 + $13 }'; }

has_worked_since() { (($(ticks) >= $1 + 20)); }

is_idle() {
    local before
    before=$(ticks)
    sleep 2
    (($(ticks) <= before + 2))
}

# --- The program and its window --------------------------------------------------------------------------------------

has_window() { window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | head -n 1) && [[ -n $window ]]; }

opens() { # ARGUMENT...
    "$convscope" --size "$size" "$@" &
    program=$!
    eventually "the window" has_window
    xdotool windowfocus --sync "$window"
    settled
}

closes() {
    "$close_window" "$window"
    window=''
    eventually "the window to close" has_ended
    local status=0
    wait "$program" || status=$?
    program=''
    ((status == 0)) || fail "the program exits with $status when its window is closed"
}

renders() { # NAME ARGUMENT...: runs three frames; writes a map of the controls to NAME.json and a picture to NAME.png
    "$convscope" --size "$size" --frames 3 --ui-map "$work/$1.json" --screenshot "$work/$1.png" "${@:2}"
}

# --- Mouse and keyboard ----------------------------------------------------------------------------------------------

# locate MAP NAME [RIGHT DOWN]: sets x and y to the middle of a control in the map, moved by RIGHT and DOWN times half
# of its shorter side.
locate() {
    read -r x y < <(awk -v name="\"$2\":" -v right="${3:-0}" -v down="${4:-0}" '
        $1 == name { for (i = 0; i < 4; ++i) { getline; v[i] = $1 + 0 }
                     half = (v[2] < v[3] ? v[2] : v[3]) / 2
                     printf "%d %d\n", v[0] + v[2] / 2 + right * half, v[1] + v[3] / 2 + down * half }' \
        "$work/$1.json") || fail "there is no control $2"
}

point() { xdotool mousemove --window "$window" "$x" "$y"; }

click() {
    point
    xdotool click 1
    settled
}

drag_right() { # PIXELS
    point
    xdotool mousedown 1
    local end=$((x + $1))
    while ((x < end)); do
        x=$((x + 1))
        point
    done
    xdotool mouseup 1
    settled
}

press() { # KEY
    xdotool key "$1"
    settled
}

enter() { # TEXT
    xdotool type "$1"
    press Return
}

drop() { # FILE
    local X Y
    eval "$(xdotool getwindowgeometry --shell "$window" | grep -E '^[XY]=')"
    "$xdnd_source" "$window" $((X + 640)) $((Y + 400)) "$1"
    settled
}

# --- Files -----------------------------------------------------------------------------------------------------------

grey_picture() { # FILE
    awk -v n="$side" 'BEGIN { print "P2\n" n " " n "\n255"
                              for (r = 0; r < n; ++r) for (c = 0; c < n; ++c) print (3 * r + 5 * c) % 256 }' >"$1"
}

save_session() { # NAME
    press ctrl+s
    enter "$work/$1.json"
    eventually "the session $work/$1.json" test -s "$work/$1.json"
}

# in_session NAME REGEX: the first match in a saved session, without its indentation.
in_session() { sed 's/^ *//' "$work/$1.json" | tr -d '\n' | grep -oE "$2" | head -n 1; }

expect() { # WHAT ACTUAL EXPECTED
    [[ $2 == "$3" ]] || fail "$1 is $2, not $3"
}
