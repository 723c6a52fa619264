// A strip of three to eight filters in the real window: values, keys, tiles, stage and layout.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/document/lab/preset_choice.h"
#include "app/document/session.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

constexpr std::array<int, 16> kFourByFour{0, 64, 128, 255, 48, 192, 144, 20, 142, 226, 168, 90, 10, 33, 77, 201};
using StripKernel = std::array<double, 9>;
/// The values of the filters of a first start.
constexpr std::array<StripKernel, 8> kStripKernels{
    StripKernel{-1, 0, 1, -2, 0, 2, -1, 0, 1},    StripKernel{-1, -2, -1, 0, 0, 0, 1, 2, 1},
    StripKernel{-2, -1, 0, -1, 0, 1, 0, 1, 2},    StripKernel{0, 1, 2, -1, 0, 1, -2, -1, 0},
    StripKernel{0, 1, 0, 1, -4, 1, 0, 1, 0},      StripKernel{-1, -1, -1, -1, 8, -1, -1, -1, -1},
    StripKernel{-1, 2, -1, -1, 2, -1, -1, 2, -1}, StripKernel{-1, -1, -1, 2, 2, 2, -1, -1, -1}};

double strip_value(std::size_t filter, int row, int col) {
    double sum = 0;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
            sum += kStripKernels.at(filter).at(static_cast<std::size_t>(3 * i + j)) *
                   kFourByFour.at(static_cast<std::size_t>(4 * (row + i) + col + j));
    return sum;
}

void open_four_by_four(Driver& driver) {
    const auto file = driver.folder() / "four.png";
    save_png(file, {4, 4}, 1, std::vector<std::uint8_t>(kFourByFour.begin(), kFourByFour.end()));
    driver.drop({file});
    driver.settle();
}

void choose_count(Driver& driver, int count) {
    driver.click("view.filters");
    driver.click("view.filters." + std::to_string(count));
    driver.settle();
}

const std::vector<ViewSlot>& slots_of(Driver& driver) {
    return driver.shell().workspace<LabWorkspace>().slots();
}

/// The number that is written on the pixel of a view.
std::string number_on(Driver& driver, const std::string& view, int row, int col) {
    const auto slot = std::ranges::find(slots_of(driver), view, &ViewSlot::name);
    REQUIRE(slot != slots_of(driver).end());
    const Rect cell = slot->map.cells(row, col);
    std::string text;
    for (const DrawnText& drawn : driver.shell().texts())
        if (cell.contains(drawn.rect.centre_x(), drawn.rect.centre_y())) text = drawn.text;
    return text;
}

std::string tile_name(std::string_view stage, int filter) {
    return "view." + std::string(stage) + (filter > 0 ? "." + std::string(1, static_cast<char>('a' + filter)) : "");
}

}  // namespace

TEST_CASE("a strip of eight shows the outputs of the eight filters, equal to a calculation by hand") {
    Driver driver(1920, 1080);
    open_four_by_four(driver);
    choose_count(driver, 8);
    REQUIRE(driver.lab().count == 8);
    REQUIRE(slots_of(driver).size() == 9);
    driver.move(5, 5);
    driver.frames(2);
    for (int filter = 0; filter < 8; ++filter) {
        INFO(filter);
        REQUIRE(driver.output(filter).filtered.size() == Size{2, 2});
        for (int row = 0; row < 2; ++row)
            for (int col = 0; col < 2; ++col) {
                const double expected = strip_value(static_cast<std::size_t>(filter), row, col);
                CHECK(driver.output(filter).filtered.at(row, col) == doctest::Approx(expected));
                CHECK(number_on(driver, tile_name("filtered", filter), row, col) == short_number(expected));
            }
    }
    CHECK(strip_value(0, 0, 0) == 346);  // 128 - 0 + 2 (144 - 48) + 168 - 142, to check the test's own calculation
}

TEST_CASE("the tiles of a strip show filtered or pooled outputs, and a session keeps the choice") {
    Driver driver;
    open_four_by_four(driver);
    choose_count(driver, 3);
    CHECK(driver.has("view.filtered.c"));
    driver.click("view.stage.pooled");
    CHECK(driver.view().strip_stage == Stage::pooled);
    CHECK_FALSE(driver.has("view.filtered.c"));
    driver.move(5, 5);
    driver.frames(2);
    for (int filter = 0; filter < 3; ++filter) {
        double largest = -1e9;
        for (int row = 0; row < 2; ++row)
            for (int col = 0; col < 2; ++col)
                largest = std::max(largest, strip_value(static_cast<std::size_t>(filter), row, col));
        CHECK(number_on(driver, tile_name("pooled", filter), 0, 0) == short_number(largest));
    }
    save_session(driver.folder() / "strip.json", driver.document());
    const Document again = load_session(driver.folder() / "strip.json").document;
    CHECK(again.lab_view.strip_stage == Stage::pooled);
    CHECK(again.lab.count == 3);
    driver.click("view.stage.filtered");
    CHECK(driver.has("view.filtered.c"));
    driver.click("stage.pooling.none");
    CHECK_FALSE(driver.has("view.stage.pooled"));
}

TEST_CASE("a pin in a strip follows its pixel when the stage changes") {
    Driver driver;
    choose_count(driver, 4);
    driver.click("view.filtered.d");
    REQUIRE(driver.view().pinned.has_value());
    const PixelRef pin = *driver.view().pinned;
    CHECK(pin.filter == 3);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->filter == 3);
    driver.click("view.stage.pooled");
    CHECK(driver.view().pinned == PixelRef{Stage::pooled, 3, pin.row / 2, pin.col / 2});
    CHECK(driver.has("view.pooled.d.pin"));
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().pinned == PixelRef{Stage::pooled, 3, pin.row / 2, pin.col / 2 + 1});
}

TEST_CASE("the keys + and - add a filter and remove the last one, from 1 to 8; each is one undo step") {
    Driver driver;
    for (int count = 2; count <= 8; ++count) {
        driver.key(GLFW_KEY_KP_ADD);
        CHECK(driver.lab().count == count);
    }
    driver.key(GLFW_KEY_KP_ADD);
    CHECK(driver.lab().count == 8);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab().count == 7);
    for (int i = 0; i < 8; ++i) driver.key(GLFW_KEY_KP_SUBTRACT);
    CHECK(driver.lab().count == 1);
    CHECK(driver.has("view.filtered"));
    CHECK_FALSE(driver.has("strip.a"));
}

TEST_CASE("C compares A with the edited filter, which takes the place of B, and ends a comparison") {
    Driver driver;
    driver.key(GLFW_KEY_C);
    CHECK(driver.lab().count == 2);
    choose_count(driver, 6);
    driver.click("strip.e");
    const Lab before = driver.lab();
    driver.key(GLFW_KEY_C);
    CHECK(driver.lab().count == 2);
    CHECK(driver.lab().edited == 1);
    CHECK(driver.lab().filters[0] == before.filters[0]);
    CHECK(driver.lab().filters[1].preset == "laplacian");
    CHECK(driver.text_in("filter.preset") == "Laplacian (4 neighbours)");
    CHECK(driver.lab().filters[4] == before.filters[1]);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab() == before);
    // The button does so too. If A is edited, it is compared with B.
    driver.click("strip.a");
    driver.click("view.compare");
    CHECK(driver.lab().count == 2);
    CHECK(driver.lab().edited == 0);
    CHECK(driver.lab().filters == before.filters);
    driver.key(GLFW_KEY_C);
    CHECK(driver.lab().count == 1);
    CHECK_FALSE(driver.has("strip.a"));
}

TEST_CASE("the pin and the arithmetic move to the tile of the edited filter") {
    Driver driver(1920, 1080);
    open_four_by_four(driver);
    choose_count(driver, 6);
    const auto slot = std::ranges::find(slots_of(driver), "view.filtered.b", &ViewSlot::name);
    const Rect cell = slot->map.cells(1, 0);
    driver.click_at(cell.centre_x(), cell.centre_y());
    REQUIRE(driver.view().pinned == PixelRef{Stage::filtered, 1, 1, 0});
    driver.click("strip.f");
    driver.frames(2);
    CHECK(driver.view().pinned == PixelRef{Stage::filtered, 5, 1, 0});
    CHECK(driver.has("view.filtered.f.pin"));
    CHECK_FALSE(driver.has("view.filtered.b.pin"));
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->filter == 5);
    CHECK(driver.text_in("inspector.title").ends_with("of F"));
    // The letters of the panel move the pin too. The input belongs to all filters.
    driver.click("filter.which.c");
    driver.frames(2);
    CHECK(driver.has("view.filtered.c.pin"));
    driver.key(GLFW_KEY_ESCAPE);
    const Rect input = driver.at("view.input");
    driver.click_at(input.centre_x(), input.centre_y());
    const auto pinned = driver.view().pinned;
    REQUIRE(pinned->stage == Stage::input);
    driver.click("filter.which.d");
    CHECK(driver.view().pinned == pinned);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->filter == 3);
}

TEST_CASE("a tile's title chooses the filter to edit, with the mouse and with the keyboard") {
    Driver driver;
    choose_count(driver, 5);
    driver.click("strip.c");
    CHECK(driver.lab().edited == 2);
    driver.click("filter.cell.0.0");
    driver.type("7");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().filters[2].kernel.at(0, 0) == 7);
    driver.click("filter.which.e");
    CHECK(driver.lab().edited == 4);
    // Tab reaches the titles as one stop, at the edited one; the arrow keys move among them.
    driver.click("view.fit");
    for (int i = 0; i < 40 && driver.shell().focused() != "strip.e"; ++i) driver.key(GLFW_KEY_TAB);
    REQUIRE(driver.shell().focused() == "strip.e");
    driver.key(GLFW_KEY_LEFT);
    while (driver.shell().focused().ends_with(".more")) driver.key(GLFW_KEY_LEFT);
    CHECK(driver.shell().focused() == "strip.d");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().edited == 3);
}

TEST_CASE("the legend of all tiles shows the value under the pointer, and the arithmetic explains the tile's filter") {
    Driver driver(1920, 1080);
    open_four_by_four(driver);
    choose_count(driver, 6);
    driver.move(5, 5);
    driver.frames(2);
    double low = 1e9, high = -1e9;
    for (std::size_t filter = 0; filter < 6; ++filter)
        for (int row = 0; row < 2; ++row)
            for (int col = 0; col < 2; ++col) {
                low = std::min(low, strip_value(filter, row, col));
                high = std::max(high, strip_value(filter, row, col));
            }
    CHECK(driver.text_in("view.strip.note").starts_with("values " + short_number(low) + " to " + short_number(high)));
    const auto slot = std::ranges::find(slots_of(driver), "view.filtered.f", &ViewSlot::name);
    const Rect cell = slot->map.cells(1, 0);
    driver.move(cell.centre_x(), cell.centre_y());
    driver.frames(2);
    CHECK(driver.text_in("view.strip.note") == "F, row 1, column 0: " + short_number(strip_value(5, 1, 0)));
    const auto& selection = driver.shell().workspace<LabWorkspace>().selection();
    REQUIRE(selection.has_value());
    CHECK(selection->filter == 5);
    CHECK(selection->output == Cell{1, 0});
    // With a range for each view, every tile has its own legend.
    driver.click("view.range");
    driver.click("view.range.each");
    CHECK_FALSE(driver.has("view.strip.note"));
    CHECK(driver.has("view.filtered.f.legend"));
}

TEST_CASE("true size is off in a strip, and says why") {
    Driver driver;
    driver.click("view.true_size");
    CHECK(driver.view().true_size);
    choose_count(driver, 3);
    driver.click("view.true_size");
    CHECK(driver.view().true_size);
    const auto& slots = slots_of(driver);
    CHECK(slots[1].picture.w == doctest::Approx(slots[2].picture.w));
}

TEST_CASE(
    "all tiles of a strip have the same size and lie inside the panel, and their pictures are as large as possible") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        for (int count = 3; count <= 8; ++count) {
            INFO(count << " filters at " << size.cols << " x " << size.rows);
            driver.click("view.filters");
            driver.click("view.filters." + std::to_string(count));
            const auto& slots = slots_of(driver);
            REQUIRE(slots.size() == static_cast<std::size_t>(count) + 1);
            const float scale = driver.shell().settings().scale * static_cast<float>(size.rows) / 800;
            for (std::size_t i = 1; i < slots.size(); ++i) {
                CHECK(slots[i].picture.w == doctest::Approx(slots[1].picture.w).epsilon(0.01));
                CHECK(slots[i].picture.h == doctest::Approx(slots[1].picture.h).epsilon(0.01));
                CHECK(slots[i].picture.right() <= static_cast<float>(size.cols));
                CHECK(std::min(slots[i].picture.w, slots[i].picture.h) > 100 * scale);
                for (std::size_t j = 1; j < i; ++j)
                    CHECK_FALSE(slots[j].picture.contains(slots[i].picture.centre_x(), slots[i].picture.centre_y()));
            }
            CHECK(slots[0].picture.w >= slots[1].picture.w);
        }
    }
}

TEST_CASE("largest_tiles() fills the space next to the input") {
    // 8 square pictures with 20 pixels of title, 10 pixels between cells, and an input 1.2 times as wide as a picture.
    const TileGrid wide = largest_tiles(8, 920, 400, 1, 1.2F, 20, 10);
    CHECK(wide.cols == 4);
    CHECK(wide.rows == 2);
    CHECK(wide.width == doctest::Approx((920 - 40) / 5.2));
    const TileGrid low = largest_tiles(8, 1800, 200, 1, 1.2F, 20, 10);
    CHECK(low.cols == 8);
    CHECK(low.width == doctest::Approx(180));
    const TileGrid high = largest_tiles(3, 300, 900, 1, 1.2F, 20, 10);
    CHECK(high.cols == 1);
    CHECK(high.rows == 3);
}

TEST_CASE("no text of a strip is cut off, at any size of the window") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        for (const int count : {3, 5, 8}) {
            driver.click("view.filters");
            driver.click("view.filters." + std::to_string(count));
            for (const int key : {GLFW_KEY_F9, GLFW_KEY_F9}) {
                driver.key(key);
                INFO(count << " filters at " << size.cols << " x " << size.rows);
                std::string cut;
                const Rect arithmetic = driver.at("inspector.title");
                for (const DrawnText& drawn : driver.shell().texts())
                    if (drawn.is_cut && drawn.rect.y < arithmetic.y) cut += drawn.text + "\n";
                CHECK(cut == "");
            }
        }
    }
}

TEST_CASE("every tile of a full strip shows as many words of its filter's name as fit") {
    for (const int width : {1024, 1280, 1920}) {
        CAPTURE(width);
        Driver driver(width, width == 1024 ? 768 : width * 10 / 16);
        for (int i = 1; i < kMaxFilters; ++i) driver.key(GLFW_KEY_KP_ADD);
        driver.settle();
        REQUIRE(driver.lab().count == kMaxFilters);
        for (int which = 0; which < kMaxFilters; ++which) {
            const std::string view =
                which == 0 ? "view.filtered" : "view.filtered." + std::string(1, static_cast<char>('a' + which));
            const std::string name = driver.text_in(view + ".size");
            const LabFilter& filter = driver.lab().filters.at(static_cast<std::size_t>(which));
            CAPTURE(name);
            CHECK_FALSE(name.empty());
            CHECK(shown_name({}, filter).starts_with(name));
            CHECK(std::ranges::count(name, '(') == std::ranges::count(name, ')'));
        }
    }
}
