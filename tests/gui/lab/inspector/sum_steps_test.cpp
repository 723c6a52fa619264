// The sum pass: the products of one pixel one by one, with the running total.
#include "app/gui/lab/inspector/sum_steps.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <array>
#include <filesystem>

#include "core/filter/presets.h"
#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

void open_worked_example(Driver& driver) {
    const auto file = driver.folder() / "example.png";
    save_png(file, {3, 3}, 1, std::vector<std::uint8_t>{0, 64, 128, 48, 192, 144, 142, 226, 168});
    driver.drop({file});
    driver.click("filter.preset");
    driver.click("filter.preset.course-example");
    driver.click("stage.pooling.none");
}

/// Starts the sum pass with S and pauses it at the first product.
void begin_sum(Driver& driver) {
    driver.key(GLFW_KEY_S);
    driver.key(GLFW_KEY_SPACE);
    driver.key(GLFW_KEY_HOME);
    driver.frames(2);
}

void step(Driver& driver) {
    driver.key(GLFW_KEY_RIGHT);
    driver.frames(2);
}

}  // namespace

TEST_CASE("the worked example is added up on screen: 0, 0, -256, -232, 632, 416, 629, 1081, 577") {
    Driver driver;
    open_worked_example(driver);
    begin_sum(driver);
    REQUIRE(driver.view().player.pass == PlayerPass::sum);
    const std::array<const char*, 9> steps{
        "0 \u00d7 (\u22121) = 0", "64 \u00d7 0 = 0",      "128 \u00d7 (\u22122) = \u2212256",
        "48 \u00d7 0.5 = 24",     "192 \u00d7 4.5 = 864", "144 \u00d7 (\u22121.5) = \u2212216",
        "142 \u00d7 1.5 = 213",   "226 \u00d7 2 = 452",   "168 \u00d7 (\u22123) = \u2212504"};
    const std::array<const char*, 9> totals{"total so far 0",         "total so far 0",    "total so far \u2212256",
                                            "total so far \u2212232", "total so far 632",  "total so far 416",
                                            "total so far 629",       "total so far 1081", "sum 577"};
    for (std::size_t i = 0; i < 9; ++i) {
        CHECK(driver.text_in("inspector.step") == steps.at(i));
        CHECK(driver.text_in("inspector.total") == totals.at(i));
        step(driver);
    }
    CHECK(driver.text_in("inspector.step") == "577 \u00d7 weight 1 = 577");
    step(driver);
    CHECK(driver.text_in("inspector.step") == "577 + bias 0 = 577");
    step(driver);
    CHECK(driver.text_in("inspector.step") == "no activation: 577");
    CHECK(driver.text_in("inspector.total") == "output 577");
    step(driver);
    CHECK(driver.text_in("inspector.total") == "output 577");  // the last step
}

TEST_CASE("the sequence grows with the steps, with true minus signs, and is complete outside the sum pass") {
    Driver driver;
    open_worked_example(driver);
    const std::string whole = "0 + 0 \u2212 256 + 24 + 864 \u2212 216 + 213 + 452 \u2212 504 = 577";
    CHECK(driver.text_in("inspector.sequence") == whole);
    CHECK_FALSE(driver.has("inspector.step"));
    begin_sum(driver);
    for (int i = 0; i < 3; ++i) step(driver);
    CHECK(driver.text_in("inspector.sequence") == "0 + 0 \u2212 256 + 24 = \u2212232");
    CHECK(driver.text_in("inspector.product.1.0") == "24");
    CHECK(driver.text_in("inspector.product.1.1").empty());
    CHECK(driver.text_in("inspector.sum").find("577") == std::string::npos);
    driver.key(GLFW_KEY_END);
    driver.frames(2);
    CHECK(driver.text_in("inspector.sequence") == whole);
    CHECK(driver.text_in("inspector.sum").find("577") != std::string::npos);
    driver.key(GLFW_KEY_S);
    CHECK_FALSE(driver.view().player.active);
}

TEST_CASE("S plays the sum of the selected pixel, which ends with the pixel's pooling block") {
    Driver driver;
    const Rect view = driver.at("view.filtered");
    driver.click_at(view.x + view.w / 3, view.y + view.h / 3);
    const Cell pinned = driver.shell().workspace<LabWorkspace>().selection()->output;
    driver.click("player.pass.sum");
    REQUIRE(driver.view().player.playing);
    CHECK(driver.view().player.pixel == std::int64_t{pinned.row} * 510 + pinned.col);
    driver.frames(3);
    CHECK(driver.view().player.position > 0);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == pinned);
    CHECK(driver.text_in("inspector.pool.0.0").empty());
    driver.key(GLFW_KEY_END);
    driver.frames(2);
    CHECK_FALSE(driver.text_in("inspector.pool.0.0").empty());
    CHECK(driver.view().player.position == 9 + 3 + 4 - 1);
    CHECK(driver.text_in("inspector.step").starts_with("candidate 4 of 4: "));
    CHECK(driver.text_in("inspector.total").starts_with("biggest so far "));
    // A click on a pixel starts the sum of that pixel.
    driver.click_at(view.x + view.w / 2, view.y + view.h / 2);
    CHECK(driver.view().player.pass == PlayerPass::sum);
    CHECK(driver.view().player.active);
    CHECK(driver.view().player.position < 2);
    CHECK_FALSE(driver.shell().workspace<LabWorkspace>().selection()->output == pinned);
}

TEST_CASE("decimals are equal within the sum, and negative numbers have parentheses inside products") {
    FilterSettings settings;
    settings.kernel = {3, {0.25F, -1, 0, 0, 0.5F, 0, 0, 0, 0}};
    settings.weight = 0.5F;
    settings.bias = -3;
    settings.activation = Activation::relu;
    settings.pooling = Pooling::average;
    LabResults results;
    results.input = Plane({4, 4}, std::vector<float>{10, 20, 30, 40, 1, 2, 3, 4, 50, 60, 70, 80, 5, 6, 7, 8});
    results.request.settings = {settings};
    const Explained explained = explain_selection(results, {.filter = 0, .output = {0, 0}, .pooled = Cell{0, 0}});
    const auto at = [&](std::size_t step) { return step_texts(explained, settings, step); };
    CHECK(at(0).step == "10 \u00d7 0.25 = 2.5");
    CHECK(at(1).step == "20 \u00d7 (\u22121) = \u221220.0");
    CHECK(at(8).sequence == "2.5 \u2212 20.0 + 0 + 0 + 1.0 + 0 + 0 + 0 + 0 = \u221216.5");
    CHECK(at(8).total == "sum \u221216.5");
    CHECK(at(9).step == "\u221216.50 \u00d7 weight 0.5 = \u22128.25");
    CHECK(at(10).step == "\u22128.25 \u2212 bias 3.00 = \u221211.25");
    CHECK(at(11).step == "ReLU(\u221211.25) = 0");
    CHECK(at(12).step == "candidate 1 of 4: 0");
    REQUIRE(explained.steps.size() == 17);
    CHECK(at(16).step.find(" / 4 = ") != std::string::npos);
    CHECK(at(16).total.starts_with("pooled "));
    CHECK(step_texts(explained, settings, std::nullopt).step.empty());
}

TEST_CASE("the output pixel shows the total so far, and its value when all its steps are complete") {
    Driver driver;
    open_worked_example(driver);
    begin_sum(driver);
    const auto covered = [&] { return driver.has("view.filtered.sum"); };
    for (const char* const total : {"0", "0", "\u2212256", "\u2212232", "632", "416", "629", "1081", "577"}) {
        REQUIRE(covered());
        CHECK(driver.text_in("view.filtered.sum").ends_with(total));
        const Rect cell = driver.at("view.filtered.sum");
        CHECK(driver.pixel(cell.x + 4, cell.y + 4) == 0xe6e9ee);  // the view's background, not the result's colour
        step(driver);
    }
    CHECK(covered());  // the weight
    driver.key(GLFW_KEY_END);
    driver.frames(2);
    CHECK_FALSE(covered());
    CHECK(driver.text_in("view.filtered").ends_with("577"));
}

TEST_CASE("the pooled pixel is empty until its block's first candidate, and has its value after the last one") {
    Driver driver;
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/ankle_boot.png"});
    driver.settle();
    begin_sum(driver);
    REQUIRE(driver.has("view.pooled.sum"));
    for (int i = 0; i < 12; ++i) step(driver);  // after nine products, weight, bias and activation: the first candidate
    CHECK_FALSE(driver.has("view.filtered.sum"));
    CHECK(driver.has("view.pooled.sum"));
    for (int i = 0; i < 3; ++i) step(driver);
    CHECK_FALSE(driver.has("view.pooled.sum"));
}

TEST_CASE("a filter's values are written as they were typed, both in the sum and in the grid") {
    Driver driver;
    open_worked_example(driver);
    CHECK(driver.text_in("filter.cell.0.0") == "\u22121");
    CHECK(driver.text_in("inspector.filter.0.0") == "\u22121");
    CHECK(driver.text_in("inspector.filter.1.1") == "4.5");
    driver.key(GLFW_KEY_F10);
    CHECK(driver.text_in("inspector.filter.0.0") == "\u22121");
}
