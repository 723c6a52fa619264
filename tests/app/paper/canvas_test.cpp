#include "app/paper/canvas.h"

#include <doctest/doctest.h>

#include "app/paper/map_picture.h"
#include "app/paper/paper_table.h"

namespace convscope {

namespace {

constexpr Rgb kWhite{255, 255, 255}, kRed{200, 20, 30};

Rgb pixel_of(const ColourBytes& picture, int row, int col) {
    const auto at = static_cast<std::size_t>(row * picture.size.cols + col) * 3;
    return {picture.values.at(at), picture.values.at(at + 1), picture.values.at(at + 2)};
}

std::int64_t pixels_that_differ(const ColourBytes& picture, Rgb ground) {
    std::int64_t count = 0;
    for (int r = 0; r < picture.size.rows; ++r)
        for (int c = 0; c < picture.size.cols; ++c) count += pixel_of(picture, r, c) == ground ? 0 : 1;
    return count;
}

}  // namespace

TEST_CASE("a canvas gives back what was drawn on it") {
    Canvas canvas(Size{20, 30}, kWhite);
    canvas.fill({3, 4, 5, 6}, kRed);
    const ColourBytes pixels = canvas.pixels();
    CHECK(pixels.size == Size{20, 30});
    CHECK(pixel_of(pixels, 4, 3) == kRed);
    CHECK(pixel_of(pixels, 9, 7) == kRed);
    CHECK(pixel_of(pixels, 10, 7) == kWhite);
    CHECK(pixel_of(pixels, 9, 8) == kWhite);
    CHECK(pixels_that_differ(pixels, kWhite) == 30);
}

TEST_CASE("an enlarged picture keeps its pixels as squares") {
    Canvas canvas(Size{12, 12}, kWhite);
    const ColourBytes picture{.size = {2, 2}, .values = {0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90}};
    canvas.picture({1, 1, 10, 10}, picture);
    const ColourBytes pixels = canvas.pixels();
    CHECK(pixel_of(pixels, 1, 1) == Rgb{0, 0, 0});
    CHECK(pixel_of(pixels, 5, 6) == Rgb{10, 20, 30});
    CHECK(pixel_of(pixels, 6, 5) == Rgb{40, 50, 60});
    CHECK(pixel_of(pixels, 10, 10) == Rgb{70, 80, 90});
    CHECK(pixel_of(pixels, 0, 0) == kWhite);
}

TEST_CASE("a paragraph is higher if it must be broken, and text of every script is drawn") {
    Canvas canvas(Size{80, 300}, kWhite);
    const TextRun run{"one two three four five six"};
    const TextStyle style{.size = 12};
    CHECK(canvas.paragraph_height(60, {&run, 1}, style) > 2 * canvas.paragraph_height(600, {&run, 1}, style));
    CHECK(canvas.text_width("1111", style) == canvas.text_width("8888", style));
    for (const char* const text : {"filter", "필터", "滤波器", "−0.5 × 3"}) {
        Canvas line(Size{30, 120}, kWhite);
        line.label({0, 0, 120, 30}, text, style);
        CHECK(pixels_that_differ(line.pixels(), kWhite) > 20);
    }
}

TEST_CASE("a map is reduced to its room, or enlarged by whole numbers, and is faint where it is not reached") {
    const Plane map({4, 6}, std::vector<float>(24, 1.0F));
    const ColourScale scale{ColourMap::grey, {0, 1}, false};
    const MapPicture large = map_picture(map, scale, ValueKind::non_negative, 100, 100);
    CHECK(large.side == 16);
    CHECK(large.width() == 96);
    const MapPicture small =
        map_picture(Plane({512, 512}, std::vector<float>(512 * 512)), scale, ValueKind::non_negative, 100, 100);
    CHECK(small.factor == 8);
    CHECK(small.pixels.size == Size{64, 64});
    CHECK(small.width() == doctest::Approx(100));
    Canvas canvas(Size{100, 100}, {0, 0, 0});
    const Box box = draw_map(canvas, 0, 0, large, Reached{7, 0.2});
    const ColourBytes pixels = canvas.pixels();
    CHECK(box == Box{0, 0, 96, 64});
    CHECK(pixel_of(pixels, 8, 90) == Rgb{255, 255, 255});  // the first row
    CHECK(pixel_of(pixels, 24, 8) == Rgb{255, 255, 255});  // the first value of the second row
    CHECK(pixel_of(pixels, 24, 24) != Rgb{255, 255, 255});
}

TEST_CASE("a table of numbers marks signs by colour and leaves blanks empty") {
    PaperTable table = paper_table(2, {1.5, -2, 0, 1000000}, true);
    CHECK(table.rows == 2);
    CHECK(table.cells[1].text == "\u22122");
    CHECK(table.cells[0].ground == ink::kPositive);
    CHECK(table.cells[1].ground == ink::kNegative);
    CHECK_FALSE(table.cells[2].ground.has_value());
    CHECK(table.cells[3].text == "1000000");
    table.cells[0] = {};
    Canvas canvas(Size{60, 200}, kWhite);
    const double width = table_cell_width(canvas, {&table}, 12);
    CHECK(width > canvas.text_width("1000000", {.size = 12}));
    const Box box = draw_table(canvas, 10, 10, table, {0, 0, width, 20}, 12);
    CHECK(box.h == 40);
    const ColourBytes pixels = canvas.pixels();
    CHECK(pixel_of(pixels, 20, 20) == kWhite);
}

TEST_CASE("a PDF has one page more after each next_page") {
    Canvas canvas(kA4, "Title");
    canvas.paragraph({50, 50, 400, 100}, "First page", {.size = 12});
    canvas.next_page();
    canvas.paragraph({50, 50, 400, 100}, "Second page", {.size = 12});
    const std::string pdf = canvas.finish_pdf();
    CHECK(pdf.starts_with("%PDF-1."));
    CHECK(pdf.find("/Count 2") != std::string::npos);
}

}  // namespace convscope
