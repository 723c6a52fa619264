// Editing the filter in the real window: cells, presets, text, undo, border and pooling.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include "core/filter/kernel.h"
#include "core/filter/presets.h"
#include "core/filter/result.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

/// Checks that every value on screen equals the reference's.
void check_results(Driver& driver) {
    const FilterResult expected =
        filter_reference(driver.shell().workspace<LabWorkspace>().results().input, driver.lab().settings(0));
    const FilterResult& shown = driver.output();
    REQUIRE(shown.filtered.size() == expected.filtered.size());
    bool equal = true;
    for (int r = 0; r < shown.filtered.rows(); ++r)
        for (int c = 0; c < shown.filtered.cols(); ++c)
            equal = equal && shown.filtered.at(r, c) == doctest::Approx(expected.filtered.at(r, c));
    CHECK(equal);
}

float cell(Driver& driver, int row, int col) {
    return driver.lab().filters[0].kernel.at(row, col);
}

}  // namespace

TEST_CASE("the first frame shows the staircase through a vertical-edge filter and 2x2 max-pooling") {
    Driver driver;
    CHECK(driver.document().picture.file == "staircase");
    CHECK(driver.lab().filters[0].kernel == find_preset("sobel-vertical")->kernel);
    CHECK(driver.output().filtered.size() == Size{510, 510});
    CHECK(driver.output().pooled.size() == Size{255, 255});
    check_results(driver);
    CHECK(driver.has("view.input"));
    CHECK(driver.has("view.filtered"));
    CHECK(driver.has("view.pooled"));
}

TEST_CASE("dragging a cell changes its value; the whole drag is one undo step") {
    Driver driver;
    driver.drag("filter.cell.1.1", 40, 0, 5);
    CHECK(cell(driver, 1, 1) == 5);
    check_results(driver);
    driver.drag("filter.cell.1.1", 0, 16, 2);
    CHECK(cell(driver, 1, 1) == 3);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(cell(driver, 1, 1) == 5);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(cell(driver, 1, 1) == 0);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    CHECK(cell(driver, 1, 1) == 5);
    driver.click("top.redo");
    CHECK(cell(driver, 1, 1) == 3);
    check_results(driver);
}

TEST_CASE("a number typed into a cell replaces its value; Escape and a text that is not a number leave it unchanged") {
    Driver driver;
    driver.click("filter.cell.0.2");
    driver.type("4.5");
    driver.key(GLFW_KEY_ENTER);
    CHECK(cell(driver, 0, 2) == 4.5F);
    driver.click("filter.cell.0.2");
    driver.type("9");
    driver.key(GLFW_KEY_ESCAPE);
    CHECK(cell(driver, 0, 2) == 4.5F);
    driver.click("filter.cell.2.0");
    driver.type("1/8");
    driver.key(GLFW_KEY_TAB);
    CHECK(cell(driver, 2, 0) == 0.125F);
    driver.type("-7");
    driver.key(GLFW_KEY_ENTER);
    CHECK(cell(driver, 2, 1) == -7);
    driver.click("filter.cell.0.0");
    driver.type("abc");
    driver.key(GLFW_KEY_ENTER);
    CHECK(cell(driver, 0, 0) == -1);
    check_results(driver);
}

TEST_CASE("the wheel and the arrow keys change the cell in focus by steps; a spin of the wheel is one undo step") {
    Driver driver;
    driver.move_to("filter.cell.0.0");
    driver.wheel(2);
    driver.settle();
    CHECK(cell(driver, 0, 0) == -1);
    driver.click("filter.cell.0.0");
    driver.key(GLFW_KEY_ESCAPE);
    driver.wheel(1);
    driver.wheel(1);
    driver.wheel(-1);
    driver.settle();
    CHECK(cell(driver, 0, 0) == 0);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(cell(driver, 0, 0) == -1);
    driver.click("filter.cell.1.0");
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_UP);
    driver.key(GLFW_KEY_UP, GLFW_MOD_SHIFT);
    CHECK(cell(driver, 1, 0) == 9);
    driver.key(GLFW_KEY_DOWN, GLFW_MOD_ALT);
    CHECK(cell(driver, 1, 0) == doctest::Approx(8.9));
}

TEST_CASE("a preset is picked from the list, with mouse and keyboard") {
    Driver driver;
    driver.click("filter.preset");
    driver.click("filter.preset.sobel-horizontal");
    CHECK(driver.lab().filters[0].kernel == find_preset("sobel-horizontal")->kernel);
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.box-blur");
    driver.click("filter.preset.box-blur");
    CHECK(driver.lab().filters[0].weight == doctest::Approx(1.0 / 9));
    check_results(driver);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab().filters[0].kernel == find_preset("sobel-horizontal")->kernel);
    const Kernel before = driver.lab().filters[0].kernel;
    driver.click("filter.preset");
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.has("filter.preset.identity"));
    CHECK(driver.lab().filters[0].kernel == before);
    driver.click("filter.preset");
    driver.key(GLFW_KEY_DOWN);
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().filters[0].kernel != before);
}

TEST_CASE("a user's own preset is saved under a name, listed, deleted in the list and restored") {
    Driver driver;
    driver.drag("filter.cell.1.1", 80, 0);
    const LabFilter own = driver.lab().filters[0];
    driver.click("filter.save");
    driver.type("Mine");
    driver.key(GLFW_KEY_ENTER);
    REQUIRE(driver.shell().settings().presets.size() == 1);
    CHECK(driver.shell().settings().presets[0].name == "Mine");
    driver.click("filter.preset");
    driver.click("filter.preset.identity");
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.own.Mine");
    driver.click("filter.preset.own.Mine");
    CHECK(driver.lab().filters[0].same_values(own));
    CHECK(driver.lab().filters[0].preset == "own.Mine");
    std::string problem;
    CHECK(load_user_settings(driver.folder() / "config", problem).presets == driver.shell().settings().presets);
    const UserPreset saved = driver.shell().settings().presets.front();
    driver.click("filter.preset");
    driver.click("filter.preset.own.Mine.delete");
    CHECK(driver.shell().settings().presets.empty());
    driver.key(GLFW_KEY_ESCAPE);
    driver.click("notice.0.action");
    REQUIRE(driver.shell().settings().presets.size() == 1);
    CHECK(driver.shell().settings().presets.front() == saved);
    CHECK(driver.lab().filters[0].same_values(own));
}

TEST_CASE("transpose, rotate, mirror, negate and flip transform the kernel") {
    Driver driver;
    const Kernel start = driver.lab().filters[0].kernel;
    driver.click("filter.transpose");
    CHECK(driver.lab().filters[0].kernel == transposed(start));
    driver.click("filter.transpose");
    driver.click("filter.rotate");
    CHECK(driver.lab().filters[0].kernel == rotated_clockwise(start));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.click("filter.mirror");
    CHECK(driver.lab().filters[0].kernel == mirrored(start));
    driver.click("filter.negate");
    driver.click("filter.flip");
    CHECK(driver.lab().filters[0].kernel == flipped(negated(mirrored(start))));
}

TEST_CASE("a filter is copied and pasted as text; text without numbers gives an error notice") {
    Driver driver;
    driver.key(GLFW_KEY_C, GLFW_MOD_CONTROL);
    CHECK(driver.shell().window().clipboard() == "-1 0 1\n-2 0 2\n-1 0 1");
    driver.shell().window().set_clipboard("[[1, 2, 3], [4, 5, 6], [7, 8, 9]]");
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    CHECK(cell(driver, 2, 1) == 8);
    driver.shell().window().set_clipboard("no numbers here");
    driver.click("filter.paste");
    CHECK(cell(driver, 2, 1) == 8);
    REQUIRE_FALSE(driver.shell().notices().all().empty());
    CHECK(driver.shell().notices().all().back().is_error);
    driver.shell().window().set_clipboard("{{1,0,0,0,0},{0,1,0,0,0},{0,0,1,0,0},{0,0,0,1,0},{0,0,0,0,1}}");
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    CHECK(driver.lab().filters[0].kernel.size == 5);
    CHECK(driver.output().filtered.size() == Size{508, 508});
    CHECK(driver.has("filter.cell.4.4"));
}

TEST_CASE("size, weight, bias, normalise, border, stride, dilation, activation and pooling change the picture") {
    Driver driver;
    driver.click("filter.size.7");
    CHECK(driver.output().filtered.size() == Size{506, 506});
    driver.click("filter.size.3");
    driver.click("stage.border.zero");
    driver.click("stage.stride.2");
    CHECK(driver.output().filtered.size() == Size{256, 256});
    driver.click("stage.dilation.3");
    driver.click("stage.activation.relu");
    driver.click("stage.pooling.average");
    driver.click("stage.pool_size.3");
    CHECK(driver.output().pooled.size() == Size{85, 85});
    check_results(driver);
    driver.click("stage.border.keep");
    CHECK(driver.lab().border == Border::zero);
    CHECK(driver.lab().stride == 2);
    driver.click("stage.stride.1");
    driver.click("stage.border.keep");
    CHECK(driver.lab().border == Border::keep);
    driver.click("stage.stride.3");
    CHECK(driver.lab().stride == 1);
    check_results(driver);
    driver.click("filter.cell.1.1");
    driver.type("3");
    driver.key(GLFW_KEY_ENTER);
    driver.click("filter.normalise");
    CHECK(driver.lab().filters[0].weight == doctest::Approx(1.0 / 3));
    driver.click("filter.weight");
    driver.type(".5");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().filters[0].weight == 0.5F);
    CHECK_FALSE(driver.lab().filters[0].normalise);
    driver.click("filter.bias");
    driver.type("-20");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().filters[0].bias == -20);
    check_results(driver);
    driver.click("stage.pooling.none");
    CHECK_FALSE(driver.has("view.pooled"));
}

TEST_CASE("a comparison shows two filters on one picture, and each can be edited") {
    Driver driver;
    driver.key(GLFW_KEY_C);
    REQUIRE(driver.lab().count == 2);
    CHECK(driver.has("view.filtered.b"));
    CHECK(driver.has("view.pooled.b"));
    CHECK(driver.lab().filters[1].kernel == find_preset("sobel-horizontal")->kernel);
    driver.click("filter.which.b");
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.laplacian");
    driver.click("filter.preset.laplacian");
    CHECK(driver.lab().filters[1].kernel == find_preset("laplacian")->kernel);
    CHECK(driver.lab().filters[0].kernel == find_preset("sobel-vertical")->kernel);
    const FilterResult expected =
        filter_reference(driver.shell().workspace<LabWorkspace>().results().input, driver.lab().settings(1));
    CHECK(driver.output(1).filtered.at(100, 200) == expected.filtered.at(100, 200));
    driver.click("view.compare");
    CHECK_FALSE(driver.has("view.filtered.b"));
}
