#include "app/gui/widgets/numbers/product_grids.h"

#include <doctest/doctest.h>

#include "tests/gui/headless.h"

namespace convscope {

TEST_CASE("the grids of a filter that is not square have its rows and columns and are side by side") {
    const ProductGrids grids{.name = "sum",
                             .rows = 2,
                             .cols = 3,
                             .neighbours = {1, 2, 3, 4, 5, 6},
                             .inside = {true, true, false, true, true, false},
                             .filter = {0, 1, 0, -1, 0, 2},
                             .products = {0, 2, 0, -4, 0, 12}};
    test::Headless headless;
    const Rect room{10, 20, 700, 200};
    headless.frame([&](Ui& ui) { product_grids(ui, room, grids); });
    const auto& map = headless.map();
    CHECK(map.size() == 18);
    for (const std::string part : {"sum.neighbour", "sum.filter", "sum.product"})
        for (int r = 0; r < 2; ++r)
            for (int c = 0; c < 3; ++c) {
                const auto cell = map.find(part + "." + std::to_string(r) + "." + std::to_string(c));
                REQUIRE(cell != map.end());
                CHECK(room.contains(cell->second.x, cell->second.y));
                CHECK(cell->second.right() <= room.right());
                CHECK(cell->second.bottom() <= room.bottom());
            }
    CHECK(map.at("sum.product.0.1").x > map.at("sum.product.0.0").right());
    CHECK(map.at("sum.product.1.0").y > map.at("sum.product.0.0").bottom());
    CHECK(map.at("sum.filter.0.0").x > map.at("sum.neighbour.0.2").right());
    CHECK(map.at("sum.product.0.0").x > map.at("sum.filter.0.2").right());
    CHECK(map.at("sum.product.0.2").right() - map.at("sum.neighbour.0.0").x <= 700);
}

TEST_CASE("in a narrow rectangle the products are below the filter, or all three grids below each other") {
    ProductGrids grids{.name = "sum",
                       .rows = 1,
                       .cols = 2,
                       .neighbours = {1, 2},
                       .inside = {true, true},
                       .filter = {3, 4},
                       .products = {3, 8},
                       .across = 2};
    test::Headless headless;
    const auto show = [&] {
        headless.frame([&](Ui& ui) { product_grids(ui, {0, 0, 200, product_grids_height(ui, grids)}, grids); });
    };
    show();
    const auto& map = headless.map();
    const auto cell = [&](std::string_view part) { return map.at("sum." + std::string(part) + ".0.0"); };
    CHECK(cell("neighbour").y == cell("filter").y);
    CHECK(cell("product").x == cell("filter").x);
    CHECK(cell("product").y > cell("filter").bottom());
    CHECK(map.at("sum.product.0.1").right() <= 200);
    grids.across = 1;
    show();
    CHECK(cell("filter").x == cell("neighbour").x);
    CHECK(cell("filter").y > cell("neighbour").bottom());
    CHECK(cell("product").y > cell("filter").bottom());
}

TEST_CASE("product grids without formats grow with their rectangle, up to a maximum size") {
    const ProductGrids grids{.name = "sum", .rows = 1, .cols = 1, .neighbours = {2}, .filter = {3}, .products = {6}};
    test::Headless headless;
    const auto right_end = [&](float width) {
        headless.frame([&](Ui& ui) { product_grids(ui, {0, 0, width, 100}, grids); });
        return headless.map().at("sum.product.0.0").right();
    };
    // Three cells of at most 68 pixels, and two signs of 22 pixels.
    CHECK(right_end(188) == doctest::Approx(188));
    CHECK(right_end(248) == doctest::Approx(248));
    CHECK(right_end(308) == doctest::Approx(248));
}

TEST_CASE("product grids with formats fill their rectangle, each as wide as its numbers need") {
    ProductGrids grids{.name = "sum", .rows = 1, .cols = 1, .neighbours = {200}, .filter = {3}, .products = {600}};
    grids.formats = std::array{NumberFormat{.largest = 255, .has_negative = false},
                               NumberFormat{.largest = 3, .has_negative = false},
                               NumberFormat{.largest = 765, .has_negative = true}};
    test::Headless headless;
    headless.frame([&](Ui& ui) { CHECK_FALSE(product_grids(ui, {0, 0, 400, 200}, grids)); });
    const auto& map = headless.map();
    CHECK(map.at("sum.product.0.0").right() == doctest::Approx(400));
    CHECK(map.at("sum.product.0.0").h == doctest::Approx(180));
    CHECK(map.at("sum.filter.0.0").w < map.at("sum.neighbour.0.0").w);
    CHECK(map.at("sum.neighbour.0.0").w < map.at("sum.product.0.0").w);
    headless.frame([&](Ui& ui) {
        const Extent need = product_grids_extent(ui, grids, Type::text);
        CHECK(need.w < 400);
        CHECK(need.h < 200);
    });
}

TEST_CASE("with edits_filter, keys edit the filter's cells in product grids") {
    ProductGrids grids{.name = "sum", .rows = 1, .cols = 1, .neighbours = {2}, .filter = {3}, .products = {6}};
    grids.edits_filter = true;
    test::Headless headless;
    headless.frame([&](Ui& ui) {
        product_grids(ui, {0, 0, 400, 100}, grids);
        ui.focus("sum.filter.0.0");
    });
    std::optional<FilterCellEdit> edit;
    headless.frame([&](Ui& ui) { edit = product_grids(ui, {0, 0, 400, 100}, grids); }, {{.key = Key::up}});
    REQUIRE(edit);
    CHECK(edit->row == 0);
    CHECK(edit->col == 0);
    CHECK(edit->edit.value == 4);
}

TEST_CASE("the sum is written below the products, with their decimals") {
    const ProductGrids grids{.name = "sum",
                             .rows = 1,
                             .cols = 3,
                             .neighbours = {1, 1, 1},
                             .inside = {true, true, true},
                             .filter = {1.0 / 3, 1.0 / 3, 1.0 / 3},
                             .products = {1.0 / 3, 1.0 / 3, 1.0 / 3},
                             .sum = 1,
                             .across = 1};
    test::Headless headless;
    headless.frame([&](Ui& ui) { product_grids(ui, {0, 0, 300, product_grids_height(ui, grids)}, grids); });
    const auto& map = headless.map();
    REQUIRE(map.contains("sum.sum"));
    CHECK(map.at("sum.sum").y >= map.at("sum.product.0.0").bottom());
}

}  // namespace convscope
