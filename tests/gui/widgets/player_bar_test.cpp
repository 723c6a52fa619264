#include "app/gui/widgets/player_bar.h"

#include <doctest/doctest.h>

#include "app/document/lab/selection.h"
#include "tests/gui/headless.h"

namespace convscope {

namespace {

constexpr PlayerCourse kTwoPasses{.filter = 100, .pool = 25};

Player playing(PlayerPass pass, double position) {
    return {.active = true, .playing = true, .pass = pass, .position = position};
}

/// The player after these key presses.
std::optional<Player> pressed(test::Headless& headless, const Player& player, const PlayerCourse& course,
                              const std::vector<Key>& keys, bool shift = false) {
    std::vector<KeyPress> presses;
    presses.reserve(keys.size());
    for (const Key key : keys) presses.push_back({.key = key, .shift = shift});
    std::optional<Player> result;
    headless.frame([&](Ui& ui) { result = player_keys(ui, player, course); }, std::move(presses));
    return result;
}

}  // namespace

TEST_CASE("a playing player moves at its speed through the filter pass and the pooling pass, and stops at the end") {
    const Player start = playing(PlayerPass::filter, 3);
    const double per_second = positions_per_second(start.speed);
    CHECK(advance_player(start, kTwoPasses, 10 / per_second).position == doctest::Approx(13));
    const Player next = advance_player(start, kTwoPasses, 200 / per_second);
    CHECK(next == playing(PlayerPass::pool, 0));
    const Player last = advance_player(next, kTwoPasses, 200 / per_second);
    CHECK(last.pass == PlayerPass::pool);
    CHECK(last.position == 24);
    CHECK(last.active);
    CHECK_FALSE(last.playing);
    CHECK(advance_player(last, kTwoPasses, 1) == last);
    const Player alone = advance_player(start, {.filter = 100}, 200 / per_second);
    CHECK(alone.position == 99);
    CHECK_FALSE(alone.playing);
    // A course without positions ends at once.
    CHECK(advance_player(start, {}, 1).position == 0);
    CHECK_FALSE(advance_player(start, {}, 1).playing);
}

TEST_CASE("keys step through both passes and back; an inactive player begins at the start of its course") {
    test::Headless headless;
    const PlayerCourse course{.filter = 100, .pool = 25, .start = 42};
    CHECK_FALSE(pressed(headless, {}, course, {}));
    CHECK_FALSE(pressed(headless, {}, course, {Key::escape}));
    const Player begun = pressed(headless, {}, course, {Key::right}).value();
    CHECK(begun.active);
    CHECK(begun.position == 42);
    CHECK(pressed(headless, begun, course, {Key::right, Key::right, Key::right})->position == 45);
    CHECK(pressed(headless, begun, course, {Key::left})->position == 41);
    CHECK(pressed(headless, begun, course, {Key::home})->position == 0);
    const Player end = pressed(headless, begun, course, {Key::end}).value();
    CHECK(end.position == 99);
    const Player pool = pressed(headless, end, course, {Key::right}).value();
    CHECK(pool.pass == PlayerPass::pool);
    CHECK(pool.position == 0);
    CHECK(pressed(headless, pool, course, {Key::left}) == end);
    CHECK_FALSE(pressed(headless, end, {.filter = 100}, {Key::right}));
    CHECK_FALSE(pressed(headless, begun, course, {Key::escape})->active);
}

TEST_CASE("Space plays and pauses; at the end it plays from the start again") {
    test::Headless headless;
    const Player begun = pressed(headless, {}, kTwoPasses, {Key::space}).value();
    CHECK(begun == playing(PlayerPass::filter, 0));
    CHECK_FALSE(pressed(headless, begun, kTwoPasses, {Key::space})->playing);
    Player end = playing(PlayerPass::pool, 24);
    end.playing = false;
    CHECK(pressed(headless, end, kTwoPasses, {Key::space}) == playing(PlayerPass::filter, 0));
}

TEST_CASE("with a shifted course only Shift and the arrow keys move the player") {
    test::Headless headless;
    const PlayerCourse course{.filter = 100, .shifted = true};
    const Player begun = pressed(headless, {}, course, {Key::space}).value();
    CHECK(begun == playing(PlayerPass::filter, 0));
    CHECK_FALSE(pressed(headless, begun, course, {Key::right, Key::left, Key::home, Key::end}));
    CHECK(pressed(headless, begun, course, {Key::right, Key::right}, true)->position == 2);
    const Player end = pressed(headless, begun, course, {Key::end}, true).value();
    CHECK(end.position == 99);
    CHECK(pressed(headless, end, course, {Key::left}, true)->position == 98);
    CHECK(pressed(headless, end, course, {Key::home}, true)->position == 0);
}

TEST_CASE("in a rectangle as high as two rows the sliders are below the buttons, within its width") {
    test::Headless headless;
    const Rect room{10, 20, 287, 68};
    headless.frame([&](Ui& ui) { CHECK_FALSE(player_bar(ui, room, playing(PlayerPass::filter, 3), {.filter = 100})); });
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

TEST_CASE("the bar offers the existing passes, and Stop while the player is active") {
    test::Headless headless;
    const auto has = [&](std::string_view name, const Player& player, const PlayerCourse& course) {
        headless.frame([&](Ui& ui) { CHECK_FALSE(player_bar(ui, {0, 0, 900, 32}, player, course)); });
        return headless.map().contains(name);
    };
    CHECK(has("player.pass.pool", {}, kTwoPasses));
    CHECK_FALSE(has("player.pass.pool", {}, {.filter = 100}));
    CHECK_FALSE(has("player.stop", {}, kTwoPasses));
    CHECK(has("player.stop", playing(PlayerPass::filter, 3), kTwoPasses));
}

TEST_CASE("a pass of a timed course takes the same time for any number of positions, all of which last equally long") {
    for (const std::int64_t count : {3, 100, 260'100}) {
        const PlayerCourse course{.filter = count, .timed = true};
        Player player = playing(PlayerPass::filter, 0);
        player.speed = speed_of_pass(20);
        const Player half = advance_player(player, course, 10);
        CHECK(half.position == doctest::Approx(static_cast<double>(count) / 2));
        CHECK(half.playing);
        CHECK(advance_player(player, course, 19.9).playing);
        const Player end = advance_player(player, course, 20.1);
        CHECK_FALSE(end.playing);
        CHECK(end.position == static_cast<double>(count - 1));
    }
}

TEST_CASE("the sum pass plays the arithmetic of the course's pixel, and stops at its end") {
    test::Headless headless;
    const PlayerCourse course{.filter = 100, .pool = 25, .sum = 16, .timed = true, .pixel = 42, .filter_in_use = 1};
    const Player begun = play_sum({}, course);
    CHECK(begun.playing);
    CHECK(begun.pass == PlayerPass::sum);
    CHECK(begun.pixel == 42);
    CHECK(begun.filter == 1);
    CHECK(pressed(headless, begun, course, {Key::right, Key::right})->position == 2);
    CHECK(pressed(headless, begun, course, {Key::right, Key::left})->position == 0);
    const Player end = pressed(headless, begun, course, {Key::end}).value();
    CHECK(end.position == 15);
    CHECK_FALSE(pressed(headless, end, course, {Key::right}));
    CHECK(pressed(headless, end, course, {Key::space})->position == 0);
    CHECK(pressed(headless, end, course, {Key::space})->pass == PlayerPass::sum);
    Player late = begun;
    late.position = 15.9;
    late = advance_player(late, course, 10);
    CHECK(late.pass == PlayerPass::sum);
    CHECK(late.position == 15);
    CHECK_FALSE(late.playing);
    headless.frame([&](Ui& ui) { CHECK_FALSE(player_bar(ui, {0, 0, 900, 32}, begun, course)); });
    for (const char* const pass : {"player.pass.sum", "player.pass.filter", "player.pass.pool"})
        CHECK(headless.map().contains(pass));
}

TEST_CASE("an empty course has disabled controls and leaves the keys to others") {
    test::Headless headless;
    for (const Key key : {Key::space, Key::right, Key::left, Key::home, Key::end, Key::page_down})
        CHECK_FALSE(pressed(headless, {}, {}, {key}));
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
