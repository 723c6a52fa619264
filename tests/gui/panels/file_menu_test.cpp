// The File menu in the real window: opening recent files by mouse and keyboard, missing files, clearing the list.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/gui/network_driver.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

fs::path copy_of(Driver& driver, const char* asset, const char* name) {
    fs::path file = driver.folder() / name;
    fs::copy_file(fs::path(CONVSCOPE_TEST_ASSETS) / asset, file);
    return file;
}

}  // namespace

TEST_CASE("recent files: pictures, models and sessions open from the menu") {
    Driver driver;
    driver.click("top.file");
    CHECK(driver.has("top.file.open"));
    CHECK_FALSE(driver.has("top.file.recent.0"));
    CHECK_FALSE(driver.has("top.file.clear"));
    driver.key(GLFW_KEY_ESCAPE);
    const fs::path picture = copy_of(driver, "pictures/dot.png", "a dot.png");
    const fs::path model = copy_of(driver, "models/plain.h5", "mine.h5");
    driver.drop({picture});
    driver.settle();
    driver.drop({model});
    driver.settle();
    CHECK(driver.shell().settings().recent_files == std::vector<fs::path>{model, picture});
    CHECK(driver.document().workspace == WorkspaceId::layers);

    driver.key(GLFW_KEY_1);
    driver.click("picture.sample.stripes");
    driver.settle();
    driver.click("top.file");
    driver.click("top.file.recent.1");
    driver.settle();
    CHECK(driver.document().picture.file == picture);
    CHECK_FALSE(driver.has("top.file.recent.1"));  // the list has closed
    CHECK(driver.shell().settings().recent_files.front() == picture);

    // With the keyboard, Down passes all other entries first.
    driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    REQUIRE(driver.has("top.file.recent.1"));
    for (int i = 0; i < 20 && driver.shell().focused() != "top.file.recent.1"; ++i) driver.key(GLFW_KEY_DOWN);
    CHECK(driver.shell().focused() == "top.file.recent.1");
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::layers);
    CHECK(driver.document().network.model.file == model);
}

TEST_CASE("a recent file that does not exist any more gives a notice and changes nothing; the list can be cleared") {
    Driver driver;
    const fs::path picture = copy_of(driver, "pictures/dot.png", "dot.png");
    driver.drop({picture});
    driver.settle();
    fs::remove(picture);
    const Document before = driver.document();
    driver.click("top.file");
    driver.click("top.file.recent.0");
    driver.settle();
    CHECK(driver.last_notice().starts_with(picture.string() + " is not there any more"));
    CHECK(driver.document() == before);
    driver.click("top.file");
    driver.click("top.file.clear");
    CHECK(driver.shell().settings().recent_files.empty());
    std::string problem;
    CHECK(load_user_settings(driver.folder() / "config", problem).recent_files.empty());
    driver.click("top.file");
    CHECK_FALSE(driver.has("top.file.recent.0"));
}

TEST_CASE("the menu opens the file dialog and saves a session") {
    Driver driver;
    driver.click("top.file");
    driver.click("top.file.open");
    driver.settle();
    CHECK(driver.has("files.close"));
    driver.key(GLFW_KEY_ESCAPE);
    driver.click("top.file");
    // Without a model there is no file to reload.
    driver.click("top.file.reload");
    CHECK(driver.has("top.file.reload"));
    CHECK(driver.shell().notices().all().empty());
    driver.click("top.file.save");
    driver.settle();
    CHECK(driver.has("files.close"));
}

TEST_CASE("the controls of the top bar do not overlap at any scale") {
    Driver driver(1024, 768);
    for (int i = 0; i < 14; ++i) {
        const std::vector<std::string> names{"tab.filter_lab", "tab.layers", "top.file",        "top.undo",
                                             "top.redo",       "top.save",   "top.theme",       "top.help",
                                             "top.fullscreen", "top.panels", "top.presentation"};
        for (std::size_t a = 0; a < names.size(); ++a) {
            const Rect one = driver.at(names[a]);
            CAPTURE(names[a]);
            CAPTURE(driver.shell().settings().scale);
            CHECK(one.x >= 0);
            CHECK(one.right() <= 1024);
            for (std::size_t b = 0; b < a; ++b) {
                const Rect other = driver.at(names[b]);
                CAPTURE(names[b]);
                CHECK((one.x >= other.right() || other.x >= one.right() || one.y >= other.bottom() ||
                       other.y >= one.bottom()));
            }
        }
        driver.key(GLFW_KEY_EQUAL, GLFW_MOD_CONTROL);
        driver.settle();
    }
    CHECK(driver.shell().settings().scale == 3);
}
