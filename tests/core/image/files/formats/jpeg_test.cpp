#include "core/image/files/formats/jpeg.h"

#include <doctest/doctest.h>

#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

/// A JPEG of 8 x 8 equal pixels with four components. Its tables come from a file of quality 100, in which the
/// quantisation steps are 1.
Bytes jpeg_of_four(const std::string& bits, const Bytes& extra) {
    const Bytes other = samples::jpeg(8, 8, 1, Bytes(64, 90));
    Bytes out{0xFF, 0xD8};
    put(out, extra);
    for (std::size_t at = 2; other[at + 1] != 0xDA;) {
        const std::size_t length = 2U + (std::size_t{other[at + 2]} << 8U | other[at + 3]);
        if (other[at + 1] == 0xDB || other[at + 1] == 0xC4)
            out.insert(out.end(), other.begin() + static_cast<std::ptrdiff_t>(at),
                       other.begin() + static_cast<std::ptrdiff_t>(at + length));
        at += length;
    }
    put(out, Bytes{0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0});
    put(out, Bytes{0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0});
    for (std::size_t at = 0; at < bits.size(); at += 8) {
        std::string eight = bits.substr(at, 8);
        eight.resize(8, '1');
        const auto packed = static_cast<std::uint8_t>(std::stoi(eight, nullptr, 2));
        out.push_back(packed);
        if (packed == 0xFF) out.push_back(0);
    }
    put(out, Bytes{0xFF, 0xD9});
    return out;
}

/// The code of each component is its mean's size and value (T.81, table K.3) and the end of the block.
const std::string kInks =
    "11111010000000"  // 144: 8 * (144 - 128) = 128 takes eight bits
    "1010"
    "00"  // 128: 0
    "1010"
    "11111001111111"  // 112: -128
    "1010"
    "111111101111111000"  // 255: 1016 takes ten bits
    "1010";

}  // namespace

TEST_CASE("JPEG: four components without Adobe's marker are inverted CMYK") {
    const Picture picture = decoded(jpeg_of_four(kInks, {}));
    REQUIRE(picture.planes.size() == 3);
    CHECK(picture.planes[0].at(4, 4) == 144);
    CHECK(picture.planes[1].at(4, 4) == 128);
    CHECK(picture.planes[2].at(4, 4) == 112);
    // With a marker for CMYK the file gives an equal picture.
    const Bytes marker{0xFF, 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    CHECK(decoded(jpeg_of_four(kInks, marker)).planes[0].at(4, 4) == 144);
}

TEST_CASE("JPEG: only a file of four components without Adobe's marker is changed") {
    CHECK(with_cmyk_marker(samples::jpeg(8, 8, 3, Bytes(192, 90))).empty());
    CHECK(with_cmyk_marker(Bytes{0xFF, 0xD8, 0xFF}).empty());
    CHECK(with_cmyk_marker(jpeg_of_four(kInks, {})).size() == jpeg_of_four(kInks, {}).size() + 16);
}
