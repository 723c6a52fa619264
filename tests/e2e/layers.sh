#!/usr/bin/env bash
# A user in the Layers workspace, with the built program: real keys, clicks, drags and drops on a real display. Only
# results that a user can see are checked: saved sessions.
source "$(dirname "$0")/user.sh"

model=$assets/models/course.h5

expect_view() { # SESSION KEY EXPECTED; EXPECTED is a text or a number
    local kind='[0-9]+'
    [[ $3 != \"* ]] || kind='"[^"]*"'
    expect "the $2 in $1" "$(in_session "$1" "\"$2\": $kind")" "\"$2\": $3"
}

steps_through_the_layers() {
    press Right
    press Page_Down
    press Down
    save_session stepped
    expect_view stepped layer '"conv2d_1"'
    expect_view stepped channel 1
    press Home
    save_session home
    expect_view home layer '"input"'
    press Right
}

edits_a_weight() {
    locate map weights.bias
    click
    enter 0.75
    save_session edited
    [[ -n $(in_session edited '"values": \[0.75\]') ]] || fail "the bias is not in the session"
    press ctrl+z
    save_session undone
    [[ -z $(in_session undone '"values": \[0.75\]') ]] || fail "the bias is still there after undoing"
}

turns_a_channel_off() {
    locate map weights.turn_off
    click
    save_session ablated
    expect "the ablated channels" "$(in_session ablated '"channels": \[[^]]*\]')" '"channels": [0]'
}

draws_an_input() {
    press d
    locate map input.picture
    drag_right 60
    save_session drawn
    [[ -n $(in_session drawn '"source": "drawing"') ]] || fail "the input is not a drawing"
    [[ -n $(in_session drawn '"paint": \{"indices": \[[0-9]') ]] || fail "nothing was painted"
}

drops_a_picture() {
    drop "$work/dropped.pgm"
    save_session dropped
    [[ -n $(in_session dropped '"source": "file"') ]] || fail "the input is not from a file"
    [[ -n $(in_session dropped 'dropped.pgm') ]] || fail "the dropped picture is not the input"
}

comes_back() {
    renders again --session "$work/ablated.json"
    locate again weights.reset_all # the button exists because a channel is turned off
    ! grep -q '"notice' "$work/again.json" || fail "a saved session opens with a notice"
}

grey_picture "$work/dropped.pgm"
renders map "$model"
opens "$model"
steps_through_the_layers
edits_a_weight
turns_a_channel_off
draws_an_input
drops_a_picture
closes
comes_back
echo "passed"
