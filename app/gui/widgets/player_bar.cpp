#include "app/gui/widgets/player_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/slider.h"

namespace convscope {

namespace {

constexpr float kRow = 32;
constexpr float kMinForSpeed = 220;  ///< width beside the passes from which there is a speed slider
constexpr float kStop = 56;

/// The last position of the player's pass; 0 if the pass is empty.
double last_position(const Player& player, const PlayerCourse& course) {
    return static_cast<double>(std::max<std::int64_t>(0, course.positions(player.pass) - 1));
}

void start(Player& player, const PlayerCourse& course) {
    if (player.active) return;
    player.active = true;
    player.pass = PlayerPass::filter;
    player.position = course.start;
    player.filter = course.filter_in_use;
}

/// Positions that the player passes in a second.
double rate(const Player& player, const PlayerCourse& course) {
    if (!course.timed) return positions_per_second(player.speed);
    return static_cast<double>(std::max<std::int64_t>(1, course.positions(player.pass))) / pass_seconds(player.speed);
}

void play_or_pause(Player& player, const PlayerCourse& course) {
    const bool fresh = !player.active;
    start(player, course);
    player.playing = fresh || !player.playing;
    if (player.playing && player.position >= last_position(player, course)) {
        if (player.pass == PlayerPass::pool) player.pass = PlayerPass::filter;
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
    const auto pressed = [&](std::string_view name, Icon icon, std::string_view tooltip, std::string_view key) {
        const std::string with_shift = course.shifted ? "Shift+" + std::string(key) : std::string(key);
        return button(ui, name, row.cut_left(ui.px(32), ui.px(2)), "",
                      {.icon = icon,
                       .tooltip = course.empty() ? course.unavailable : tooltip,
                       .key = course.empty() ? std::string_view() : std::string_view(with_shift),
                       .quiet = true,
                       .enabled = !course.empty()});
    };
    if (pressed("player.first", Icon::first, "To the start", "Home")) put(next, course, 0);
    if (pressed("player.back", Icon::step_back, "One step back", "Left")) step(next, course, -1);
    const bool playing = next.playing;
    const std::string_view play = playing ? "Pause" : "Slide the window over the picture";
    if (button(ui, "player.play", row.cut_left(ui.px(44), ui.px(2)), "",
               {.icon = playing ? Icon::pause : Icon::play,
                .tooltip = course.empty() ? course.unavailable : play,
                .key = course.empty() ? "" : "Space",
                .primary = true,
                .enabled = !course.empty()}))
        play_or_pause(next, course);
    if (pressed("player.forward", Icon::step_forward, "One step forward", "Right")) step(next, course, 1);
    if (pressed("player.last", Icon::last, "To the end", "End")) jump_to_end(next, course);
    row.cut_left(ui.px(6));
}

/// "Speed: 13,005 pixels per second", with the duration of a pass if the speed is relative to it.
std::string speed_text(const Player& player, const PlayerCourse& course) {
    const double per_second = rate(player, course);
    const std::string_view unit = player.pass == PlayerPass::sum ? "steps" : "pixels";
    const std::string count =
        per_second < 10 ? fmt::format("{:.1f}", per_second) : with_separators(std::llround(per_second));
    if (!course.timed) return fmt::format("Speed: {} pixels per second", with_separators(std::llround(per_second)));
    return fmt::format("Speed: {:.0f} seconds per pass, {} {} per second", pass_seconds(player.speed), count, unit);
}

void show_speed(Ui& ui, Rect& row, const Player& player, const PlayerCourse& course, Player& next) {
    const Rect place = row.cut_right(ui.px(92), ui.px(4));
    const std::string tooltip = course.empty() ? std::string(course.unavailable) : speed_text(player, course);
    if (const auto value = slider(ui, "player.speed", place, player.speed, tooltip, !course.empty()))
        next.speed = *value;
    ui.text(row.cut_right(ui.text_width("speed", Type::caption), ui.px(4)), "speed", Role::muted, Type::caption);
}

struct PassChoice {
    PlayerPass pass;
    Segment segment;
};
constexpr std::array<PassChoice, 3> kPasses{
    PassChoice{PlayerPass::sum, {"sum", "sum", "The products of one pixel are added one by one (S)"}},
    PassChoice{PlayerPass::filter, {"filter", "filter", "The filter slides over the input"}},
    PassChoice{PlayerPass::pool, {"pool", "pool", "The pooling block slides over the filtered picture"}}};

void choose_pass(PlayerPass pass, const PlayerCourse& course, Player& next) {
    if (pass == PlayerPass::sum) {
        next = play_sum(next, course);
        return;
    }
    start(next, course);
    next.pass = pass;
    next.position = 0;
}

void show_passes(Ui& ui, Rect& row, const Player& player, const PlayerCourse& course, Player& next) {
    std::vector<Segment> segments;
    std::vector<PlayerPass> passes;
    int chosen = 0;
    for (const PassChoice& choice : kPasses) {
        if (course.positions(choice.pass) <= 0) continue;
        if (choice.pass == player.pass) chosen = static_cast<int>(passes.size());
        segments.push_back(choice.segment);
        passes.push_back(choice.pass);
    }
    const float width = ui.px(48) * static_cast<float>(passes.size());
    if (passes.size() < 2) return;
    const auto pressed = segmented(ui, "player.pass", row.cut_right(width, ui.px(8)), segments, chosen);
    if (pressed) choose_pass(passes[static_cast<std::size_t>(*pressed)], course, next);
}

void show_scrub(Ui& ui, Rect row, const Player& player, const PlayerCourse& course, Player& next) {
    const std::int64_t count = course.positions(player.pass);
    const double last = last_position(player, course);
    const double place = player.active && last > 0 ? std::min(1.0, player.position / last) : 0;
    const auto shown = std::min(static_cast<std::int64_t>(player.position) + 1, count);
    const std::string_view unit = player.pass == PlayerPass::sum ? "Step" : course.position;
    const std::string tooltip = course.empty() ? std::string(course.unavailable)
                                : player.active
                                    ? fmt::format("{} {} of {}", unit, with_separators(shown), with_separators(count))
                                    : std::string("Drag to move the window");
    if (const auto value = slider(ui, "player.scrub", row, place, tooltip, !course.empty()))
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
    const FocusGroup group(ui, "player");
    Player next = player;
    const bool two_rows = row.h >= ui.px(2 * kRow);
    Rect sliders = two_rows ? row.cut_bottom(ui.px(kRow)) : Rect{};
    if (two_rows) row.h = ui.px(kRow);
    show_buttons(ui, row, course, next);
    // The place of Stop stays free while there is nothing to stop: no other control moves.
    const Rect place = row.cut_right(ui.px(kStop), ui.px(6));
    if (player.active && button(ui, "player.stop", place, "Stop",
                                {.tooltip = "Show the whole output again", .key = "Esc", .type = Type::caption}))
        stop(next);
    if (!two_rows) sliders = row;
    show_passes(ui, sliders, player, course, next);
    if (sliders.w >= ui.px(kMinForSpeed)) show_speed(ui, sliders, player, course, next);
    show_scrub(ui, sliders, player, course, next);
    if (next == player) return std::nullopt;
    return next;
}

std::optional<Player> player_keys(Ui& ui, const Player& player, const PlayerCourse& course) {
    if (ui.editing_any() || ui.layer_open() || course.empty()) return std::nullopt;
    Player next = player;
    if (ui.take_key(Key::space)) play_or_pause(next, course);
    while (take(ui, Key::right, course)) step(next, course, 1);
    while (take(ui, Key::left, course)) step(next, course, -1);
    if (take(ui, Key::home, course)) put(next, course, 0);
    if (take(ui, Key::end, course)) jump_to_end(next, course);
    if (!course.shifted) {
        // The keys of a clicker.
        while (ui.take_key(Key::page_down)) step(next, course, 1);
        while (ui.take_key(Key::page_up)) step(next, course, -1);
    }
    if (player.active && !ui.focus_uses_keys() && ui.take_key(Key::escape)) stop(next);
    if (next == player) return std::nullopt;
    return next;
}

Player play_sum(Player player, const PlayerCourse& course) {
    player.active = player.playing = true;
    player.pass = PlayerPass::sum;
    player.position = 0;
    player.pixel = course.pixel;
    player.filter = course.filter_in_use;
    return player;
}

Player advance_player(Player player, const PlayerCourse& course, double seconds) {
    if (!player.playing) return player;
    player.position += seconds * rate(player, course);
    // The last position is shown as long as the others.
    if (player.position < static_cast<double>(course.positions(player.pass))) return player;
    if (player.pass == PlayerPass::filter && course.pool > 0) {
        player.pass = PlayerPass::pool;
        player.position = 0;
    } else {
        player.position = last_position(player, course);
        player.playing = false;
    }
    return player;
}

}  // namespace convscope
