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
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kRow = 32;
constexpr float kMinForSpeed = 220;  ///< width without the passes from which there is a speed slider
constexpr float kStop = 56;

/// The last position of the player's pass; 0 if the pass is empty.
double last_position(const Player& player, const PlayerPasses& passes) {
    return static_cast<double>(std::max<std::int64_t>(0, passes.positions(player.pass) - 1));
}

/// Makes an inactive player active, at the start position of the filter pass.
void activate(Player& player, const PlayerPasses& passes) {
    if (player.active) return;
    player.active = true;
    player.pass = PlayerPass::filter;
    player.position = passes.start_position;
    player.filter = passes.filter_in_use;
}

/// The number of positions that the player moves in a second.
double rate(const Player& player, const PlayerPasses& passes) {
    if (!passes.timed) return positions_per_second(player.speed);
    return static_cast<double>(std::max<std::int64_t>(1, passes.positions(player.pass))) / pass_seconds(player.speed);
}

void play_or_pause(Player& player, const PlayerPasses& passes) {
    const bool was_inactive = !player.active;
    activate(player, passes);
    player.playing = was_inactive || !player.playing;
    if (player.playing && player.position >= last_position(player, passes)) {
        if (player.pass == PlayerPass::pool) player.pass = PlayerPass::filter;
        player.position = 0;
    }
}

void step(Player& player, const PlayerPasses& passes, std::int64_t by) {
    const bool was_inactive = !player.active;
    activate(player, passes);
    player.playing = false;
    const std::int64_t to = static_cast<std::int64_t>(player.position) + by;
    if (to >= passes.positions(player.pass) && player.pass == PlayerPass::filter && passes.pool > 0) {
        player.pass = PlayerPass::pool;
        player.position = 0;
    } else if (to < 0 && player.pass == PlayerPass::pool) {
        player.pass = PlayerPass::filter;
        player.position = static_cast<double>(passes.filter - 1);
    } else if (!was_inactive) {
        player.position = std::clamp(static_cast<double>(to), 0.0, last_position(player, passes));
    }
}

/// Moves the player to a position of its pass and pauses it.
void put(Player& player, const PlayerPasses& passes, double position) {
    activate(player, passes);
    player.playing = false;
    player.position = position;
}

void jump_to_end(Player& player, const PlayerPasses& passes) {
    activate(player, passes);
    put(player, passes, last_position(player, passes));
}

void stop(Player& player) {
    player.active = player.playing = false;
}

void show_buttons(Ui& ui, Rect& row, const PlayerPasses& passes, Player& next) {
    const auto move_button = [&](std::string_view name, Icon icon, std::string_view tooltip, std::string_view key) {
        const std::string with_shift = passes.needs_shift ? "Shift+" + std::string(key) : std::string(key);
        return button(ui, name, row.cut_left(ui.px(32), ui.px(2)), "",
                      {.icon = icon,
                       .tooltip = passes.empty() ? passes.unavailable : tooltip,
                       .key = passes.empty() ? std::string_view() : std::string_view(with_shift),
                       .quiet = true,
                       .enabled = !passes.empty()});
    };
    if (move_button("player.first", Icon::first, tr("To the start"), "Home")) put(next, passes, 0);
    if (move_button("player.back", Icon::step_back, tr("One step back"), "Left")) step(next, passes, -1);
    const bool playing = next.playing;
    const std::string_view play = playing ? tr("Pause") : passes.play;
    if (button(ui, "player.play", row.cut_left(ui.px(44), ui.px(2)), "",
               {.icon = playing ? Icon::pause : Icon::play,
                .tooltip = passes.empty() ? passes.unavailable : play,
                .key = passes.empty() ? "" : "Space",
                .primary = true,
                .enabled = !passes.empty()}))
        play_or_pause(next, passes);
    if (move_button("player.forward", Icon::step_forward, tr("One step forward"), "Right")) step(next, passes, 1);
    if (move_button("player.last", Icon::last, tr("To the end"), "End")) jump_to_end(next, passes);
    row.cut_left(ui.px(6));
}

/// "Speed: 13,005 pixels per second"; if the passes are timed, also the duration of a pass.
std::string speed_text(const Player& player, const PlayerPasses& passes) {
    const double per_second = rate(player, passes);
    const std::string count =
        per_second < 10 ? fmt::format("{:.1f}", per_second) : with_separators(std::llround(per_second));
    if (!passes.timed) return tr("Speed: {} pixels per second", with_separators(std::llround(per_second)));
    const Message timed =
        player.pass == PlayerPass::sum ? tr("Speed: {:.0f} seconds per pass, {} steps per second") : passes.speed;
    const double seconds = pass_seconds(player.speed);
    return format_translation(timed.english(), fmt::make_format_args(seconds, count));
}

void show_speed(Ui& ui, Rect& row, const Player& player, const PlayerPasses& passes, Player& next) {
    const Rect place = row.cut_right(ui.px(92), ui.px(4));
    const std::string tooltip = passes.empty() ? std::string(passes.unavailable) : speed_text(player, passes);
    if (const auto value = slider(ui, "player.speed", place, player.speed, tooltip, !passes.empty()))
        next.speed = *value;
    ui.text(row.cut_right(ui.text_width(tr("speed"), Type::caption), ui.px(4)), tr("speed"), Role::muted,
            Type::caption);
}

struct PassChoice {
    PlayerPass pass;
    std::string_view key;
    Message label, tooltip;
};
constexpr std::array<PassChoice, 3> kPasses{
    PassChoice{PlayerPass::sum, "sum", tr("sum"), tr("The products of one pixel are added one by one (S)")},
    PassChoice{PlayerPass::filter, "filter", tr("filter"), tr("The filter slides over the input")},
    PassChoice{PlayerPass::pool, "pool", tr("pool"), tr("The pooling block slides over the filtered picture")}};

void choose_pass(PlayerPass pass, const PlayerPasses& passes, Player& next) {
    if (pass == PlayerPass::sum) {
        next = play_sum(next, passes);
        return;
    }
    activate(next, passes);
    next.pass = pass;
    next.position = 0;
}

void show_passes(Ui& ui, Rect& row, const Player& player, const PlayerPasses& passes, Player& next) {
    std::vector<Segment> segments;
    std::vector<PlayerPass> choices;
    int chosen = 0;
    for (const PassChoice& choice : kPasses) {
        if (passes.positions(choice.pass) <= 0) continue;
        if (choice.pass == player.pass) chosen = static_cast<int>(choices.size());
        segments.push_back({choice.key, choice.label, choice.tooltip});
        choices.push_back(choice.pass);
    }
    const float width = ui.px(48) * static_cast<float>(choices.size());
    if (choices.size() < 2) return;
    const auto selected = segmented(ui, "player.pass", row.cut_right(width, ui.px(8)), segments, chosen);
    if (selected) choose_pass(choices[static_cast<std::size_t>(*selected)], passes, next);
}

void show_scrub(Ui& ui, Rect row, const Player& player, const PlayerPasses& passes, Player& next) {
    const std::int64_t count = passes.positions(player.pass);
    const double last = last_position(player, passes);
    const double place = player.active && last > 0 ? std::min(1.0, player.position / last) : 0;
    const auto shown = std::min(static_cast<std::int64_t>(player.position) + 1, count);
    const Message position = player.pass == PlayerPass::sum ? tr("Step {} of {}") : passes.position;
    const std::string number = with_separators(shown), all = with_separators(count);
    const std::string tooltip = passes.empty() ? std::string(passes.unavailable)
                                : player.active
                                    ? format_translation(position.english(), fmt::make_format_args(number, all))
                                    : std::string(tr("Drag to move the window"));
    if (const auto value = slider(ui, "player.scrub", row, place, tooltip, !passes.empty()))
        put(next, passes, std::floor(*value * last));
}

/// Ui::take_key(), but the press needs Shift if passes.needs_shift is set.
bool take(Ui& ui, Key key, const PlayerPasses& passes) {
    const auto found = std::ranges::find_if(ui.keys(), [&](const KeyPress& press) {
        return press.key == key && !press.control && !press.alt && (press.shift || !passes.needs_shift);
    });
    if (found == ui.keys().end()) return false;
    ui.keys().erase(found);
    return true;
}

}  // namespace

std::optional<Player> player_bar(Ui& ui, Rect row, const Player& player, const PlayerPasses& passes) {
    const FocusGroup group(ui, "player");
    Player next = player;
    const bool two_rows = row.h >= ui.px(2 * kRow);
    Rect sliders = two_rows ? row.cut_bottom(ui.px(kRow)) : Rect{};
    if (two_rows) row.h = ui.px(kRow);
    show_buttons(ui, row, passes, next);
    // While the player is inactive, the place of Stop stays empty so that no other control moves.
    const Rect place = row.cut_right(ui.px(kStop), ui.px(6));
    if (player.active && button(ui, "player.stop", place, tr("Stop"),
                                {.tooltip = tr("Show the whole output again"), .key = "Esc", .type = Type::caption}))
        stop(next);
    if (!two_rows) sliders = row;
    show_passes(ui, sliders, player, passes, next);
    if (sliders.w >= ui.px(kMinForSpeed)) show_speed(ui, sliders, player, passes, next);
    show_scrub(ui, sliders, player, passes, next);
    if (next == player) return std::nullopt;
    return next;
}

std::optional<Player> player_keys(Ui& ui, const Player& player, const PlayerPasses& passes) {
    if (ui.editing_any() || ui.layer_open() || passes.empty()) return std::nullopt;
    Player next = player;
    if (ui.take_key(Key::space)) play_or_pause(next, passes);
    while (take(ui, Key::right, passes)) step(next, passes, 1);
    while (take(ui, Key::left, passes)) step(next, passes, -1);
    if (take(ui, Key::home, passes)) put(next, passes, 0);
    if (take(ui, Key::end, passes)) jump_to_end(next, passes);
    if (!passes.needs_shift) {
        // A presenter's remote control sends these keys.
        while (ui.take_key(Key::page_down)) step(next, passes, 1);
        while (ui.take_key(Key::page_up)) step(next, passes, -1);
    }
    if (player.active && !ui.focus_uses_keys() && ui.take_key(Key::escape)) stop(next);
    if (next == player) return std::nullopt;
    return next;
}

Player play_sum(Player player, const PlayerPasses& passes) {
    player.active = player.playing = true;
    player.pass = PlayerPass::sum;
    player.position = 0;
    player.pixel = passes.pixel;
    player.filter = passes.filter_in_use;
    return player;
}

Player advance_player(Player player, const PlayerPasses& passes, double seconds) {
    if (!player.playing) return player;
    player.position += seconds * rate(player, passes);
    // The last position is shown as long as every other position.
    if (player.position < static_cast<double>(passes.positions(player.pass))) return player;
    if (player.pass == PlayerPass::filter && passes.pool > 0) {
        player.pass = PlayerPass::pool;
        player.position = 0;
    } else {
        player.position = last_position(player, passes);
        player.playing = false;
    }
    return player;
}

}  // namespace convscope
