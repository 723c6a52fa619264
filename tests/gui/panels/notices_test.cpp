// Notices in the real window: their place, their number, and the parts of a message that they do not show.
#include "app/gui/panels/notices.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <fstream>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

TEST_CASE("a notice does not show folders, also if their names have spaces") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "my pictures");
    const std::string path = (folder / "my pictures/boat 2.png").string();
    CHECK(without_folders("Saved as " + path + ".") == "Saved as boat 2.png.");
    CHECK(without_folders(path + ": is empty (0 bytes); choose a picture.") ==
          "boat 2.png: is empty (0 bytes); choose a picture.");
    CHECK(without_folders("/no/such/folder/a.png is not there any more.") == "a.png is not there any more.");
    CHECK(without_folders("1/9 and 2 / 3 stay, and/or this.") == "1/9 and 2 / 3 stay, and/or this.");
    CHECK(without_folders((folder / "my pictures").string() + " cannot be read.") == "my pictures cannot be read.");
    CHECK(without_folders("").empty());
}

TEST_CASE("at most two notices are shown at the right below the top bar, and can be closed") {
    Driver driver;
    for (const char* name : {"a.png", "b.png", "c.png"}) {
        std::ofstream(driver.folder() / name) << "not a picture";
        driver.drop({driver.folder() / name});
    }
    CHECK(driver.shell().notices().all().size() == 2);
    CHECK(driver.has("notice.1"));
    CHECK_FALSE(driver.has("notice.2"));
    const Rect first = driver.at("notice.0");
    CHECK(first.y >= driver.at("tab.layers").bottom());
    CHECK(first.right() >= 1280 - 16);
    CHECK(driver.at("notice.1").bottom() < driver.at("inspector.title").y);
    CHECK(driver.text_in("notice.1").find("c.png: is a text file") != std::string::npos);
    CHECK(driver.text_in("notice.1").find(driver.folder().string()) == std::string::npos);
    driver.click("notice.1.close");
    driver.click("notice.0.close");
    driver.settle();
    CHECK_FALSE(driver.has("notice.0"));
}

TEST_CASE("an error can be copied with its whole path, and stays while the pointer is on it") {
    Driver driver;
    const std::filesystem::path file = driver.folder() / "a.png";
    std::ofstream(file) << "not a picture";
    driver.drop({file});
    CHECK(driver.at("notice.0.copy").right() <= driver.at("notice.0.close").x);
    driver.click("notice.0.copy");
    const std::string copied = glfwGetClipboardString(driver.shell().window().handle());
    CHECK(copied.starts_with(file.string() + ": is a text file"));
    const auto until = [&driver] { return driver.shell().notices().all().front().until; };
    driver.move(2, 2);
    driver.frames(2);
    const double before = until();
    driver.frames(2);
    CHECK(until() == before);
    const Rect place = driver.at("notice.0");
    driver.move(place.x + 30, place.y + 10);
    driver.frames(2);
    driver.move(2, 2);
    driver.frames(2);
    CHECK(until() > before);  // its time has started again
}

TEST_CASE("the computing times have a separate row and cover nothing") {
    Driver driver;
    driver.key(GLFW_KEY_P);
    driver.settle();
    const Rect times = driver.at("performance");
    for (const auto& place : driver.shell().ui_map()) {
        const std::string& name = place.first;
        const Rect& rect = place.second;
        if (name == "performance") continue;
        INFO(name);
        CHECK((rect.bottom() <= times.y + 0.5F || rect.y >= times.bottom() - 0.5F));
    }
    CHECK(driver.text_in("performance").find("frame") != std::string::npos);
}
