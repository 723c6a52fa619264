#include "app/gui/panels/reading_panel.h"

#include <doctest/doctest.h>

#include "tests/gui/headless.h"

namespace convscope {

TEST_CASE("the panel names a file that takes more than a moment to read, and its indicator moves") {
    test::Headless headless;
    ReadingPanel panel;
    const auto show = [&](double time, const std::string& file) {
        headless.time = time;
        Rect place{0, 50, 1000, 700};
        headless.frame([&](Ui& ui) { panel.show(ui, {.file = file}, place); });
        return place;
    };
    const auto shown = [&] { return headless.map().contains("reading"); };
    show(1, "large.png");
    CHECK_FALSE(shown());
    const Rect left = show(1.3, "large.png");
    REQUIRE(shown());
    const Rect box = headless.map().at("reading");
    CHECK(box.y >= 50);
    CHECK(box.right() <= 1000);
    CHECK(left.y >= box.bottom());  // notices are below the panel
    const float before = headless.map().at("reading.indicator").x;
    show(1.5, "large.png");
    CHECK(headless.map().at("reading.indicator").x != before);
    show(1.6, "");
    CHECK_FALSE(shown());
    // The next file too is not named at once.
    show(1.7, "next.png");
    CHECK_FALSE(shown());
}

}  // namespace convscope
