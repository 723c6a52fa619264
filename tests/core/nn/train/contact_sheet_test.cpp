#include "core/nn/train/contact_sheet.h"

#include <doctest/doctest.h>

namespace convscope::nn {

namespace {

/// Two colour pictures of 2 x 2 pixels: red counts up from 0 and 100, green is 7, blue 9.
Dataset two_pictures() {
    Dataset data{.example = {2, 2, 3}};
    for (const std::uint8_t first : {0, 100})
        for (std::uint8_t i = 0; i < 4; ++i)
            for (const std::uint8_t value : {static_cast<std::uint8_t>(first + i), std::uint8_t{7}, std::uint8_t{9}})
                data.images.push_back(value);
    data.labels = {0, 1};
    return data;
}

int red_at(const ContactSheet& sheet, int row, int col) {
    return sheet.rgba.at(static_cast<std::size_t>(4 * (row * sheet.size.cols + col)));
}

}  // namespace

TEST_CASE("a contact sheet enlarges pixels to squares and leaves the gap transparent") {
    const Dataset data = two_pictures();
    const std::vector<PicturePart> parts{whole_picture(data, 1), whole_picture(data, 0)};
    const ContactSheet sheet = contact_sheet(data, parts, 4, 10, 1);
    CHECK(sheet.size == Size{4, 9});
    CHECK(sheet.pictures == std::vector<Size>{{4, 4}, {4, 4}});
    CHECK(red_at(sheet, 0, 0) == 100);
    CHECK(red_at(sheet, 1, 1) == 100);
    CHECK(red_at(sheet, 3, 3) == 103);
    CHECK(red_at(sheet, 0, 7) == 1);
    CHECK(sheet.rgba.at(4 * 4 + 3) == 0);
    CHECK(sheet.rgba.at(1) == 7);
    CHECK(sheet.rgba.at(2) == 9);
    CHECK(sheet.rgba.at(3) == 255);
}

TEST_CASE("a part is cut out, and a reduced picture is a mean") {
    const Dataset data = two_pictures();
    const std::vector<PicturePart> parts{{1, {1, 0, 1, 2}}, {1, {0, 0, 2, 2}}};
    const ContactSheet sheet = contact_sheet(data, parts, 1, 1);
    CHECK(sheet.size == Size{2, 1});
    CHECK(red_at(sheet, 0, 0) == 102);
    CHECK(red_at(sheet, 1, 0) == 101);
    CHECK(contact_sheet(data, {}, 8, 3).rgba.empty());
}

}  // namespace convscope::nn
