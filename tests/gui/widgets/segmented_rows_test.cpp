// A segmented bar that wraps if its labels do not fit into one row.
#include <doctest/doctest.h>

#include <array>

#include "app/gui/widgets/buttons.h"
#include "tests/gui/headless.h"

namespace convscope {

namespace {

constexpr std::array kTabs{Segment{"maps", "Maps"},     Segment{"map", "Map"},       Segment{"table", "Summary"},
                           Segment{"answer", "Answer"}, Segment{"why", "Why"},       Segment{"data", "Data set"},
                           Segment{"draw", "Draw"},     Segment{"figure", "Figure"}, Segment{"models", "Two models"}};

/// The places of the tabs in an area of this width, and the number of their rows.
int rows_in(test::Headless& headless, float width) {
    Rect area{10, 20, width, 500};
    headless.frame([&](Ui& ui) {
        area = {10, 20, width, 500};
        segmented_rows(ui, "tabs", area, 32, kTabs, 3);
        for (const Segment& tab : kTabs) {
            const Rect place = ui.map().at("tabs." + std::string(tab.key));
            CHECK(place.x >= 10);
            CHECK(place.right() <= 10 + width + 0.5F);
            CHECK(ui.text_width(tab.label, Type::caption) <= place.w);
            CHECK(place.bottom() <= area.y + 0.5F);
        }
    });
    const auto& map = headless.map();
    CHECK(map.at("tabs").bottom() == doctest::Approx(area.y));
    int rows = 1;
    for (std::size_t i = 1; i < kTabs.size(); ++i)
        rows += map.at("tabs." + std::string(kTabs.at(i).key)).y > map.at("tabs." + std::string(kTabs.at(i - 1).key)).y
                    ? 1
                    : 0;
    return rows;
}

}  // namespace

TEST_CASE("nine tabs are in one row, two or more, and no label is cut") {
    test::Headless headless;
    CHECK(rows_in(headless, 1000) == 1);
    CHECK(rows_in(headless, 380) == 2);
    CHECK(rows_in(headless, 150) > 2);
}

}  // namespace convscope
