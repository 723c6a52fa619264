// Pictures that are dropped together, as thumbnails.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

namespace fs = std::filesystem;

void write_picture(const fs::path& file, int value) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "P2 2 1 255\n" << value << " 0\n";
}

}  // namespace

TEST_CASE("300 dropped pictures are all there as thumbnails, in order, and the unreadable ones are named once") {
    Driver driver;
    const fs::path folder = driver.folder() / "many";
    for (int i = 0; i < 300; ++i) write_picture(folder / (std::to_string(i) + ".pgm"), i % 256);
    for (const char* name : {"7.pgm", "100.pgm"}) std::ofstream(folder / name) << "P2 2 1 255\nx";
    driver.drop({folder});
    driver.settle();
    CHECK(driver.shell().settings().pictures.size() == 298);
    CHECK(driver.document().picture.file == folder / "0.pgm");
    int warnings = 0;
    for (const Notices::Notice& notice : driver.shell().notices().all()) {
        if (notice.text.find("7.pgm") == std::string::npos) continue;
        ++warnings;
        CHECK(notice.text == "2 of the pictures cannot be opened and were left out: 7.pgm and 100.pgm.");
    }
    CHECK(warnings == 1);
    // The last one is reached with the wheel.
    CHECK_FALSE(driver.has("picture.own.297"));
    driver.move_to("picture.own");
    for (int i = 0; i < 200 && !driver.has("picture.own.297"); ++i) driver.wheel(-1);
    driver.wheel(-3);
    driver.click("picture.own.297");
    CHECK(driver.document().picture.file == folder / "299.pgm");
    driver.click("picture.own.296");
    CHECK(driver.document().picture.file == folder / "298.pgm");
}

TEST_CASE("one unreadable picture among several is named with the reason") {
    Driver driver;
    const fs::path folder = driver.folder() / "few";
    for (int i = 0; i < 3; ++i) write_picture(folder / (std::to_string(i) + ".pgm"), i);
    std::ofstream(folder / "1.pgm") << "P2 2 1 255\nx";
    driver.drop({folder / "0.pgm", folder / "1.pgm", folder / "2.pgm"});
    driver.settle();
    CHECK(driver.last_notice().starts_with((folder / "1.pgm").string() + ": "));
    CHECK(driver.shell().settings().pictures == std::vector<fs::path>{folder / "0.pgm", folder / "2.pgm"});
}
