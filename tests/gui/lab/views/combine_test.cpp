// The combination of two compared filters in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "app/document/session.h"
#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

/// A picture whose Sobel responses are 864 and -108 in its only window.
constexpr std::array<int, 9> kSlope{0, 54, 216, 0, 0, 216, 0, 0, 216};

void open_slope(Driver& driver) {
    const auto file = driver.folder() / "slope.png";
    save_png(file, {3, 3}, 1, std::vector<std::uint8_t>(kSlope.begin(), kSlope.end()));
    driver.drop({file});
    driver.settle();
    driver.key(GLFW_KEY_C);
    driver.click("stage.pooling.none");
}

void choose_combination(Driver& driver, const std::string& key) {
    driver.click("view.combine");
    driver.click("view.combine." + key);
    driver.settle();
}

const LabCombination& combined(Driver& driver) {
    return *driver.shell().workspace<LabWorkspace>().results().combined;
}

const ViewSlot& combined_slot(Driver& driver) {
    const auto& slots = driver.shell().workspace<LabWorkspace>().slots();
    const auto slot = std::ranges::find(slots, Stage::combined, &ViewSlot::stage);
    REQUIRE(slot != slots.end());
    return *slot;
}

/// Points at the only pixel and returns the text at the legend.
std::string arithmetic(Driver& driver) {
    driver.move_to("view.combined");
    driver.frames(2);
    return driver.text_in("view.combined.note");
}

}  // namespace

TEST_CASE("the combinations of the Sobel responses 864 and -108 are written out") {
    // a = 216 + 2 x 216 + 216 - 0 = 864; b = (0 + 0 + 216) - (0 + 2 x 54 + 216) = -108.
    Driver driver(1920, 1080);
    open_slope(driver);
    REQUIRE(driver.output(0).filtered.at(0, 0) == 864);
    REQUIRE(driver.output(1).filtered.at(0, 0) == -108);
    CHECK_FALSE(driver.has("view.combined"));

    choose_combination(driver, "magnitude");
    CHECK(driver.view().combination == Combination::magnitude);
    CHECK(combined(driver).outputs.values.at(0, 0) == doctest::Approx(std::hypot(864.0, 108.0)));
    CHECK(arithmetic(driver).ends_with("sqrt(864\u00b2 + (\u2212108)\u00b2) = 870.7"));

    choose_combination(driver, "sum");
    CHECK(combined(driver).outputs.values.at(0, 0) == 972);
    CHECK(arithmetic(driver).ends_with("|864| + |\u2212108| = 972"));

    choose_combination(driver, "difference");
    CHECK(combined(driver).outputs.values.at(0, 0) == 972);
    CHECK(arithmetic(driver).ends_with("864 \u2212 (\u2212108) = 972"));

    choose_combination(driver, "direction");
    const double degrees = std::atan2(-108.0, 864.0) * 180 / std::numbers::pi;
    CHECK(combined(driver).outputs.values.at(0, 0) == doctest::Approx(degrees));
    CHECK(arithmetic(driver).ends_with("angle of (864, \u2212108) = \u22127.1\u00b0"));
    driver.key(GLFW_KEY_F9);  // with more room
    CHECK(arithmetic(driver).ends_with("\u22127.1\u00b0, magnitude 870.7"));
    driver.key(GLFW_KEY_F9);

    choose_combination(driver, "off");
    CHECK_FALSE(driver.has("view.combined"));
    CHECK(driver.shell().workspace<LabWorkspace>().results().combined == nullptr);
}

TEST_CASE("the activation is applied before the combination") {
    Driver driver;
    open_slope(driver);
    choose_combination(driver, "difference");
    driver.click("stage.activation.relu");
    driver.settle();
    CHECK(combined(driver).outputs.values.at(0, 0) == 864);
}

TEST_CASE("a pixel of the combined view selects the pixel at its position in A and B, and pins it") {
    Driver driver;
    driver.key(GLFW_KEY_C);
    driver.click("filter.which.b");
    choose_combination(driver, "magnitude");
    CHECK(driver.has("view.pooled.b"));
    const Rect cell = combined_slot(driver).map.cells(200, 310);
    driver.click_at(cell.centre_x(), cell.centre_y());
    REQUIRE(driver.view().pinned.has_value());
    CHECK(driver.view().pinned->stage == Stage::combined);
    const Cell output{driver.view().pinned->row, driver.view().pinned->col};
    CHECK(std::abs(output.row - 200) <= 3);
    const auto& selection = driver.shell().workspace<LabWorkspace>().selection();
    REQUIRE(selection.has_value());
    CHECK(selection->output == output);
    CHECK(selection->filter == 1);  // the arithmetic is that of the edited filter
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().pinned == PixelRef{Stage::combined, 0, output.row, output.col + 1});
    save_session(driver.folder() / "combined.json", driver.document());
    const LabView again = load_session(driver.folder() / "combined.json").document.lab_view;
    CHECK(again.pinned == driver.view().pinned);
    CHECK(again.combination == Combination::magnitude);
    choose_combination(driver, "off");
    CHECK(driver.view().pinned->stage == Stage::filtered);
}

TEST_CASE("a combination is offered only for two filters, and is shown again when two filters are compared again") {
    Driver driver;
    CHECK_FALSE(driver.has("view.combine"));
    driver.key(GLFW_KEY_C);
    choose_combination(driver, "sum");
    CHECK(driver.has("view.combined"));
    driver.key(GLFW_KEY_KP_ADD);
    CHECK_FALSE(driver.has("view.combined"));
    CHECK_FALSE(driver.has("view.combine"));
    driver.key(GLFW_KEY_KP_SUBTRACT);
    CHECK(driver.has("view.combined"));
    CHECK(driver.view().combination == Combination::sum_of_magnitudes);
}

TEST_CASE("the direction of the gradient is drawn in its hue") {
    Driver driver(1920, 1080);
    open_slope(driver);
    choose_combination(driver, "direction");
    driver.move(5, 5);
    driver.frames(2);
    // One pixel of the largest magnitude: full brightness at -7.1 degrees, red with a little blue.
    const Rect cell = combined_slot(driver).map.cells(0, 0);
    const unsigned colour = driver.pixel(cell.x + cell.w / 8, cell.y + cell.h / 8);
    CHECK((colour >> 16U) == 255);
    CHECK((colour >> 8U & 255U) == 0);
    CHECK((colour & 255U) == doctest::Approx(255 * 7.125 / 60).epsilon(0.05));
    CHECK(driver.has("view.combined.legend"));
    CHECK(driver.text_in("view.combined").find("\u22127\u00b0") != std::string::npos);
}

TEST_CASE("no text of a combined view is cut off, at any size of the window") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        driver.key(GLFW_KEY_C);
        for (const std::string pooling : {"max", "none"}) {
            driver.click("stage.pooling." + pooling);
            for (const std::string kind : {"off", "magnitude", "direction"}) {
                choose_combination(driver, kind);
                INFO(kind << " with pooling " << pooling << " at " << size.cols << " x " << size.rows);
                std::string cut;
                const Rect arithmetic = driver.at("inspector.title");
                const Rect lens = driver.has("lens") ? driver.at("lens") : Rect{};
                for (const DrawnText& drawn : driver.shell().texts())
                    if (drawn.is_cut && drawn.rect.y < arithmetic.y &&
                        !lens.contains(drawn.rect.x, drawn.rect.centre_y()))
                        cut += drawn.text + "\n";
                CHECK(cut == "");
            }
        }
    }
}
