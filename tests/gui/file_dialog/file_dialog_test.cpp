// The file dialog in the real window: where it starts, and paths that are typed or pasted.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <vector>

#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

std::filesystem::path small_picture(const Driver& driver, const std::string& folder, const std::string& name) {
    std::filesystem::create_directories(driver.folder() / folder);
    const std::vector<std::uint8_t> pixels(16 * 16, 100);
    save_png(driver.folder() / folder / name, {16, 16}, 1, pixels);
    return driver.folder() / folder / name;
}

}  // namespace

TEST_CASE("the dialog starts where the last file came from") {
    Driver driver;
    driver.drop({small_picture(driver, "lesson", "a.png")});
    driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.has("files.entry.a.png"));
    driver.key(GLFW_KEY_ESCAPE);
    driver.drop({small_picture(driver, "other", "b.png")});
    driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.has("files.entry.b.png"));
    CHECK(driver.shell().settings().folder == driver.folder() / "other");
}

TEST_CASE("a session is saved beside its picture, under a name by which desktops know sessions") {
    Driver driver;
    driver.drop({small_picture(driver, "lesson", "a.png")});
    driver.settle();
    driver.key(GLFW_KEY_S, GLFW_MOD_CONTROL);
    driver.settle();
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(std::filesystem::exists(driver.folder() / "lesson/a.convscope.json"));
}

TEST_CASE("a path that is typed or pasted into the dialog opens the file or the folder") {
    Driver driver;
    const auto file = small_picture(driver, "lesson", "a.png");
    driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
    driver.type(file.string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(driver.document().picture.file == file);
    driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
    driver.shell().window().set_clipboard(small_picture(driver, "other", "b.png").parent_path().string() + "\n");
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    driver.settle();
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(driver.has("files.entry.b.png"));
}

TEST_CASE("Open folder opens the folder of the path, or the one that the user has selected in it") {
    Driver driver;
    const auto file = small_picture(driver, "lesson/first", "a.png");
    const auto other = small_picture(driver, "lesson/second", "b.png");
    const auto open = [&driver, folder = driver.folder() / "lesson"] {
        driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
        driver.type(folder.string());
        driver.key(GLFW_KEY_ENTER);
        driver.settle();
        REQUIRE(driver.has("files.entry.first"));
    };
    open();
    driver.click("files.folder");
    driver.settle();
    CHECK(driver.shell().settings().pictures == std::vector<std::filesystem::path>{file, other});
    open();
    driver.click("files.entry.second");
    driver.click("files.folder");
    driver.settle();
    CHECK(driver.document().picture.file == other);
}

TEST_CASE("Tab completes a typed path as far as the names agree, and Enter opens the file") {
    Driver driver;
    const auto file = small_picture(driver, "lesson one", "edges.png");
    small_picture(driver, "lesson two", "edges.png");
    driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
    driver.type((driver.folder() / "les").string());
    driver.key(GLFW_KEY_TAB);
    driver.settle();
    driver.type("o");  // the names differ from here on
    driver.key(GLFW_KEY_TAB);
    driver.settle();
    driver.key(GLFW_KEY_TAB);
    driver.settle();
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(driver.document().picture.file == file);
}
