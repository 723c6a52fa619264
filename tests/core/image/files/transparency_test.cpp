#include "core/image/files/transparency.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/image/files/save.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

std::vector<std::uint8_t> png_with(std::uint8_t colour_type, const std::string& chunk) {
    std::string text("\x89PNG\r\n\x1a\n", 8);
    text += std::string("\0\0\0\x0dIHDR\0\0\0\1\0\0\0\1\x8", 17) + static_cast<char>(colour_type) +
            std::string(3 + 4, '\0');
    text += std::string("\0\0\0\2", 4) + chunk + std::string(2 + 4, '\0');
    text += std::string("\0\0\0\0IDAT\0\0\0\0", 12);
    return {text.begin(), text.end()};
}

}  // namespace

TEST_CASE("an alpha channel and a transparent colour are found in PNG files") {
    CHECK(has_transparency(png_with(4, "gAMA")));
    CHECK(has_transparency(png_with(6, "gAMA")));
    CHECK(has_transparency(png_with(3, "tRNS")));
    CHECK(has_transparency(png_with(0, "tRNS")));
    CHECK_FALSE(has_transparency(png_with(0, "gAMA")));
    CHECK_FALSE(has_transparency(png_with(2, "gAMA")));
}

TEST_CASE("a file that is cut short, not a picture or missing has no transparency") {
    const std::vector<std::uint8_t> whole = png_with(0, "tRNS");
    for (std::size_t length = 0; length < 26 + 15; ++length)
        CHECK_FALSE(
            has_transparency(std::vector<std::uint8_t>(whole.begin(), whole.begin() + static_cast<long>(length))));
    CHECK_FALSE(has_transparency(std::vector<std::uint8_t>{'t', 'e', 'x', 't'}));
    CHECK_FALSE(has_transparency(std::filesystem::path("/no/such/file.png")));
}

TEST_CASE("pictures that are saved with four channels have transparency") {
    const TemporaryFolder folder;
    save_png(folder / "rgba.png", {2, 2}, 4, std::vector<std::uint8_t>(16, 128));
    save_png(folder / "rgb.png", {2, 2}, 3, std::vector<std::uint8_t>(12, 128));
    CHECK(has_transparency(folder / "rgba.png"));
    CHECK_FALSE(has_transparency(folder / "rgb.png"));
}

}  // namespace convscope
