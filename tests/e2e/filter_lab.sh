#!/usr/bin/env bash
# A user in the Filter Lab, with the built program: real files, keys, clicks, drags and drops on a real display. Only
# results that a user can see are checked: saved sessions, written files, exit codes, processor time.
source "$(dirname "$0")/user.sh"
selection_source=$6

# The distance from the middle of a view to the middle of pixel $1 of the input, in halves of the view.
from_middle() { awk -v at="$1" -v side="$side" 'BEGIN { print (2 * at + 1) / side - 1 }'; }

expect_kernel() { # SESSION ROWS
    expect "the filter in $1" "$(in_session "$1" '"kernel": \[(\[[^]]*\],?){3}\]')" "\"kernel\": $2"
}

expect_picture() { # SESSION FILE
    expect "the picture in $1" "$(in_session "$1" '"picture": \{[^}]*\}' | grep -oE '"file": "[^"]*"')" "\"file\": \"$2\""
}

edits_the_filter() {
    locate map filter.cell.0.0
    drag_right 26 # one step per 8 pixels
    locate map filter.cell.1.1
    click
    enter 4.5
    save_session edited
    expect_picture edited first.pgm
    expect_kernel edited '[[2.0,0.0,1.0],[-2.0,4.5,2.0],[-1.0,0.0,1.0]]'
}

picks_a_preset() {
    locate map filter.preset
    click
    locate map filter.preset 0 4 # the list opens below, with a group's name and then the identity
    click
    save_session preset
    expect_kernel preset '[[0.0,0.0,0.0],[0.0,1.0,0.0],[0.0,0.0,0.0]]'
}

undoes_and_redoes() {
    press ctrl+z
    press ctrl+z
    save_session undone
    expect_kernel undone '[[2.0,0.0,1.0],[-2.0,0.0,2.0],[-1.0,0.0,1.0]]'
    press ctrl+shift+z
    save_session redone
    expect_kernel redone '[[2.0,0.0,1.0],[-2.0,4.5,2.0],[-1.0,0.0,1.0]]'
}

drops_a_picture() {
    drop "$work/dropped 50% ü.pgm"
}

pastes_a_picture() {
    "$convscope" filter "$work/first.pgm" -o "$work/copied.png" --kernel "0,0,0;0,1,0;0,0,0" --border keep >/dev/null
    local owner
    mkfifo "$work/hold"
    "$selection_source" image/png "$work/copied.png" <"$work/hold" >"$work/owner.txt" &
    owner=$!
    exec 8>"$work/hold"
    eventually "the clipboard to be owned" grep -q ready "$work/owner.txt"
    press ctrl+v
    save_session pasted
    in_session pasted '"picture": \{[^}]*\}' | grep -q 'Pasted ' || fail "the copied picture is open after Ctrl+V"
    press ctrl+z
    exec 8>&-
    wait "$owner" || true
}

pins_a_pixel() {
    # Row 10, column 20 of the output without padding is at row 11, column 21 of the input.
    locate map view.filtered "$(from_middle 21)" "$(from_middle 11)"
    click
    save_session pinned
    expect_picture pinned 'dropped 50% ü.pgm'
    expect "the pinned pixel" "$(in_session pinned '"pinned": \{[^}]*\}')" \
        '"pinned": {"view": "filtered","filter": 0,"row": 10,"column": 20}'
}

plays_and_pauses() {
    local start=$((10 * (side - 2) + 20)) before position
    before=$(ticks)
    xdotool key space
    eventually "the window to slide" has_worked_since "$before"
    press space
    eventually "the processor to be left alone" is_idle
    save_session played
    expect "the player" "$(in_session played '"active": [a-z]+')" '"active": true'
    position=$(in_session played '"position": [0-9]+' | grep -oE '[0-9]+$')
    ((position > start)) || fail "the window has slid from $start to $position"
}

comes_back() {
    renders again --session "$work/played.json"
    expect "the screenshot's start" "$(od -An -tx1 -N8 "$work/again.png" | tr -d ' ')" 89504e470d0a1a0a
    locate again filter.cell.0.0
    locate again player.stop # the button exists because the window was sliding
    ! grep -q '"notice' "$work/again.json" || fail "a saved session opens with a notice"
}

keeps_its_work_when_it_is_told_to_end() {
    opens "$work/first.pgm"
    xdotool key c
    xdotool key z
    kill -TERM "$program" # sooner than the next automatic save
    window=''
    eventually "the program to end" has_ended
    local status=0
    wait "$program" || status=$?
    program=''
    expect "the exit code" "$status" 0
    local last=$XDG_CONFIG_HOME/convscope/last_session.json
    grep -q '"lens": false' "$last" || fail "the last change is not in $last"
}

survives_a_bad_file() {
    echo "no picture" >"$work/bad.png"
    renders refused "$work/bad.png"
    locate refused notice.0
    opens "$work/bad.png"
    closes
}

grey_picture "$work/first.pgm"
grey_picture "$work/dropped 50% ü.pgm"
renders map "$work/first.pgm"
opens "$work/first.pgm"
edits_the_filter
picks_a_preset
undoes_and_redoes
drops_a_picture
pastes_a_picture
pins_a_pixel
plays_and_pauses
closes
comes_back
survives_a_bad_file
keeps_its_work_when_it_is_told_to_end
echo "passed"
