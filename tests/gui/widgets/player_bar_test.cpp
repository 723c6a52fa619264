#include "app/gui/widgets/player_bar.h"

#include <doctest/doctest.h>

#include "app/document/lab/selection.h"
#include "tests/gui/headless.h"

namespace convscope {

namespace {

constexpr PlayerPasses kTwoPasses{.filter = 100, .pool = 25};

Player playing_player(PlayerPass pass, double position) {
    return {.active = true, .playing = true, .pass = pass, .position = position};
}

/// The player after these key presses.
std::optional<Player> press_keys(test::Headless& headless, const Player& player, const PlayerPasses& passes,
                                 const std::vector<Key>& keys, bool shift = false) {
    std::vector<KeyPress> presses;
    presses.reserve(keys.size());
    for (const Key key : keys) presses.push_back({.key = key, .shift = shift});
    std::optional<Player> result;
    headless.frame([&](Ui& ui) { result = player_keys(ui, player, passes); }, std::move(presses));
    return result;
}

}  // namespace

TEST_CASE("a playing player moves at its speed through the filter pass and the pooling pass, and pauses at the end") {
    const Player player = playing_player(PlayerPass::filter, 3);
    const double per_second = positions_per_second(player.speed);
    CHECK(advance_player(player, kTwoPasses, 10 / per_second).position == doctest::Approx(13));
    const Player next = advance_player(player, kTwoPasses, 200 / per_second);
    CHECK(next == playing_player(PlayerPass::pool, 0));
    const Player last = advance_player(next, kTwoPasses, 200 / per_second);
    CHECK(last.pass == PlayerPass::pool);
    CHECK(last.position == 24);
    CHECK(last.active);
    CHECK_FALSE(last.playing);
    CHECK(advance_player(last, kTwoPasses, 1) == last);
    const Player alone = advance_player(player, {.filter = 100}, 200 / per_second);
    CHECK(alone.position == 99);
    CHECK_FALSE(alone.playing);
    // Without positions the player pauses at once.
    CHECK(advance_player(player, {}, 1).position == 0);
    CHECK_FALSE(advance_player(player, {}, 1).playing);
}

TEST_CASE(
    "keys step through both passes and back; the first step makes an inactive player active at its start position") {
    test::Headless headless;
    const PlayerPasses passes{.filter = 100, .pool = 25, .start_position = 42};
    CHECK_FALSE(press_keys(headless, {}, passes, {}));
    CHECK_FALSE(press_keys(headless, {}, passes, {Key::escape}));
    const Player player = press_keys(headless, {}, passes, {Key::right}).value();
    CHECK(player.active);
    CHECK(player.position == 42);
    CHECK(press_keys(headless, player, passes, {Key::right, Key::right, Key::right})->position == 45);
    CHECK(press_keys(headless, player, passes, {Key::left})->position == 41);
    CHECK(press_keys(headless, player, passes, {Key::home})->position == 0);
    const Player end = press_keys(headless, player, passes, {Key::end}).value();
    CHECK(end.position == 99);
    const Player pool = press_keys(headless, end, passes, {Key::right}).value();
    CHECK(pool.pass == PlayerPass::pool);
    CHECK(pool.position == 0);
    CHECK(press_keys(headless, pool, passes, {Key::left}) == end);
    CHECK_FALSE(press_keys(headless, end, {.filter = 100}, {Key::right}));
    CHECK_FALSE(press_keys(headless, player, passes, {Key::escape})->active);
}

TEST_CASE("Space plays and pauses; at the end it plays again from the first position") {
    test::Headless headless;
    const Player player = press_keys(headless, {}, kTwoPasses, {Key::space}).value();
    CHECK(player == playing_player(PlayerPass::filter, 0));
    CHECK_FALSE(press_keys(headless, player, kTwoPasses, {Key::space})->playing);
    Player end = playing_player(PlayerPass::pool, 24);
    end.playing = false;
    CHECK(press_keys(headless, end, kTwoPasses, {Key::space}) == playing_player(PlayerPass::filter, 0));
}

TEST_CASE("if the passes need Shift, the arrow keys, Home and End move the player only together with Shift") {
    test::Headless headless;
    const PlayerPasses passes{.filter = 100, .needs_shift = true};
    const Player player = press_keys(headless, {}, passes, {Key::space}).value();
    CHECK(player == playing_player(PlayerPass::filter, 0));
    CHECK_FALSE(press_keys(headless, player, passes, {Key::right, Key::left, Key::home, Key::end}));
    CHECK(press_keys(headless, player, passes, {Key::right, Key::right}, true)->position == 2);
    const Player end = press_keys(headless, player, passes, {Key::end}, true).value();
    CHECK(end.position == 99);
    CHECK(press_keys(headless, end, passes, {Key::left}, true)->position == 98);
    CHECK(press_keys(headless, end, passes, {Key::home}, true)->position == 0);
}

TEST_CASE("in a rectangle as high as two rows the sliders are below the buttons, and no control leaves it") {
    test::Headless headless;
    const Rect room{10, 20, 287, 68};
    headless.frame(
        [&](Ui& ui) { CHECK_FALSE(player_bar(ui, room, playing_player(PlayerPass::filter, 3), {.filter = 100})); });
    const auto& map = headless.map();
    for (const auto& item : map) {
        CAPTURE(item.first);
        const Rect& rect = item.second;
        CHECK(rect.x >= room.x);
        CHECK(rect.right() <= room.right());
        CHECK(rect.y >= room.y);
        CHECK(rect.bottom() <= room.bottom());
    }
    CHECK(map.at("player.scrub").y >= map.at("player.play").bottom());
    CHECK(map.at("player.scrub").w > 100);
    CHECK(map.at("player.stop").x >= map.at("player.last").right());
}

TEST_CASE("the bar offers the pooling pass if there is one, and Stop while the player is active") {
    test::Headless headless;
    const auto has = [&](std::string_view name, const Player& player, const PlayerPasses& passes) {
        headless.frame([&](Ui& ui) { CHECK_FALSE(player_bar(ui, {0, 0, 900, 32}, player, passes)); });
        return headless.map().contains(name);
    };
    CHECK(has("player.pass.pool", {}, kTwoPasses));
    CHECK_FALSE(has("player.pass.pool", {}, {.filter = 100}));
    CHECK_FALSE(has("player.stop", {}, kTwoPasses));
    CHECK(has("player.stop", playing_player(PlayerPass::filter, 3), kTwoPasses));
}

TEST_CASE("a timed pass takes the same time for any number of positions, and shows each for the same time") {
    for (const std::int64_t count : {3, 100, 260'100}) {
        const PlayerPasses passes{.filter = count, .timed = true};
        Player player = playing_player(PlayerPass::filter, 0);
        player.speed = speed_of_pass(20);
        const Player half = advance_player(player, passes, 10);
        CHECK(half.position == doctest::Approx(static_cast<double>(count) / 2));
        CHECK(half.playing);
        CHECK(advance_player(player, passes, 19.9).playing);
        const Player end = advance_player(player, passes, 20.1);
        CHECK_FALSE(end.playing);
        CHECK(end.position == static_cast<double>(count - 1));
    }
}

TEST_CASE("the sum pass plays the arithmetic of the given pixel, and pauses at its end") {
    test::Headless headless;
    const PlayerPasses passes{.filter = 100, .pool = 25, .sum = 16, .timed = true, .pixel = 42, .filter_in_use = 1};
    const Player player = play_sum({}, passes);
    CHECK(player.playing);
    CHECK(player.pass == PlayerPass::sum);
    CHECK(player.pixel == 42);
    CHECK(player.filter == 1);
    CHECK(press_keys(headless, player, passes, {Key::right, Key::right})->position == 2);
    CHECK(press_keys(headless, player, passes, {Key::right, Key::left})->position == 0);
    const Player end = press_keys(headless, player, passes, {Key::end}).value();
    CHECK(end.position == 15);
    CHECK_FALSE(press_keys(headless, end, passes, {Key::right}));
    CHECK(press_keys(headless, end, passes, {Key::space})->position == 0);
    CHECK(press_keys(headless, end, passes, {Key::space})->pass == PlayerPass::sum);
    Player late = player;
    late.position = 15.9;
    late = advance_player(late, passes, 10);
    CHECK(late.pass == PlayerPass::sum);
    CHECK(late.position == 15);
    CHECK_FALSE(late.playing);
    headless.frame([&](Ui& ui) { CHECK_FALSE(player_bar(ui, {0, 0, 900, 32}, player, passes)); });
    for (const char* const pass : {"player.pass.sum", "player.pass.filter", "player.pass.pool"})
        CHECK(headless.map().contains(pass));
}

TEST_CASE("without positions the player takes no keys and its bar changes nothing") {
    test::Headless headless;
    for (const Key key : {Key::space, Key::right, Key::left, Key::home, Key::end, Key::page_down})
        CHECK_FALSE(press_keys(headless, {}, {}, {key}));
    std::size_t left = 0;
    headless.frame(
        [&](Ui& ui) {
            CHECK_FALSE(player_keys(ui, {}, {}));
            left = ui.keys().size();
        },
        {{.key = Key::space}});
    CHECK(left == 1);
    headless.frame([&](Ui& ui) { CHECK_FALSE(player_bar(ui, {0, 0, 900, 32}, {}, {})); });
}

}  // namespace convscope
