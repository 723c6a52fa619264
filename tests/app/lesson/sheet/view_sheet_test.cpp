#include "app/lesson/sheet/view_sheet.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/lesson/sheet/output/sheet_file.h"
#include "app/lesson/sheet/output/sheet_pdf.h"
#include "app/lesson/state.h"
#include "core/base/load_error.h"

namespace convscope {

namespace {

Document shown(const std::vector<Setting>& settings) {
    LessonFiles files(CONVSCOPE_TEST_ASSETS, "/lessons");
    return with_settings(lesson_document(files), settings, files);
}

template <class Block>
std::int64_t count_of(const LessonSheet& sheet) {
    return std::ranges::count_if(sheet.blocks,
                                 [](const SheetBlock& block) { return std::holds_alternative<Block>(block); });
}

}  // namespace

TEST_CASE("the work sheet of a pinned pixel has its window and blanks for products and sum, on one page") {
    const LessonSheet sheet = view_sheet(shown({{"preset", {"sobel-vertical"}}, {"pin", {"input", "255", "255"}}}));
    CHECK(sheet.title == "staircase");
    REQUIRE(count_of<SheetFigure>(sheet) == 1);
    REQUIRE(count_of<SheetProduct>(sheet) == 1);
    const auto& product = std::get<SheetProduct>(sheet.blocks[1]);
    CHECK_FALSE(product.window.cells[0].text.empty());
    CHECK(product.products.cells[0].text.empty());
    CHECK(product.blank);
    CHECK(std::get<SheetFigure>(sheet.blocks[0]).pictures[1].pixels.has_value());
    CHECK(sheet_pdf(sheet).pages == 1);
}

TEST_CASE("without a pinned pixel the work sheet calculates the one in the middle") {
    const LessonSheet sheet = view_sheet(shown({{"preset", {"sobel-vertical"}}, {"unpin", {}}}));
    REQUIRE(count_of<SheetProduct>(sheet) == 1);
    CHECK(std::get<SheetProduct>(sheet.blocks[1]).blank);
}

TEST_CASE("the work sheet of Layers leaves the answer blank, that of Training shows the network") {
    const LessonSheet layers = view_sheet(shown({{"workspace", {"layers"}}, {"input", {"ankle_boot"}}}));
    CHECK(count_of<SheetFigure>(layers) == 1);
    CHECK(sheet_pdf(layers).pages == 1);
    const LessonSheet training = view_sheet(shown({{"workspace", {"training"}}}));
    CHECK(training.title == "Training");
    CHECK(count_of<SheetTable>(training) == 1);
    CHECK(sheet_pdf(training).pages == 1);
}

TEST_CASE("a sheet's name must end in .pdf or .html") {
    check_sheet_name("a.pdf");
    check_sheet_name("a.HTML");
    CHECK_THROWS_AS(check_sheet_name("a.docx"), LoadError);
    CHECK_THROWS_AS(check_sheet_name("a"), LoadError);
}

}  // namespace convscope
