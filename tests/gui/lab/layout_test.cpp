// Positions and sizes of the Filter Lab's parts and letters, at many sizes of window and letters.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

constexpr float kDigitPart = 0.6F;  ///< ratio of a digit's height to its line's, in Inter and DejaVu Sans

/// The texts of the last frame that end with an ellipsis, one per line; except names of files, which may be cut.
std::string cut_texts(Driver& driver) {
    std::string texts;
    const Rect name = driver.has("top.picture") ? driver.at("top.picture") : Rect{};
    for (const DrawnText& drawn : driver.shell().texts())
        if (drawn.is_cut && !name.contains(drawn.rect.x, drawn.rect.centre_y())) texts += drawn.text + "\n";
    return texts;
}

/// The height of the line that is drawn in a control.
float line_height(Driver& driver, std::string_view name) {
    const Rect place = driver.at(name);
    for (const DrawnText& drawn : driver.shell().texts())
        if (place.contains(drawn.rect.centre_x(), drawn.rect.centre_y())) return drawn.height;
    return 0;
}

/// The height of the smallest text on screen.
float smallest_line(Driver& driver) {
    float smallest = 1e6F;
    for (const DrawnText& drawn : driver.shell().texts())
        if (!drawn.text.empty()) smallest = std::min(smallest, drawn.height);
    return smallest;
}

void open_worked_example(Driver& driver) {
    const auto file = driver.folder() / "example.png";
    save_png(file, {3, 3}, 1, std::vector<std::uint8_t>{0, 64, 128, 48, 192, 144, 142, 226, 168});
    driver.drop({file});
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.course-example");
    driver.click("filter.preset.course-example");
    driver.click("stage.pooling.none");
}

struct State {
    std::string name;
    std::function<void(Driver&)> reach;
};

/// States of the lab, each of which starts from the previous one.
std::vector<State> lab_states() {
    return {{"start", [](Driver&) {}},
            {"clamp", [](Driver& d) { d.click("stage.activation.clamp"); }},
            {"zero border, stride 2",
             [](Driver& d) {
                 d.click("stage.border.zero");
                 d.click("stage.stride.2");
                 d.click("stage.dilation.2");
             }},
            {"blur",
             [](Driver& d) {
                 d.click("filter.preset");
                 d.scroll_to("filter.preset.list", "filter.preset.box-blur");
                 d.click("filter.preset.box-blur");
             }},
            {"average of 3 x 3",
             [](Driver& d) {
                 d.click("stage.pooling.average");
                 d.click("stage.pool_size.3");
             }},
            {"7 x 7", [](Driver& d) { d.click("filter.size.7"); }},
            {"player", [](Driver& d) { d.key(GLFW_KEY_RIGHT); }},
            {"two filters", [](Driver& d) { d.key(GLFW_KEY_C); }},
            {"folded", [](Driver& d) { d.key(GLFW_KEY_F9); }},
            {"presentation", [](Driver& d) { d.key(GLFW_KEY_F10); }},
            {"help", [](Driver& d) { d.key(GLFW_KEY_F1); }}};
}

void check_nothing_is_cut(Driver& driver, const std::string& state) {
    const Size size = driver.shell().window().size();
    INFO(state << " at " << size.cols << " x " << size.rows << ", scale " << driver.shell().settings().scale);
    CHECK(cut_texts(driver) == "");
}

}  // namespace

TEST_CASE("no text is cut off in any state of the lab, at any size of the window") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        for (const State& state : lab_states()) {
            state.reach(driver);
            check_nothing_is_cut(driver, state.name);
        }
    }
}

TEST_CASE("no text is cut off with letters of 150 and 200 %") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        const auto check_at = [&](float scale, const std::string& state) {
            while (driver.shell().settings().scale < scale) driver.key(GLFW_KEY_EQUAL, GLFW_MOD_CONTROL);
            check_nothing_is_cut(driver, state);
        };
        check_at(1.5F, "start");
        check_at(2, "start");
        driver.key(GLFW_KEY_C);
        check_at(2, "two filters");
        driver.key(GLFW_KEY_F9);
        check_at(2, "folded");
        driver.key(GLFW_KEY_F10);
        check_at(2, "presentation");
    }
}

TEST_CASE("the interface is enlarged with the window") {
    float cell = 0, view = 0, letters = 0;
    {
        Driver small(1280, 800);
        cell = small.at("filter.cell.0.0").w;
        view = small.at("view.input").w;
        letters = line_height(small, "filter.save");
    }
    Driver large(1920, 1080);
    CHECK(large.at("filter.cell.0.0").w == doctest::Approx(1.5 * cell).epsilon(0.02));
    CHECK(large.at("view.input").w > 1.4F * view);
    CHECK(line_height(large, "inspector.product.0.0") > 1.4F * letters);
}

TEST_CASE("F9 folds the side panel to icons and the pictures grow; the settings record it") {
    Driver driver;
    const float width = driver.at("view.input").w;
    driver.key(GLFW_KEY_F9);
    CHECK_FALSE(driver.has("filter.cell.0.0"));
    CHECK(driver.at("view.input").w > 1.2F * width);
    CHECK(driver.shell().settings().panels_folded);
    std::string problem;
    CHECK(load_user_settings(driver.folder() / "config", problem).panels_folded);
    driver.click("strip.panels");
    CHECK(driver.at("view.input").w == width);
    driver.click("top.panels");
    CHECK_FALSE(driver.has("filter.cell.0.0"));
    driver.key(GLFW_KEY_F9);
    CHECK(driver.has("filter.cell.0.0"));
}

TEST_CASE("in a presentation, digits of the arithmetic are at least 1/45 and all letters 1/80 of the window's height") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        Driver driver(size.cols, size.rows);
        driver.key(GLFW_KEY_F10);
        INFO(size.cols << " x " << size.rows);
        CHECK_FALSE(driver.has("top.help"));
        CHECK_FALSE(driver.has("filter.preset"));
        const auto height = static_cast<float>(size.rows);
        for (const std::string name : {"inspector.neighbour.0.0", "inspector.filter.1.1", "inspector.product.2.2",
                                       "inspector.activated", "inspector.pooled"}) {
            INFO(name);
            const Rect place = driver.at(name);
            float largest = 0;
            for (const DrawnText& drawn : driver.shell().texts())
                if (place.contains(drawn.rect.centre_x(), drawn.rect.centre_y()))
                    largest = std::max(largest, drawn.height);
            CHECK(largest * kDigitPart >= height / 45);
        }
        CHECK(smallest_line(driver) * kDigitPart >= height / 80);
        // At 1024 x 768 the three squares are as large as the width allows, which is 36 % of the height.
        const float pictures = size.cols <= 1024 ? 0.35F : size.cols <= 1280 ? 0.4F : 0.45F;
        const Rect pooled = driver.at("view.pooled");
        CHECK(pooled.h > pictures * height);
        if (size.cols <= 1024) CHECK(pooled.h >= pooled.w - 2);
        CHECK(driver.at("inspector.title").y > 0.5F * height);
        driver.key(GLFW_KEY_F10);
        CHECK(driver.has("filter.preset"));
    }
}

TEST_CASE(
    "in a presentation the arithmetic of 3 x 3 values is one row, at 1280 x 800 with digits no smaller than without") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}}) {
        INFO(size.cols << " x " << size.rows);
        Driver driver(size.cols, size.rows);
        for (const bool small : {false, true}) {
            if (small) open_worked_example(driver);
            driver.move(5, 5);
            driver.frames(2);
            const float digits = line_height(driver, "inspector.product.1.1");
            driver.key(GLFW_KEY_F10);
            driver.frames(2);
            if (size.cols > 1024) CHECK(line_height(driver, "inspector.product.1.1") >= digits);
            CHECK(driver.at("inspector.sum").x > driver.at("inspector.product.0.2").right());
            CHECK(driver.at("inspector.sum").y < driver.at("inspector.product.2.2").bottom());
            if (!small) CHECK(driver.at("inspector.pool.0.0").x > driver.at("inspector.sum").right());
            driver.key(GLFW_KEY_F10);
        }
    }
}

TEST_CASE("in a presentation the filter is edited in the arithmetic, and a presenter's keys step the player") {
    Driver driver;
    driver.key(GLFW_KEY_F10);
    driver.click("inspector.filter.1.1");
    driver.type("4.5");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().filters[0].kernel.at(1, 1) == 4.5F);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab().filters[0].kernel.at(1, 1) == 0);
    driver.key(GLFW_KEY_PAGE_DOWN);
    driver.key(GLFW_KEY_PAGE_DOWN);
    driver.key(GLFW_KEY_PAGE_DOWN);
    CHECK(driver.view().player.position == 2);
    driver.key(GLFW_KEY_PAGE_UP);
    CHECK(driver.view().player.position == 1);
    driver.click("strip.presentation");
    CHECK(driver.has("top.help"));
}

TEST_CASE("the arithmetic grows with the space below the pictures") {
    float cell = 0, letters = 0;
    {
        Driver low(1280, 720);
        cell = low.at("inspector.product.0.0").h;
        letters = line_height(low, "inspector.product.0.0");
    }
    Driver high(1280, 1000);
    CHECK(high.at("inspector.product.0.0").h > 1.5F * cell);
    CHECK(line_height(high, "inspector.product.0.0") >= letters);
}

TEST_CASE("Stop does not move the other controls of the player, and the passes are shown in a narrow window") {
    Driver driver(1024, 768);
    const Rect passes = driver.at("player.pass.pool");
    const Rect speed = driver.at("player.speed");
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.has("player.stop"));
    CHECK(driver.at("player.pass.pool") == passes);
    CHECK(driver.at("player.speed") == speed);
}

TEST_CASE("with two filters, the titles name them, and the arithmetic is that of the edited filter") {
    Driver driver(1920, 1080);
    driver.key(GLFW_KEY_C);
    driver.move(5, 5);
    driver.frames(2);
    const auto explained = [&] { return driver.shell().workspace<LabWorkspace>().selection()->filter; };
    CHECK(explained() == 0);
    driver.click("filter.which.b");
    driver.move(5, 5);
    driver.frames(2);
    CHECK(explained() == 1);
    CHECK(driver.text_in("inspector.title").ends_with("of B"));
    driver.key(GLFW_KEY_RIGHT);
    CHECK(explained() == 1);
    driver.key(GLFW_KEY_ESCAPE);
    driver.click("view.filtered");
    CHECK(explained() == 0);
}

TEST_CASE("sizes are rows x columns in the top bar and above the views") {
    Driver driver;
    const auto file = driver.folder() / "wide.png";
    save_png(file, {40, 60}, 1, std::vector<std::uint8_t>(std::size_t{40} * 60, 7));
    driver.drop({file});
    CHECK(driver.text_in("view.input.size") == "40 rows \u00d7 60 columns");
    CHECK(driver.text_in("view.filtered.size") == "38 rows \u00d7 58 columns");
    bool in_bar = false;
    for (const DrawnText& drawn : driver.shell().texts())
        in_bar = in_bar || (drawn.rect.y < 48 && drawn.text == "40 rows \u00d7 60 columns");
    CHECK(in_bar);
}

TEST_CASE("with a zero border and stride 2 all views show their whole picture") {
    Driver driver;
    const auto file = driver.folder() / "four.png";
    save_png(file, {4, 4}, 1, std::vector<std::uint8_t>(16, 100));
    driver.drop({file});
    driver.click("stage.border.zero");
    driver.click("stage.stride.2");
    for (const ViewSlot& slot : driver.shell().workspace<LabWorkspace>().slots()) {
        INFO(slot.name);
        const Rect whole = slot.map.cells(0, 0, slot.map.size.rows, slot.map.size.cols);
        CHECK(whole.x >= slot.picture.x - 0.5F);
        CHECK(whole.right() <= slot.picture.right() + 0.5F);
        CHECK(whole.y >= slot.picture.y - 0.5F);
        CHECK(whole.bottom() <= slot.picture.bottom() + 0.5F);
    }
}

TEST_CASE("values in a view grow with their cells, and a legend with equal ends shows one value") {
    Driver driver;
    open_worked_example(driver);
    driver.move(5, 5);
    driver.frames(2);
    const Rect view = driver.at("view.input");
    float largest = 0;
    for (const DrawnText& drawn : driver.shell().texts())
        if (view.contains(drawn.rect.centre_x(), drawn.rect.centre_y())) largest = std::max(largest, drawn.height);
    CHECK(largest > 30);
    bool one_value = false;
    for (const DrawnText& drawn : driver.shell().texts())
        one_value = one_value || drawn.text.starts_with("all values 577");
    CHECK(one_value);
}
