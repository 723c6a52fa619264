#include "app/gui/widgets/player_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"

namespace convscope {

namespace {

constexpr float kRow = 32;
constexpr float kMinForSpeed = 200;  ///< width from which there is a speed slider

/// The last position of the player's pass; 0 if the pass is empty.
double last_position(const Player& player, const PlayerCourse& course) {
    return static_cast<double>(std::max<std::int64_t>(0, course.positions(player.pass) - 1));
}

void start(Player& player, const PlayerCourse& course) {
    if (player.active) return;
    player.active = true;
    player.pass = PlayerPass::filter;
    player.position = course.start;
}

void play_or_pause(Player& player, const PlayerCourse& course) {
    const bool fresh = !player.active;
    start(player, course);
    player.playing = fresh || !player.playing;
    if (player.playing && player.position >= last_position(player, course)) {
        player.pass = PlayerPass::filter;
        player.position = 0;
    }
}

void step(Player& player, const PlayerCourse& course, std::int64_t by) {
    const bool fresh = !player.active;
    start(player, course);
    player.playing = false;
    const std::int64_t to = static_cast<std::int64_t>(player.position) + by;
    if (to >= course.positions(player.pass) && player.pass == PlayerPass::filter && course.pool > 0) {
        player.pass = PlayerPass::pool;
        player.position = 0;
    } else if (to < 0 && player.pass == PlayerPass::pool) {
        player.pass = PlayerPass::filter;
        player.position = static_cast<double>(course.filter - 1);
    } else if (!fresh) {
        player.position = std::clamp(static_cast<double>(to), 0.0, last_position(player, course));
    }
}

/// Stops the player at a position of its pass.
void put(Player& player, const PlayerCourse& course, double position) {
    start(player, course);
    player.playing = false;
    player.position = position;
}

void jump_to_end(Player& player, const PlayerCourse& course) {
    start(player, course);
    put(player, course, last_position(player, course));
}

void stop(Player& player) {
    player.active = player.playing = false;
}

void show_buttons(Ui& ui, Rect& row, const PlayerCourse& course, Player& next) {
    const bool playing = next.playing;
    const auto key = [&](std::string_view name) {
        return course.shifted ? "Shift+" + std::string(name) : std::string(name);
    };
    const auto place = [&] { return row.cut_left(ui.px(32), ui.px(2)); };
    if (button(ui, "player.first", place(), "",
               {.icon = Icon::first, .tooltip = "To the start", .key = key("Home"), .quiet = true}))
        put(next, course, 0);
    if (button(ui, "player.back", place(), "",
               {.icon = Icon::step_back, .tooltip = "One step back", .key = key("Left"), .quiet = true}))
        step(next, course, -1);
    if (button(ui, "player.play", row.cut_left(ui.px(44), ui.px(2)), "",
               {.icon = playing ? Icon::pause : Icon::play,
                .tooltip = playing ? "Pause" : "Slide the window over the picture",
                .key = "Space",
                .primary = true}))
        play_or_pause(next, course);
    if (button(ui, "player.forward", place(), "",
               {.icon = Icon::step_forward, .tooltip = "One step forward", .key = key("Right"), .quiet = true}))
        step(next, course, 1);
    if (button(ui, "player.last", place(), "",
               {.icon = Icon::last, .tooltip = "To the end", .key = key("End"), .quiet = true}))
        jump_to_end(next, course);
    row.cut_left(ui.px(6));
}

void show_speed(Ui& ui, Rect& row, const Player& player, Player& next) {
    const double per_second = positions_per_second(player.speed);
    const Rect place = row.cut_right(ui.px(92), ui.px(4));
    if (const auto value =
            slider(ui, "player.speed", place, player.speed, fmt::format("Speed: {:.0f} pixels per second", per_second)))
        next.speed = *value;
    ui.text(row.cut_right(ui.text_width("speed", Type::caption), ui.px(4)), "speed", Role::muted, Type::caption);
}

void show_passes(Ui& ui, Rect& row, const Player& player, const PlayerCourse& course, Player& next) {
    if (course.pool <= 0 || row.w <= ui.px(190)) return;
    constexpr std::array<Segment, 2> kPasses{
        Segment{"filter", "filter", "The filter slides over the input"},
        Segment{"pool", "pool", "The pooling block slides over the filtered picture"}};
    const Rect place = row.cut_right(ui.px(96), ui.px(8));
    const auto chosen = segmented(ui, "player.pass", place, kPasses, static_cast<int>(player.pass));
    if (!chosen) return;
    start(next, course);
    next.pass = static_cast<PlayerPass>(*chosen);
    next.position = 0;
}

void show_scrub(Ui& ui, Rect row, const Player& player, const PlayerCourse& course, Player& next) {
    const std::int64_t count = course.positions(player.pass);
    const double last = last_position(player, course);
    const double place = player.active && last > 0 ? std::min(1.0, player.position / last) : 0;
    const auto shown = std::min(static_cast<std::int64_t>(player.position) + 1, count);
    const std::string tooltip = player.active ? fmt::format("{} {} of {}", course.position, shown, count)
                                              : std::string("Drag to move the window");
    if (const auto value = slider(ui, "player.scrub", row, place, tooltip))
        put(next, course, std::floor(*value * last));
}

/// Ui::take_key(), but with Shift if the course needs it.
bool take(Ui& ui, Key key, const PlayerCourse& course) {
    const auto found = std::ranges::find_if(ui.keys(), [&](const KeyPress& press) {
        return press.key == key && !press.control && !press.alt && (press.shift || !course.shifted);
    });
    if (found == ui.keys().end()) return false;
    ui.keys().erase(found);
    return true;
}

}  // namespace

std::optional<Player> player_bar(Ui& ui, Rect row, const Player& player, const PlayerCourse& course) {
    Player next = player;
    const bool two_rows = row.h >= ui.px(2 * kRow);
    Rect sliders = two_rows ? row.cut_bottom(ui.px(kRow)) : Rect{};
    if (two_rows) row.h = ui.px(kRow);
    show_buttons(ui, row, course, next);
    if (player.active) {
        if (button(ui, "player.stop", row.cut_right(ui.px(56)), "Stop",
                   {.tooltip = "Show the whole output again", .key = "Esc", .type = Type::caption}))
            stop(next);
        row.cut_right(ui.px(6));
    }
    if (!two_rows) sliders = row;
    if (sliders.w >= ui.px(kMinForSpeed)) show_speed(ui, sliders, player, next);
    show_passes(ui, sliders, player, course, next);
    show_scrub(ui, sliders, player, course, next);
    if (next == player) return std::nullopt;
    return next;
}

std::optional<Player> player_keys(Ui& ui, const Player& player, const PlayerCourse& course) {
    if (ui.editing_any() || ui.layer_open()) return std::nullopt;
    Player next = player;
    if (ui.take_key(Key::space)) play_or_pause(next, course);
    while (take(ui, Key::right, course)) step(next, course, 1);
    while (take(ui, Key::left, course)) step(next, course, -1);
    if (take(ui, Key::home, course)) put(next, course, 0);
    if (take(ui, Key::end, course)) jump_to_end(next, course);
    if (player.active && !ui.has_focus() && ui.take_key(Key::escape)) stop(next);
    if (next == player) return std::nullopt;
    return next;
}

Player advance_player(Player player, const PlayerCourse& course, double seconds) {
    if (!player.playing) return player;
    player.position += seconds * positions_per_second(player.speed);
    const double last = last_position(player, course);
    if (player.position < last) return player;
    if (player.pass == PlayerPass::filter && course.pool > 0) {
        player.pass = PlayerPass::pool;
        player.position = 0;
    } else {
        player.position = last;
        player.playing = false;
    }
    return player;
}

}  // namespace convscope
