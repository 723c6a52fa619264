// The methods of the page "Why" that change the input: occlusion, shifts, noise, brightness and rotation, and the
// search for an input that excites a map.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/why/why_page.h"
#include "core/io/model_file.h"
#include "core/nn/attribution/shift_map.h"
#include "tests/gui/network_driver.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using convscope::test::kAnkleBoot;
using convscope::test::NetworkDriver;

namespace {

const WhyPage& page_of(NetworkDriver& driver) {
    return driver.workspace().pages().why;
}

void open_method(NetworkDriver& driver, const std::string& method) {
    driver.key(GLFW_KEY_W);
    driver.frames(2);
    driver.click("why.method." + method);
    driver.frames(2);
}

std::vector<std::span<const float>> inputs_of(NetworkDriver& driver) {
    return {driver.input_values()};
}

/// Clicks a control without waiting for the work that it starts.
void start(NetworkDriver& driver, std::string_view name) {
    driver.move_to(name);
    driver.frames(1);
    driver.press();
    driver.release();
}

/// A classifier with the most work for which occlusion still uses every pixel: three layers of 92 filters of 3 x 3 over
/// 92 channels of 28 x 28.
nn::Model slow_model() {
    nn::ModelBuilder builder(nn::ModelInfo{.name = "slow"});
    builder.input("in", {28, 28, 1});
    const nn::Window window{.rows = 3, .cols = 3, .padding = nn::Padding::same};
    for (int i = 0; i < 4; ++i)
        builder.add(fmt::format("conv_{}", i),
                    samples::conv({.filters = 92, .window = window, .activation = samples::kRelu}));
    builder.add("mean", samples::layer<nn::GlobalAveragePooling2D>());
    builder.add("out", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 4, .activation = samples::kSoftmax}));
    return samples::with_numbers(builder.build(), 2);
}

}  // namespace

TEST_CASE("the occlusion map on screen equals the engine's, for the chosen fill and side") {
    NetworkDriver driver;
    open_method(driver, "occlusion");
    driver.settle();
    const auto check = [&](const nn::Occlusion& occlusion) {
        const auto expected = nn::occlusion_map(driver.model(), {}, inputs_of(driver), 9, occlusion);
        const HeatMap& heat = page_of(driver).occlusion().map().heat();
        REQUIRE(heat.map.size == expected->score.size());
        float error = 0;
        for (int r = 0; r < heat.map.size.rows; ++r)
            for (int c = 0; c < heat.map.size.cols; ++c)
                error = std::max(error, std::abs(heat.value(r, c) - expected->score.at(r, c)));
        CHECK(error < 1e-4F);
    };
    check({.side = 5, .stride = 1, .fill = nn::OcclusionFill::grey});
    driver.click("why.fill");
    driver.frames(2);
    driver.click("why.fill.black");
    driver.settle();
    check({.side = 5, .stride = 1, .fill = nn::OcclusionFill::black});
    CHECK(driver.layers().why.fill == nn::OcclusionFill::black);
}

TEST_CASE("a patch that is dragged over the picture changes the score") {
    NetworkDriver driver;
    open_method(driver, "occlusion");
    driver.settle();
    CHECK_FALSE(driver.layers().why.patch);
    const Rect picture = driver.at("why.patch");
    driver.move(picture.centre_x(), picture.centre_y());
    driver.press();
    driver.move(picture.centre_x() + picture.w / 8, picture.centre_y() + picture.h / 6);
    driver.frames(3);
    driver.settle();
    REQUIRE(driver.layers().why.patch);
    const nn::Position first = *driver.layers().why.patch;
    CHECK(first.row == static_cast<std::int64_t>(28 * (0.5F + 1 / 6.F)));
    CHECK(first.col == static_cast<std::int64_t>(28 * (0.5F + 1 / 8.F)));
    const auto expected = nn::occlusion_map(driver.model(), {}, inputs_of(driver), 9, {.side = 5});
    const PatchAnswer* answer = page_of(driver).jobs().patch.result();
    REQUIRE(answer != nullptr);
    CHECK(answer->score - answer->hidden_score ==
          doctest::Approx(expected->score.at(static_cast<int>(first.row), static_cast<int>(first.col))).epsilon(1e-3));
    CHECK(answer->answer == doctest::Approx(driver.class_value(kAnkleBoot)));
    driver.release();
    // The texts show the computed values.
    CHECK(driver.text_in("why.patch.score").find(fmt::format("{:.3f}", answer->score)) != std::string::npos);
    const Rect outline = driver.at("why.patch.outline");
    CHECK(outline.w == doctest::Approx(picture.w * 5 / 28).epsilon(0.01));
    // The arrow keys move the patch while the picture has the focus, and do not change the layer.
    const int layer = driver.layers().layer;
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_UP);
    driver.settle();
    CHECK(driver.layers().why.patch->col == first.col + 1);
    CHECK(driver.layers().why.patch->row == first.row - 1);
    CHECK(driver.layers().layer == layer);
}

TEST_CASE("a long occlusion map shows its progress and can be cancelled") {
    NetworkDriver driver;
    save_model(driver.folder() / "slow.h5", slow_model());
    driver.drop({driver.folder() / "slow.h5"});
    driver.settle();
    driver.key(GLFW_KEY_W);
    start(driver, "why.method.occlusion");
    for (int i = 0; i < 5000 && !driver.has("why.occlusion.cancel"); ++i) driver.frames(1);
    REQUIRE(driver.has("why.occlusion.progress"));
    start(driver, "why.occlusion.cancel");
    driver.settle();
    CHECK(driver.has("why.occlusion.again"));
    CHECK(page_of(driver).jobs().occlusion.result() == nullptr);
    start(driver, "why.occlusion.again");
    CHECK(page_of(driver).jobs().occlusion.busy());
    // Another page stops the work.
    driver.key(GLFW_KEY_M);
    CHECK_FALSE(page_of(driver).busy());
}

TEST_CASE("the grid of shifts shows the engine's answers, and the number of shifts with the same class is stated") {
    NetworkDriver driver;
    open_method(driver, "shifts");
    driver.settle();
    const auto expected = nn::shift_map(driver.model(), {}, inputs_of(driver), 9, 4);
    const nn::ShiftMap* shown = page_of(driver).jobs().shifts.result();
    REQUIRE(shown != nullptr);
    CHECK(shown->winners == expected->winners);
    const auto same = std::ranges::count(expected->winners, 9);
    CHECK(driver.text_in("why.shifts.same").find(fmt::format("{} of 81", same)) != std::string::npos);
    // Point at the shift 2 up, 3 right.
    const Rect grid = driver.at("why.shifts.grid");
    driver.move(grid.x + grid.w * 7.5F / 9, grid.y + grid.h * 2.5F / 9);
    driver.frames(2);
    CHECK(driver.text_in("why.shifts.shift").find("2 up, 3 right") != std::string::npos);
    CHECK(driver.text_in("why.shifts.answer")
              .find(nn::answer_text(double{expected->answer.at(2, 7)}, nn::AnswerUnit::probability)) !=
          std::string::npos);
}

TEST_CASE("the sliders change the input, and the curves equal the engine's") {
    NetworkDriver driver;
    open_method(driver, "changes");
    driver.settle();
    const CurvesAnswer* answer = page_of(driver).jobs().curves.result();
    REQUIRE(answer != nullptr);
    CHECK(answer->picture == driver.input_values());
    const Rect slider = driver.at("why.change.rotation");
    driver.click_at(slider.x + slider.w * 0.75F, slider.centre_y());
    driver.settle();
    const float degrees = driver.layers().why.amounts[2];
    CHECK(degrees == doctest::Approx(22.5).epsilon(0.1));
    answer = page_of(driver).jobs().curves.result();
    const nn::ChangedInput changes{driver.layers().why.amounts, 1};
    CHECK(answer->picture == nn::changed_input(driver.model(), driver.input_values(), changes));
    const auto curve =
        nn::input_curve(driver.model(), {}, inputs_of(driver), 9, nn::InputChange::noise, changes, kCurvePoints);
    for (const std::size_t i : {0U, 10U, 40U})
        CHECK(answer->curves[0][i].answer == doctest::Approx((*curve)[i].answer).epsilon(1e-4));
    CHECK(driver.text_in("why.changes.answer")
              .find(nn::answer_text(double{answer->outputs[9]}, nn::AnswerUnit::probability)) != std::string::npos);
    driver.click("why.changes.reset");
    driver.settle();
    CHECK(driver.layers().why.amounts == std::array<float, 3>{});
}

TEST_CASE("the search runs until it is stopped, and a reset shows its first input") {
    NetworkDriver driver;
    driver.go_to(3);
    driver.key(GLFW_KEY_DOWN);
    open_method(driver, "maximum");
    driver.settle();
    CHECK(page_of(driver).jobs().maximum.steps() == 0);
    const std::vector<float> first = page_of(driver).jobs().maximum.input();
    CHECK(first.size() == 784);
    start(driver, "why.maximum.start");
    for (int i = 0; i < 5000 && page_of(driver).jobs().maximum.steps() < 10; ++i) driver.frames(1);
    start(driver, "why.maximum.start");
    driver.settle();
    const MaximumRunner& runner = page_of(driver).jobs().maximum;
    REQUIRE(runner.steps() >= 10);
    nn::ActivationMaximum expected(driver.model(), {}, 3, 1, driver.layers().why.maximum);
    while (expected.steps() < runner.steps()) expected.step();
    CHECK(convscope::test::same_values(runner.input(), expected.input()));
    driver.click("why.maximum.reset");
    driver.settle();
    CHECK(runner.steps() == 0);
    CHECK(runner.input() == first);
    CHECK(driver.text_in("why.sentence").starts_with("An illustration"));
}
