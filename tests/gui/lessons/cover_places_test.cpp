#include "app/gui/lessons/present/cover_places.h"

#include <doctest/doctest.h>

using namespace convscope;

TEST_CASE("the things at a point come from the smallest to the largest, panels last") {
    const VisibleMap visible{{"panel.side", {0, 0, 50, 50}},
                             {"view.input", {0, 0, 100, 100}},
                             {"view.input.legend", {0, 0, 100, 20}},
                             {"view.pooled", {200, 0, 100, 100}},
                             {"top.help", {0, 0, 20, 20}}};
    const auto things = things_at(visible, 10, 10);
    REQUIRE(things.size() == 3);
    CHECK(things[0].name == "view.input.legend");
    CHECK(things[1].name == "view.input");
    CHECK(things[2].name == "panel.side");
}

TEST_CASE("the window's own bars cannot be covered, except for the size of the open file") {
    CHECK_FALSE(can_cover("top.help"));
    CHECK_FALSE(can_cover("tab.layers"));
    CHECK_FALSE(can_cover("lesson.next"));
    CHECK(can_cover("top.picture"));
    CHECK(can_cover("panel.side"));
}

TEST_CASE("a covered thing inside another one has no place of its own") {
    CoverSet covers;
    covers.cover("inspector.sum");
    covers.cover("panel.arithmetic");
    const VisibleMap visible{{"panel.arithmetic", {0, 0, 400, 200}}, {"inspector.sum", {10, 10, 100, 30}}};
    const auto places = covered_places(covers, visible, 2);
    REQUIRE(places.size() == 1);
    CHECK(places[0].thing.name == "panel.arithmetic");
    CHECK(places[0].thing.rect == Rect{-2, -2, 404, 204});
}

TEST_CASE("a cover ends at whole pixels outside its thing, and knows what is only a part of it") {
    CoverSet covers;
    covers.cover("view.filtered");
    const VisibleMap visible{{"view.filtered", {10.5F, 20.25F, 100.3F, 50.5F}},
                             {"view.filtered.note", {10, 80, 100, 16}}};
    const auto places = covered_places(covers, visible, 0);
    REQUIRE(places.size() == 2);
    CHECK(places[0].thing.rect == Rect{10, 20, 101, 51});
    CHECK_FALSE(places[0].is_part);
    CHECK(places[1].is_part);
}

TEST_CASE("the place of a pattern surrounds all things that it names") {
    const VisibleMap visible{
        {"filter.cell.0.0", {0, 0, 10, 10}}, {"filter.cell.1.1", {20, 30, 10, 10}}, {"filter.sum", {100, 100, 10, 10}}};
    CHECK(place_of("filter.cell.*", visible) == Rect{0, 0, 30, 40});
    CHECK_FALSE(place_of("view.*", visible));
}
