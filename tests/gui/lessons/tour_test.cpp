#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "app/gui/lessons/lessons.h"
#include "tests/gui/driver.h"

using namespace convscope;
using namespace convscope::test;

namespace {

/// The program's files with a tour of two steps.
class AssetsWithTour {
  public:
    AssetsWithTour() {
        for (const auto& entry : std::filesystem::directory_iterator(CONVSCOPE_TEST_ASSETS))
            if (entry.path().filename() != "lessons")
                std::filesystem::create_symlink(entry.path(), folder_ / entry.path().filename().string());
        std::filesystem::create_directory(folder_ / "lessons");
        std::ofstream(folder_ / "lessons/tour.en.md") << "---\ntitle: The tour\nlanguage: en\nminutes: 1\n---\n"
                                                         "## Welcome\n```convscope\npoint view.filtered\n```\nLook.\n"
                                                         "## The end\nThat is all.\n";
    }
    std::filesystem::path path() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("the first start offers the tour without covering the picture, and it runs in the panel") {
    const AssetsWithTour assets;
    Driver driver(1280, 800, {}, assets.path(), {}, true);
    REQUIRE(driver.has("tour.start"));
    CHECK(driver.at("tour").bottom() <= driver.at("view.input").y);
    driver.click("tour.start");
    CHECK_FALSE(driver.has("tour"));
    CHECK(driver.text_in("panel.lesson").find("Welcome") != std::string::npos);
    CHECK(driver.has("lesson.pointed.view.filtered"));
    driver.click("lesson.next");
    driver.click("lesson.end");
    CHECK_FALSE(driver.has("panel.lesson"));
}

TEST_CASE("a skipped tour is not offered again and starts from the help page") {
    const AssetsWithTour assets;
    Driver driver(1280, 800, {}, assets.path(), {}, true);
    driver.click("tour.skip");
    CHECK_FALSE(driver.has("tour"));
    CHECK(driver.shell().lessons().runner().kept().tour_offered);
    driver.click("top.help");
    driver.click("help.tour");
    CHECK(driver.text_in("panel.lesson").find("Welcome") != std::string::npos);
}

TEST_CASE("the list of lessons shows title, minutes and progress") {
    const AssetsWithTour assets;
    Driver driver(1280, 800, {}, assets.path());
    driver.click("top.file");
    driver.click("top.file.lessons");
    driver.settle();
    REQUIRE(driver.has("lessons.item.tour.en.md"));
    CHECK(driver.text_in("lessons.item.tour.en.md") == "1 min\n\nThe tour");
    driver.click("lessons.item.tour.en.md");
    driver.click("lesson.leave");
    driver.click("top.file");
    driver.click("top.file.lessons");
    driver.settle();
    CHECK(driver.text_in("lessons.item.tour.en.md") == "1 min\n1 of 2 steps\nThe tour");
}
