// The list of presets in the real window: names, previews, own presets.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/filter/presets.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

TEST_CASE("among equal presets, the filter shows the name of the one that was chosen") {
    Driver driver;
    CHECK(driver.text_in("filter.preset") == "Vertical edges (Sobel)");
    driver.click("filter.preset");
    CHECK(driver.text_in("filter.preset.detail").find("Also called Vertical lines (course).") != std::string::npos);
    driver.scroll_to("filter.preset.list", "filter.preset.course-vertical");
    driver.click("filter.preset.course-vertical");
    CHECK(driver.lab().filters[0].preset == "course-vertical");
    CHECK(driver.text_in("filter.preset") == "Vertical lines (course)");
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.text_in("filter.preset") == "Vertical edges (Sobel)");
    driver.drag("filter.cell.1.1", 40, 0);
    CHECK(driver.text_in("filter.preset") == "Own values");
}

TEST_CASE("the list shows a preview of a preset on the picture") {
    Driver driver;
    driver.click("picture.sample.portrait");
    driver.click("filter.preset");
    driver.move_to("filter.preset.identity");
    driver.settle();
    CHECK(driver.text_in("filter.preset.detail").find("Leaves every pixel unchanged.") != std::string::npos);
    // The preview is at the top of the detail; identity on a grey picture gives different greys.
    const Rect detail = driver.at("filter.preset.detail");
    std::set<unsigned> colours;
    for (int i = 1; i < 20; ++i) {
        const float t = static_cast<float>(i) / 20;
        colours.insert(driver.pixel(detail.x + detail.w * t, detail.y + detail.w * t));
    }
    CHECK(colours.size() > 5);
}

TEST_CASE("the preview of a small picture equals the preset's output, which has one pixel here") {
    Driver driver;
    driver.click("picture.sample.worked_example");
    driver.settle();
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.identity");
    driver.move_to("filter.preset.identity");
    driver.settle();
    const Rect detail = driver.at("filter.preset.detail");
    // A valid border leaves only the middle pixel: 192.
    for (const float t : {0.15F, 0.5F, 0.85F})
        CHECK(driver.pixel(detail.x + detail.w * t, detail.y + detail.w * t) == 0xc0c0c0);
}

TEST_CASE("the list opens inside the window, and keys move through it") {
    for (const Size size : {Size{600, 800}, Size{800, 1280}}) {
        Driver driver(size.cols, size.rows);
        driver.click("filter.preset");
        const Rect list = driver.at("filter.preset.list");
        CHECK(list.x >= 0);
        CHECK(list.y >= 0);
        CHECK(list.right() <= static_cast<float>(size.cols));
        CHECK(list.bottom() <= static_cast<float>(size.rows));
        driver.key(GLFW_KEY_DOWN);
        CHECK(driver.shell().focused() == "filter.preset.sobel-horizontal");
        for (int i = 0; i < 30; ++i) driver.key(GLFW_KEY_DOWN);
        CHECK(driver.shell().focused() == "filter.preset.motion-blur-7");
        const Rect last = driver.at("filter.preset.motion-blur-7");
        CHECK(last.bottom() <= list.bottom() + 1);
        driver.key(GLFW_KEY_ENTER);
        CHECK(driver.lab().filters[0].kernel == find_preset("motion-blur-7")->kernel);
        CHECK_FALSE(driver.has("filter.preset.list"));
    }
}

TEST_CASE("a letter jumps to the next preset whose name begins with it, in the list and in every drop-down list") {
    Driver driver;
    driver.click("filter.preset");
    driver.key(GLFW_KEY_G);
    CHECK(driver.shell().focused() == "filter.preset.gaussian");
    driver.frames(2);
    const Rect list = driver.at("filter.preset.list"), row = driver.at("filter.preset.gaussian");
    CHECK(row.y >= list.y - 1);
    CHECK(row.bottom() <= list.bottom() + 1);
    driver.key(GLFW_KEY_G);
    CHECK(driver.shell().focused() == "filter.preset.gaussian-5");
    driver.key(GLFW_KEY_X);
    CHECK(driver.shell().focused() == "filter.preset.gaussian-5");
    driver.key(GLFW_KEY_I);
    CHECK(driver.shell().focused() == "filter.preset.identity");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().filters[0].preset == "identity");
    driver.click("view.colours");
    driver.frames(2);
    driver.key(GLFW_KEY_V);
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.view().colour_map == ColourMap::viridis);
}

TEST_CASE("a rotated preset gets the name of the equal preset of its group, or no name") {
    Driver driver;
    driver.click("filter.rotate");
    CHECK(driver.text_in("filter.preset") == "Horizontal edges (Sobel)");
    CHECK(driver.lab().filters[0].preset == "sobel-horizontal");
    driver.click("filter.rotate");
    CHECK(driver.text_in("filter.preset") == "Own values");
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab().filters[0].preset == "sobel-vertical");
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.course-vertical");
    driver.click("filter.preset.course-vertical");
    driver.click("filter.transpose");
    CHECK(driver.text_in("filter.preset") == "Horizontal lines (course)");
    CHECK(driver.lab().filters[0].preset == "course-horizontal");
}

TEST_CASE("a preset cannot take the name of a preset of the program") {
    Driver driver;
    driver.drag("filter.cell.1.1", 80, 0);
    driver.click("filter.save");
    driver.type("identity");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.shell().settings().presets.empty());
    CHECK(driver.shell().notices().all().back().text.find("comes with the program") != std::string::npos);
    CHECK(driver.has("filter.save_name"));
    driver.key(GLFW_KEY_ESCAPE);
    CHECK(driver.has("filter.save"));
}

TEST_CASE("saving under the name of an own preset replaces that preset, and can be undone") {
    Driver driver;
    for (const float distance : {80.0F, 40.0F}) {
        driver.drag("filter.cell.1.1", distance, 0);
        driver.click("filter.save");
        driver.type("Mine");
        driver.key(GLFW_KEY_ENTER);
        CHECK(driver.text_in("filter.preset") == "Mine");
    }
    REQUIRE(driver.shell().settings().presets.size() == 1);
    CHECK(driver.shell().settings().presets[0].filter.kernel.at(1, 1) == 15);
    driver.click("notice.0.action");
    CHECK(driver.shell().settings().presets[0].filter.kernel.at(1, 1) == 10);
}
