// Small pictures are made, typed, painted, filled, copied and pasted in the window; results that cannot be pooled.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

/// The middle of a pixel of the input view, which shows the whole picture.
std::array<float, 2> pixel_place(Driver& driver, int row, int col) {
    const Rect view = driver.at("view.input");
    const Size size = driver.document().picture.picture.size();
    const float cell = std::min(view.w / static_cast<float>(size.cols), view.h / static_cast<float>(size.rows));
    return {view.centre_x() + (static_cast<float>(col) + 0.5F - static_cast<float>(size.cols) / 2) * cell,
            view.centre_y() + (static_cast<float>(row) + 0.5F - static_cast<float>(size.rows) / 2) * cell};
}

void click_pixel(Driver& driver, int row, int col) {
    const auto [x, y] = pixel_place(driver, row, col);
    driver.click_at(x, y);
}

void drag_pixels(Driver& driver, Cell from, Cell to) {
    const auto [x0, y0] = pixel_place(driver, from.row, from.col);
    const auto [x1, y1] = pixel_place(driver, to.row, to.col);
    driver.move(x0, y0);
    driver.frames(1);
    driver.press();
    for (int i = 1; i <= 4; ++i)
        driver.move(x0 + (x1 - x0) * static_cast<float>(i) / 4, y0 + (y1 - y0) * static_cast<float>(i) / 4);
    driver.release();
    driver.settle();
}

float value(const Driver& driver, int row, int col) {
    return driver.document().picture.picture.planes.at(0).at(row, col);
}

/// Makes a new black picture of 8 x 8, which is then being edited.
void make_picture(Driver& driver) {
    driver.click("picture.new");
    driver.click("picture.new.make");
    REQUIRE(driver.document().picture.name() == "New picture");
}

}  // namespace

TEST_CASE("the worked example gives 577 at once, and the reason why it is not pooled is shown below the title") {
    Driver driver;
    driver.click("picture.sample.worked_example");
    driver.click("filter.preset");
    driver.click("filter.preset.course-example");
    CHECK(driver.output().filtered.size() == Size{1, 1});
    CHECK(driver.output().filtered.at(0, 0) == 577);
    CHECK(driver.shell().workspace<LabWorkspace>().results().problem.empty());
    CHECK(driver.text_in("view.filtered").find("577") != std::string::npos);
    CHECK(driver.text_in("view.pooled") == "2 \u00d7 2 blocks do not fit into 1 \u00d7 1.");
    CHECK_FALSE(driver.has("view.pooled.more"));
    driver.click("stage.pooling.none");
    CHECK_FALSE(driver.has("view.pooled"));
    CHECK(driver.output().filtered.at(0, 0) == 577);
}

TEST_CASE("the panel shows the description of the sample's thumbnail as its name") {
    Driver driver;
    driver.click("picture.sample.worked_example");
    driver.settle();
    CHECK(driver.text_in("picture.name") == "Worked example, 3 \u00d7 3");
}

TEST_CASE("the pooling figure gives 192, 144, 255, 168") {
    Driver driver;
    driver.click("picture.sample.pooling_figure");
    driver.click("filter.preset");
    driver.click("filter.preset.identity");
    driver.click("stage.border.zero");
    REQUIRE(driver.output().pooled.size() == Size{2, 2});
    CHECK(driver.output().pooled.at(0, 0) == 192);
    CHECK(driver.output().pooled.at(0, 1) == 144);
    CHECK(driver.output().pooled.at(1, 0) == 255);
    CHECK(driver.output().pooled.at(1, 1) == 168);
}

TEST_CASE("a new picture has the chosen size and is one undo step") {
    Driver driver;
    driver.click("picture.new");
    driver.click("picture.new.rows");
    driver.type("5");
    driver.key(GLFW_KEY_ENTER);
    driver.click("picture.new.columns");
    driver.type("100");  // the largest is 64
    driver.key(GLFW_KEY_ENTER);
    driver.click("picture.new.start.noise");
    driver.click("picture.new.make");
    CHECK_FALSE(driver.has("picture.new.box"));
    CHECK(driver.document().picture.picture.size() == Size{5, 64});
    CHECK(driver.text_in("picture.name") == "New picture");
    CHECK(driver.has("picture.brush"));  // it is being edited
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.document().picture.name() == "staircase");
    CHECK_FALSE(driver.has("picture.brush"));  // a picture that is too large to be edited
}

TEST_CASE("a new picture may be a crop of the visible part") {
    Driver driver;
    const Plane staircase = driver.shell().workspace<LabWorkspace>().results().input;
    driver.click("picture.new");
    driver.click("picture.new.start.crop");
    driver.click("picture.new.make");
    REQUIRE(driver.document().picture.picture.size() == Size{8, 8});
    CHECK(value(driver, 0, 0) == staircase.at(252, 252));
    CHECK(value(driver, 7, 7) == staircase.at(259, 259));
}

TEST_CASE("a drag over the input paints with the brush, as one undo step, and does not move the view") {
    Driver driver;
    make_picture(driver);
    const Camera camera = driver.view().camera;
    drag_pixels(driver, {2, 1}, {2, 6});
    for (int col = 1; col <= 6; ++col) CHECK(value(driver, 2, col) == 255);
    CHECK(value(driver, 2, 0) == 0);
    CHECK(value(driver, 3, 3) == 0);
    CHECK(driver.view().camera == camera);
    CHECK_FALSE(driver.view().pinned);
    CHECK(driver.shell().history().undo_label() == "painting");
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    for (int col = 1; col <= 6; ++col) CHECK(value(driver, 2, col) == 0);
    CHECK(driver.shell().history().undo_label() == "new picture");
}

TEST_CASE("a click selects a cell; typing replaces its value, and arrow keys move") {
    Driver driver;
    make_picture(driver);
    click_pixel(driver, 1, 1);
    CHECK(value(driver, 1, 1) == 0);
    driver.type("42");
    CHECK(driver.document().workspace == WorkspaceId::filter_lab);
    driver.key(GLFW_KEY_ENTER);
    CHECK(value(driver, 1, 1) == 42);
    driver.type("-1,5");  // Enter has moved the selection down
    driver.key(GLFW_KEY_ENTER);
    CHECK(value(driver, 2, 1) == -1.5F);
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_UP);
    driver.key(GLFW_KEY_SPACE);
    CHECK(value(driver, 2, 2) == 255);
    CHECK_FALSE(driver.view().player.active);
    driver.key(GLFW_KEY_DELETE);
    CHECK(value(driver, 2, 2) == 0);
    driver.type("7");
    driver.key(GLFW_KEY_ESCAPE);  // leaves the cell as it was
    CHECK(value(driver, 2, 2) == 0);
    CHECK(driver.has("picture.brush"));
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.has("picture.brush"));
}

TEST_CASE("a text that is not a number gives a notice and changes nothing") {
    Driver driver;
    make_picture(driver);
    click_pixel(driver, 0, 0);
    driver.type("2*");
    driver.key(GLFW_KEY_ENTER);
    CHECK(value(driver, 0, 0) == 0);
    REQUIRE_FALSE(driver.shell().notices().all().empty());
    CHECK(driver.shell().notices().all().back().text == "\u201c2*\u201d is not a number. The pixel keeps its value.");
}

TEST_CASE("an area or the whole picture is filled with the brush's value") {
    Driver driver;
    make_picture(driver);
    drag_pixels(driver, {0, 3}, {7, 3});
    driver.click("picture.brush");
    driver.type("9");
    driver.key(GLFW_KEY_ENTER);
    driver.click("picture.tool.fill");
    click_pixel(driver, 5, 0);
    CHECK(value(driver, 0, 0) == 9);
    CHECK(value(driver, 7, 2) == 9);
    CHECK(value(driver, 4, 3) == 255);
    CHECK(value(driver, 0, 4) == 0);
    driver.click("picture.fill_all");
    CHECK(value(driver, 4, 3) == 9);
    CHECK(value(driver, 0, 7) == 9);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(value(driver, 4, 3) == 255);
}

TEST_CASE("tables of numbers are pasted as pictures and copied from them") {
    Driver driver;
    driver.shell().window().set_clipboard("0\t64,5\n48\t192\n142\t226\n");
    driver.click("picture.new");
    driver.click("picture.new.paste");
    CHECK(driver.document().picture.name() == "Pasted picture");
    REQUIRE(driver.document().picture.picture.size() == Size{3, 2});
    CHECK(value(driver, 0, 1) == 64.5F);
    CHECK(value(driver, 2, 1) == 226);
    driver.click("picture.copy");
    CHECK(driver.shell().window().clipboard() == "0\t64.5\n48\t192\n142\t226\n");
    driver.shell().window().set_clipboard("np.array([[1, 2, 3]])");
    click_pixel(driver, 0, 0);
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    REQUIRE(driver.document().picture.picture.size() == Size{1, 3});
    CHECK(value(driver, 0, 2) == 3);
    driver.shell().window().set_clipboard("a table");
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    CHECK(driver.document().picture.picture.size() == Size{1, 3});
    CHECK(driver.shell().notices().all().back().text.find("cannot be used") != std::string::npos);
}

TEST_CASE("E starts editing of small pictures only, and an edited sample is not a sample any more") {
    Driver driver;
    driver.key(GLFW_KEY_E);
    CHECK_FALSE(driver.has("picture.brush"));
    driver.click("picture.sample.dot");
    driver.key(GLFW_KEY_E);
    CHECK(driver.has("picture.brush"));
    click_pixel(driver, 7, 7);
    driver.key(GLFW_KEY_BACKSPACE);
    CHECK(value(driver, 7, 7) == 0);
    CHECK(driver.document().picture.name() == "dot (edited)");
    CHECK_FALSE(driver.document().picture.is_sample);
    driver.key(GLFW_KEY_E);
    CHECK_FALSE(driver.has("picture.brush"));
    driver.wheel(1);  // the view still zooms
    click_pixel(driver, 7, 7);
    CHECK(driver.view().pinned);
}

TEST_CASE("the wheel zooms while the picture is edited") {
    Driver driver;
    make_picture(driver);
    driver.move_to("view.input");
    driver.wheel(1);
    CHECK_FALSE(driver.view().camera.fitted);
}

TEST_CASE("several dropped pictures become thumbnails that open them") {
    Driver driver;
    std::vector<std::filesystem::path> files;
    for (const char* name : {"a.png", "b.png", "c.png"}) {
        files.push_back(driver.folder() / name);
        save_png(files.back(), {4, 6}, 1, std::vector<std::uint8_t>(24, 100));
    }
    driver.drop(files);
    CHECK(driver.document().picture.file == files[0]);
    driver.settle();
    driver.click("picture.own.2");
    CHECK(driver.document().picture.file == files[2]);
}
