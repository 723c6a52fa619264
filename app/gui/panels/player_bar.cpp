#include "app/gui/panels/player_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"

namespace convscope {

namespace {

std::int64_t positions(const Frame& frame, PlayerPass pass) {
    return player_positions(frame.results.input.size(), frame.shown_settings(0), pass);
}

/// Where a player that is not active begins: at the pinned pixel, else at the first.
Player started(const Frame& frame) {
    Player player = frame.view().player;
    if (player.active) return player;
    player.active = true;
    player.position = 0;
    player.pass = PlayerPass::filter;
    if (frame.view().pinned && frame.selection && frame.results.outputs[0]) {
        const Cell output = frame.selection->output;
        player.position = static_cast<double>(output.row) * frame.results.outputs[0]->filtered.cols() + output.col;
    }
    return player;
}

void put(Frame& frame, const Player& player) {
    frame.perform(set_view([player](View& view) { view.player = player; }));
}

void play_or_pause(Frame& frame) {
    const bool fresh = !frame.view().player.active;
    Player player = started(frame);
    player.playing = fresh || !player.playing;
    const bool at_end = player.position >= static_cast<double>(positions(frame, player.pass) - 1);
    if (player.playing && at_end) {
        player.pass = PlayerPass::filter;
        player.position = 0;
    }
    put(frame, player);
}

void step(Frame& frame, std::int64_t by) {
    const bool fresh = !frame.view().player.active;
    Player player = started(frame);
    player.playing = false;
    const std::int64_t count = positions(frame, player.pass);
    const auto here = static_cast<std::int64_t>(player.position);
    if (here + by >= count && player.pass == PlayerPass::filter && positions(frame, PlayerPass::pool) > 0) {
        player.pass = PlayerPass::pool;
        player.position = 0;
    } else if (here + by < 0 && player.pass == PlayerPass::pool) {
        player.pass = PlayerPass::filter;
        player.position = static_cast<double>(positions(frame, PlayerPass::filter) - 1);
    } else if (!fresh) {
        player.position =
            static_cast<double>(std::clamp(here + by, std::int64_t{0}, std::max<std::int64_t>(0, count - 1)));
    }
    put(frame, player);
}

void jump(Frame& frame, bool to_end) {
    Player player = started(frame);
    player.playing = false;
    player.position = to_end ? static_cast<double>(std::max<std::int64_t>(0, positions(frame, player.pass) - 1)) : 0;
    put(frame, player);
}

void end_player(Frame& frame) {
    frame.perform(set_view([](View& view) { view.player.active = view.player.playing = false; }));
}

void show_buttons(Frame& frame, Rect& row) {
    Ui& ui = frame.ui;
    const Player& player = frame.view().player;
    const auto place = [&] { return row.cut_left(ui.px(32), ui.px(2)); };
    if (button(ui, "player.first", place(), "",
               {.icon = Icon::first, .tooltip = "To the start", .key = "Home", .quiet = true}))
        jump(frame, false);
    if (button(ui, "player.back", place(), "",
               {.icon = Icon::step_back, .tooltip = "One step back", .key = "Left", .quiet = true}))
        step(frame, -1);
    if (button(ui, "player.play", row.cut_left(ui.px(44), ui.px(2)), "",
               {.icon = player.playing ? Icon::pause : Icon::play,
                .tooltip = player.playing ? "Pause" : "Slide the window over the picture",
                .key = "Space",
                .primary = true}))
        play_or_pause(frame);
    if (button(ui, "player.forward", place(), "",
               {.icon = Icon::step_forward, .tooltip = "One step on", .key = "Right", .quiet = true}))
        step(frame, 1);
    if (button(ui, "player.last", place(), "",
               {.icon = Icon::last, .tooltip = "To the end", .key = "End", .quiet = true}))
        jump(frame, true);
    row.cut_left(ui.px(6));
}

}  // namespace

void player_bar(Frame& frame, Rect row) {
    Ui& ui = frame.ui;
    const Player& player = frame.view().player;
    show_buttons(frame, row);
    if (player.active) {
        if (button(ui, "player.stop", row.cut_right(ui.px(56)), "Stop",
                   {.tooltip = "Show the whole output again", .key = "Esc", .type = Type::caption}))
            end_player(frame);
        row.cut_right(ui.px(6));
    }
    const double per_second = positions_per_second(player.speed);
    const Rect speed = row.cut_right(ui.px(92), ui.px(4));
    if (const auto value =
            slider(ui, "player.speed", speed, player.speed, fmt::format("Speed: {:.0f} pixels a second", per_second)))
        frame.perform(set_view([value](View& view) { view.player.speed = *value; }));
    ui.text(row.cut_right(ui.text_width("speed", Type::caption), ui.px(4)), "speed", Role::muted, Type::caption);
    if (positions(frame, PlayerPass::pool) > 0 && row.w > ui.px(190)) {
        constexpr std::array<Segment, 2> kPasses{
            Segment{"filter", "filter", "The filter slides over the input"},
            Segment{"pool", "pool", "The pooling block slides over the filtered picture"}};
        const Rect passes = row.cut_right(ui.px(96), ui.px(8));
        if (const auto c = segmented(ui, "player.pass", passes, kPasses, static_cast<int>(player.pass))) {
            Player next = started(frame);
            next.pass = static_cast<PlayerPass>(*c);
            next.position = 0;
            put(frame, next);
        }
    }
    const auto count = static_cast<double>(positions(frame, player.pass));
    const double place = player.active && count > 1 ? std::min(1.0, player.position / (count - 1)) : 0;
    const auto shown = std::min(static_cast<std::int64_t>(player.position) + 1, static_cast<std::int64_t>(count));
    if (const auto value = slider(
            ui, "player.scrub", row, place,
            player.active ? fmt::format("Output pixel {} of {:.0f}", shown, count) : "Drag to move the window")) {
        Player next = started(frame);
        next.playing = false;
        next.position = std::floor(*value * std::max(0.0, count - 1));
        put(frame, next);
    }
}

void player_keys(Frame& frame) {
    Ui& ui = frame.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    if (ui.take_key(Key::space)) play_or_pause(frame);
    while (ui.take_key(Key::right)) step(frame, 1);
    while (ui.take_key(Key::left)) step(frame, -1);
    if (ui.take_key(Key::home)) jump(frame, false);
    if (ui.take_key(Key::end)) jump(frame, true);
    if (frame.view().player.active && !ui.has_focus() && ui.take_key(Key::escape)) end_player(frame);
}

void advance_player(Frame& frame, double seconds) {
    Player player = frame.view().player;
    if (!player.playing) return;
    const auto last = static_cast<double>(positions(frame, player.pass) - 1);
    player.position += seconds * positions_per_second(player.speed);
    if (player.position >= last) {
        if (player.pass == PlayerPass::filter && positions(frame, PlayerPass::pool) > 0) {
            player.pass = PlayerPass::pool;
            player.position = 0;
        } else {
            player.position = std::max(0.0, last);
            player.playing = false;
        }
    }
    put(frame, player);
}

}  // namespace convscope
