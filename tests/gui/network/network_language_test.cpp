// Texts of Layers that are kept over frames change with the language; exported data and the document do not.
#include <algorithm>
#include <string>
#include <string_view>

#include "tests/gui/bracketed.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::Bracketed;
using convscope::test::is_bracketed;
using convscope::test::NetworkDriver;

TEST_CASE("the summary changes with the language, its table as data does not") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_S);
    const TablePage& page = driver.workspace().pages().table;
    const TextTable english = page.text_table(true);
    CHECK(english.headings == page.text_table(false).headings);
    const std::string row = page.rows().at(1).tooltip;
    CHECK(row == page.rows().at(1).name + ", from " + page.rows().at(0).name);
    const Bracketed language;
    driver.frames(2);
    CHECK(page.rows().at(1).tooltip != row);
    CHECK(is_bracketed(page.rows().at(1).tooltip));
    CHECK(page.text_table(true).headings == english.headings);
    CHECK(page.text_table(true).rows.back().front() == "Multiply-adds");
    const TextTable translated = page.text_table(false);
    CHECK(std::ranges::all_of(translated.headings, is_bracketed));
    CHECK(is_bracketed(translated.rows.back().front()));
}

TEST_CASE("the arithmetic and the comparison of two classes change with the language") {
    NetworkDriver driver(1280, 1600);
    driver.point_at(0.5, 0.5);
    driver.frames(2);
    const ArithmeticPanel& arithmetic = driver.workspace().arithmetic();
    CHECK(arithmetic.lines().back().label == "ReLU = value");
    REQUIRE_FALSE(arithmetic.sentences().empty());
    CHECK_FALSE(is_bracketed(arithmetic.sentences().front()));
    driver.key(GLFW_KEY_A);
    driver.settle();
    CHECK(driver.text_in("answer.term") == "Value \u00d7 difference of its two weights");
    const Bracketed language;
    driver.frames(3);
    CHECK(is_bracketed(arithmetic.lines().back().label));
    CHECK(is_bracketed(arithmetic.sentences().front()));
    CHECK(is_bracketed(driver.text_in("answer.term")));
}

TEST_CASE("the name of an input is translated in the window only") {
    const NetworkInput drawing{.source = InputSource::drawing};
    const NetworkInput image{.source = InputSource::dataset, .number = 12};
    CHECK(drawing.title() == "drawing");
    CHECK(image.title() == "test image 12");
    NetworkDriver driver(1280, convscope::test::kTallWindow);
    driver.settle();
    CHECK_FALSE(is_bracketed(driver.text_in("input.origin")));
    const Bracketed language;
    driver.frames(2);
    CHECK(drawing.name() == "drawing");
    CHECK(image.name() == "test image 12");
    CHECK(drawing.title() == "\u27e6drawing\u27e7");
    CHECK(image.title() == "\u27e6test image 12\u27e7");
    CHECK(is_bracketed(driver.text_in("input.origin")));
}
