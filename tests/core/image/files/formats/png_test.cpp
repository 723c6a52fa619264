#include "core/image/files/formats/png.h"

#include <doctest/doctest.h>

#include "tests/support/coded_pictures.h"
#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

/// A grey PNG of 1 2 3 / 4 5 6 with one more chunk.
Bytes png_with(std::string_view type, const Bytes& data) {
    Bytes extra;
    samples::put_chunk(extra, type, data);
    return samples::raw_png(3, 2, 8, 0, {0, 1, 2, 3, 0, 4, 5, 6}, extra);
}

Bytes xmp(std::string_view text) {
    using namespace std::string_view_literals;
    Bytes data = text_bytes("XML:com.adobe.xmp\0\0\0\0\0"sv);
    put(data, text);
    return data;
}

const Values kTurned{4, 1, 5, 2, 6, 3};  ///< orientation 6: row 0 is the right side

}  // namespace

TEST_CASE("PNG: a changed bit is refused wherever it is before the end marker") {
    const Bytes whole = samples::png(5, 4, 3, Bytes(60, 90));
    for (std::size_t i = 8; i < whole.size() - 12; ++i) {
        CAPTURE(i);
        Bytes damaged = whole;
        damaged[i] ^= 0x10;
        CHECK(sentence(damaged) != "");
    }
    Bytes data = whole;
    data[8 + 25 + 8 + 5] ^= 1;  // in the compressed pixels
    CHECK(sentence(data) ==
          "picture: is damaged: a checksum in the PNG file does not match its data; copy or download it again.");
}

TEST_CASE("PNG: a pixel beyond the palette is black") {
    Bytes palette;
    samples::put_chunk(palette, "PLTE", {1, 2, 3});
    samples::put_chunk(palette, "tRNS", {255});
    for (int repetition = 0; repetition < 3; ++repetition) {
        const Picture picture = decoded(samples::raw_png(3, 1, 8, 3, {0, 0, 1, 255}, palette));
        REQUIRE(picture.planes.size() == 3);
        CHECK(values(picture.planes[0]) == Values{1, 0, 0});
        CHECK(values(picture.planes[2]) == Values{3, 0, 0});
    }
}

TEST_CASE("PNG: the picture is rotated upright as its EXIF or XMP data states") {
    CHECK(values(decoded(png_with("eXIf", samples::exif_block(6))).planes[0]) == kTurned);
    CHECK(values(decoded(png_with("eXIf", samples::exif_block(2))).planes[0]) == Values{3, 2, 1, 6, 5, 4});
    CHECK(values(decoded(png_with("iTXt", xmp("<a tiff:Orientation=\"6\"/>"))).planes[0]) == kTurned);
    CHECK(values(decoded(png_with("iTXt", xmp("<tiff:Orientation>6</tiff:Orientation>"))).planes[0]) == kTurned);
    for (const char* text : {"<a tiff:Orientation=\"9\"/>", "tiff:Orientation", "<a/>"})
        CHECK(values(decoded(png_with("iTXt", xmp(text))).planes[0]) == Values{1, 2, 3, 4, 5, 6});
}

TEST_CASE("PNG: the error for Apple's variant names it") {
    const Bytes plain = samples::png(2, 2, 1, Bytes(4, 7));
    Bytes apple(plain.begin(), plain.begin() + 8);
    samples::put_chunk(apple, "CgBI", {0x50, 0, 0x20, 2});
    apple.insert(apple.end(), plain.begin() + 8, plain.end());
    CHECK(sentence(apple) ==
          "picture: is a PNG in Apple's own variant (CgBI), which only Apple's programs read; open it on a Mac and "
          "export it as PNG or JPEG.");
    CHECK_THROWS_AS(picture_size(apple, "picture"), LoadError);
}
