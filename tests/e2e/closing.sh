#!/usr/bin/env bash
# The window is closed while a layer is computed that takes many seconds, with the built program on a real display: the
# process ends at once, and the next start continues the work.
source "$(dirname "$0")/user.sh"
slow_model=$5
max_end_time=2000 # milliseconds until the process has ended

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Opens the slow model with a picture and waits until the program has computed for a while.
computes() {
    "$convscope" --size "$size" "$work/slow.h5" "$work/first.pgm" &
    program=$!
    eventually "the window" has_window
    eventually "the model to be remembered" grep -qs slow.h5 "$XDG_CONFIG_HOME/convscope/settings.json"
    local before
    before=$(ticks)
    eventually "the layer to be computed" has_worked_for_seconds "$before"
}

has_worked_for_seconds() { (($(ticks) >= $1 + 300)); }

# ends WHAT START: checks how long the program runs after the request made at START, and its exit code. (The system may
# take longer to free the memory, on a busy machine.)
ends() {
    local status=0
    until has_ended; do sleep 0.01; done
    local took=$(($(milliseconds) - $2))
    wait "$program" || status=$?
    program='' window=''
    expect "the exit code after $1" "$status" 0
    ((took < max_end_time)) || fail "the program takes $took ms to end after $1"
    echo "$1: $took ms"
    local last=$XDG_CONFIG_HOME/convscope/last_session.json
    grep -q slow.h5 "$last" || fail "the open model is not in $last after $1"
    [[ -z $(find "$XDG_CONFIG_HOME" -name '*.part') ]] || fail "a half-written file is left after $1"
}

grey_picture "$work/first.pgm"
"$slow_model" "$work/slow.h5"
computes
start=$(milliseconds)
"$close_window" "$window"
ends "closing the window" "$start"

rm -r "$XDG_CONFIG_HOME"
computes
start=$(milliseconds)
kill -TERM "$program"
ends "SIGTERM" "$start"
echo "passed"
