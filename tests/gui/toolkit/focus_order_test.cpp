#include "app/gui/toolkit/focus_order.h"

#include <doctest/doctest.h>

namespace convscope {

namespace {

/// Adds a bar of three buttons, drawn from right to left; a panel with a 2 x 2 grid to the left of a column of two
/// buttons; and a main part with one button, drawn before the panel.
void add_window(FocusOrder& order, std::string_view focus) {
    order.begin_frame(focus);
    order.begin_region("main", 2);
    order.add("play", {500, 300, 40, 30});
    order.end_region("main");
    order.begin_region("top", 0);
    order.begin_group("bar");
    order.add("third", {300, 0, 30, 30});
    order.add("second", {200, 0, 30, 30});
    order.add("first", {100, 0, 30, 30});
    order.end_group("bar");
    order.end_region("top");
    order.begin_region("side", 1);
    order.add("below", {0, 300, 100, 30});
    order.begin_group("grid");
    order.add("a", {0, 100, 50, 50});
    order.add("b", {60, 100, 50, 50});
    order.add("c", {0, 160, 50, 50});
    order.add("d", {60, 160, 50, 50}, false, true);
    order.end_group("grid");
    order.begin_group("column");
    order.add("rotate", {200, 100, 80, 30}, false);
    order.add("flip", {200, 140, 80, 30}, true);
    order.end_group("column");
    order.end_region("side");
    order.end_frame();
}

}  // namespace

TEST_CASE("Tab moves from region to region in reading order, and a group is one stop") {
    FocusOrder order;
    add_window(order, "");
    CHECK(order.after("", false) == "first");
    CHECK(order.after("second", false) == "a");
    CHECK(order.after("c", false) == "flip");  // the entry of its group
    CHECK(order.after("rotate", false) == "below");
    CHECK(order.after("below", false) == "play");
    CHECK(order.after("play", false) == "first");
    CHECK(order.after("a", true) == "first");
    CHECK(order.after("", true) == "play");
}

TEST_CASE("Tab enters a group again at the control that had the focus last") {
    FocusOrder order;
    add_window(order, "");
    add_window(order, "d");
    CHECK(order.after("first", false) == "d");
    CHECK(order.after("flip", true) == "d");
}

TEST_CASE("arrow keys move inside a group, in reading order and to the nearest above and below") {
    FocusOrder order;
    add_window(order, "");
    CHECK(order.neighbour("a", Key::right) == "b");
    CHECK(order.neighbour("b", Key::right) == "c");
    CHECK(order.neighbour("c", Key::left) == "b");
    CHECK(order.neighbour("a", Key::left).empty());
    CHECK(order.neighbour("b", Key::down) == "d");
    CHECK(order.neighbour("c", Key::up) == "a");
    CHECK(order.neighbour("d", Key::up).empty());  // this control uses Up and Down
    CHECK(order.neighbour("third", Key::right).empty());
    CHECK(order.neighbour("play", Key::right).empty());
    CHECK(order.neighbour("", Key::right).empty());
}

TEST_CASE("F6 moves to the control of the next region that had the focus last") {
    FocusOrder order;
    add_window(order, "");
    CHECK(order.next_region("", false).stop == "first");
    CHECK(order.next_region("second", false).region == "side");
    CHECK(order.next_region("second", false).stop == "a");
    CHECK(order.next_region("first", true).region == "main");
    add_window(order, "d");
    add_window(order, "first");
    CHECK(order.next_region("first", false).stop == "d");
}

TEST_CASE("a popup that is drawn inside a group is not part of that group") {
    FocusOrder order;
    order.begin_frame("");
    order.begin_group("outer");
    order.add("button", {0, 0, 10, 10});
    FocusOrder::Place place = order.enter_popup();
    order.add("entry", {0, 20, 10, 10});
    order.leave_popup(std::move(place));
    order.begin_group("inner");  // a group inside another group is part of the outer one
    order.add("segment", {20, 0, 10, 10});
    order.end_group("inner");
    order.add("last", {40, 0, 10, 10});
    order.end_group("outer");
    order.end_frame();
    CHECK(order.neighbour("button", Key::right) == "segment");
    CHECK(order.neighbour("segment", Key::right) == "last");
    CHECK(order.after("button", false) == "entry");
}

}  // namespace convscope
