#include "core/image/files/formats/heif_coded_size.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/coded_pictures.h"
#include "tests/support/picture_values.h"

using namespace convscope;

namespace {

/// Packs bits into bytes, the highest bit first.
class BitWriter {
  public:
    BitWriter& put(std::size_t value, unsigned count) {
        for (unsigned i = count; i > 0; --i, ++used_) {
            if (used_ % 8 == 0) bytes_.push_back(0);
            if ((value >> (i - 1) & 1U) != 0) bytes_.back() |= byte(std::size_t{128} >> used_ % 8);
        }
        return *this;
    }
    /// Writes the number after as many zeros as it has further bits.
    BitWriter& put_exponential(std::size_t value) {
        unsigned bits = 0;
        while ((value + 1) >> (bits + 1) != 0) ++bits;
        return put(0, bits).put(value + 1, bits + 1);
    }
    const Bytes& bytes() const { return bytes_; }

  private:
    Bytes bytes_;
    std::size_t used_ = 0;
};

/// AV1's sequence header of a single picture.
Bytes av1_header(std::size_t cols, std::size_t rows) {
    return BitWriter().put(3, 5).put(0, 5).put(13, 4).put(13, 4).put(cols - 1, 14).put(rows - 1, 14).bytes();
}

/// HEVC's sequence parameter set up to the size, without bytes that need an escape.
Bytes hevc_set(std::size_t cols, std::size_t rows, std::size_t chroma = 1) {
    BitWriter out;
    out.put(0x4201, 16).put(1, 8);
    for (int i = 0; i < 12; ++i) out.put(0xFF, 8);
    out.put_exponential(0).put_exponential(chroma);
    if (chroma == 3) out.put(0, 1);
    return out.put_exponential(cols).put_exponential(rows).bytes();
}

/// Overwrites bytes, beginning at the first place of `mark`.
void overwrite(Bytes& file, const Bytes& mark, const Bytes& bytes) {
    const auto found = std::search(file.begin(), file.end(), mark.begin(), mark.end());
    REQUIRE(file.end() - found >= static_cast<std::ptrdiff_t>(bytes.size()));
    std::ranges::copy(bytes, found);
}

std::vector<int> plain(int /*row*/, int /*col*/) {
    return {90, 90, 90};
}

}  // namespace

TEST_CASE("AV1: the size is read from a sequence header of a picture and of a film") {
    const auto size = av1_sequence_size(av1_header(11'000, 9'000));
    REQUIRE(size);
    CHECK(size->cols == 11'000);
    CHECK(size->rows == 9'000);
    BitWriter film;  // profile, timing with equal intervals, the decoder's model, a delay, two operating points
    film.put(0, 5).put(1, 1).put(7, 32).put(9, 32).put(1, 1).put_exponential(4).put(1, 1).put(9, 5).put(0, 32);
    film.put(0, 10).put(1, 1).put(1, 5);
    film.put(0, 12).put(9, 5).put(1, 1).put(1, 1).put(0, 21).put(1, 1).put(0, 4);
    film.put(0, 12).put(3, 5).put(0, 1).put(0, 1);
    film.put(9, 4).put(8, 4).put(639, 10).put(359, 9);
    const auto film_size = av1_sequence_size(film.bytes());
    REQUIRE(film_size);
    CHECK(film_size->cols == 640);
    CHECK(film_size->rows == 360);
    Bytes cut = av1_header(64, 64);
    cut.resize(4);
    CHECK_FALSE(av1_sequence_size(cut));
    CHECK_FALSE(av1_sequence_size({}));
}

TEST_CASE("HEVC: the size is read from a sequence parameter set, without escapes") {
    for (const std::size_t chroma : {0, 1, 3}) {
        const auto size = hevc_sequence_size(hevc_set(11'000, 9'000, chroma));
        REQUIRE(size);
        CHECK(size->cols == 11'000);
        CHECK(size->rows == 9'000);
    }
    Bytes escaped = hevc_set(640, 360);
    std::fill(escaped.begin() + 5, escaped.begin() + 7, std::uint8_t{0});
    escaped.insert(escaped.begin() + 7, 3);
    CHECK(hevc_sequence_size(escaped)->cols == 640);
    Bytes cut = hevc_set(640, 360);
    cut.resize(17);
    CHECK_FALSE(hevc_sequence_size(cut));
}

TEST_CASE("HEIC and AVIF: the coded sizes of a file are at least the picture's") {
    for (const bool avif : {false, true}) {
        if (!samples::has_heif_encoder(avif)) continue;
        CAPTURE(avif);
        const std::vector<CodedSize> sizes =
            heif_coded_sizes(samples::heif({.avif = avif, .cols = 200, .rows = 120}, plain));
        REQUIRE(!sizes.empty());
        for (const CodedSize& size : sizes) {
            CHECK(size.cols >= 200);
            CHECK(size.cols < 264);
            CHECK(size.rows >= 120);
            CHECK(size.rows < 184);
        }
    }
}

TEST_CASE("AVIF: a file that codes more pixels than its header states is refused before it is decoded") {
    if (!samples::has_heif_encoder(true)) return;
    Bytes file = samples::heif({.avif = true}, plain);
    const Bytes header = av1_header(11'000, 11'000);
    Bytes unit{0x0A, byte(header.size())};  // a sequence header with its length
    put(unit, header);
    // The item's data starts with a temporal delimiter or a sequence header.
    Bytes mark = text_bytes("mdat");
    Bytes data = mark;
    put(data, unit);
    overwrite(file, mark, data);
    CHECK(sentence(file) ==
          "picture: is too large with 11000 x 11000 pixels; choose a picture of at most 100 megapixels.");
}

TEST_CASE("HEIC: a file that codes more pixels than its header states is refused before it is decoded") {
    if (!samples::has_heif_encoder(false)) return;
    Bytes file = samples::heif({}, plain);
    overwrite(file, {0x42, 0x01, 0x01}, hevc_set(11'000, 11'000));
    CHECK(sentence(file) ==
          "picture: is too large with 11000 x 11000 pixels; choose a picture of at most 100 megapixels.");
}
