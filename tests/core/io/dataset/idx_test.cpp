#include "core/io/dataset/idx.h"

#include <doctest/doctest.h>

#include <numeric>
#include <random>
#include <string>

#include "core/base/load_error.h"
#include "tests/support/idx_files.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
using samples::gzipped;
using samples::idx;
using samples::IdxBytes;

namespace {

using Lengths = std::vector<std::int64_t>;

IdxBytes ramp(std::size_t count) {
    IdxBytes values(count);
    std::iota(values.begin(), values.end(), std::uint8_t{0});
    return values;
}

std::string error_of(const IdxBytes& bytes) {
    try {
        decode_idx(bytes, "x-ubyte");
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

/// True if the bytes give an array with as many values as its shape states, or an error of one sentence.
bool is_sound(const IdxBytes& bytes) {
    try {
        const IdxArray array = decode_idx(bytes, "x");
        std::int64_t count = 1;
        for (const std::int64_t length : array.shape) count *= length;
        return count == std::ssize(array.values);
    } catch (const LoadError& error) {
        const std::string text = error.what();
        return text.find('\n') == std::string::npos && text.back() == '.';
    }
}

}  // namespace

TEST_CASE("arrays of one to four axes are read, plain and compressed") {
    for (const std::vector<std::uint32_t>& shape :
         {std::vector<std::uint32_t>{24}, {4, 6}, {2, 3, 4}, {2, 3, 1, 4}, {1, 1, 1, 24}}) {
        const IdxBytes bytes = idx(shape, ramp(24));
        for (const IdxBytes& form : {bytes, gzipped(bytes)}) {
            const IdxArray array = decode_idx(form, "x");
            CHECK(array.shape == Lengths(shape.begin(), shape.end()));
            CHECK(array.values == ramp(24));
        }
    }
}

TEST_CASE("the contents of several gzip members in one file are concatenated") {
    const TemporaryFolder folder;
    const IdxBytes bytes = idx({300}, IdxBytes(300, 7));
    CHECK(load_idx(folder.write("plain", bytes)).values == IdxBytes(300, 7));
    CHECK(load_idx(folder.write("packed.gz", gzipped(bytes))).shape == Lengths{300});
    IdxBytes joined = gzipped({bytes.begin(), bytes.begin() + 100});
    const IdxBytes second_part = gzipped({bytes.begin() + 100, bytes.end()});
    joined.insert(joined.end(), second_part.begin(), second_part.end());
    CHECK(load_idx(folder.write("joined.gz", joined)).values == IdxBytes(300, 7));
}

TEST_CASE("files that are not IDX files of bytes are refused with one sentence") {
    CHECK(error_of({'P', 'K', 3, 4}) ==
          "x-ubyte: is not an IDX file; open a file such as train-images-idx3-ubyte, compressed with gzip or not.");
    CHECK(error_of(gzipped({'h', 'e', 'l', 'l', 'o'})).find("is not an IDX file") != std::string::npos);
    CHECK(error_of(idx({2}, {1, 2}, 0x0D)) ==
          "x-ubyte: is an IDX file of values of type 0x0D; open an IDX file of bytes (type 0x08).");
    CHECK(error_of({0, 0, 8, 0}).find("with 0 axes") != std::string::npos);
    CHECK(error_of(idx({1, 1, 1, 1, 1}, {1})).find("with 5 axes; open one with 1 to 4 axes") != std::string::npos);
    CHECK(error_of(idx({3, 0, 2}, {})).find("has no values (3 x 0 x 2)") != std::string::npos);
}

TEST_CASE("sizes that do not fit the file are refused before memory is allocated") {
    CHECK(error_of(idx({5}, {1, 2, 3, 4})) == "x-ubyte: is cut short; copy or download it again.");
    CHECK(error_of(idx({3}, {1, 2, 3, 4})).find("has more than the 3 values that its header states") !=
          std::string::npos);
    CHECK(error_of(gzipped(idx({3}, {1, 2, 3, 4}))).find("has more than the 3 values") != std::string::npos);
    CHECK(error_of(gzipped(idx({5000}, IdxBytes(4999)))).find("is cut short") != std::string::npos);
    CHECK(error_of(idx({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, {})).find("is too large") !=
          std::string::npos);
    // within the limit, but more than these few compressed bytes can hold
    CHECK(error_of(gzipped(idx({1000, 1000, 1000}, {}))).find("is cut short") != std::string::npos);
    CHECK(error_of(idx({1000, 1000, 1000}, {1})).find("is cut short") != std::string::npos);
    CHECK(error_of({0, 0, 8, 3, 0, 0}).find("is cut short") != std::string::npos);
}

TEST_CASE("damage in a gzip file is found by its checksum") {
    const IdxBytes whole = gzipped(idx({1000}, ramp(1000)));
    IdxBytes damaged = whole;
    damaged[damaged.size() - 5] ^= 1;
    CHECK(error_of(damaged).find("is a damaged gzip file (incorrect data check)") != std::string::npos);
    CHECK(error_of({whole.begin(), whole.end() - 9}).find("is cut short") != std::string::npos);
    IdxBytes extended = whole;
    extended.push_back('x');
    CHECK_FALSE(error_of(extended).empty());
    CHECK_THROWS_WITH_AS(load_idx("/nonexistent/train-images-idx3-ubyte"), doctest::Contains("there is no such file"),
                         LoadError);
}

TEST_CASE("damaged IDX files are read or refused with one sentence") {
    for (const IdxBytes& whole : {idx({3, 2, 2}, ramp(12)), gzipped(idx({3, 5, 5}, ramp(75)))}) {
        REQUIRE(error_of(whole).empty());
        for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
            IdxBytes damaged = whole;
            damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
            CHECK(is_sound(damaged));
        }
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const IdxBytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
            CHECK_FALSE(error_of(cut).empty());
            CHECK(is_sound(cut));
        }
        std::mt19937 random(7);
        for (int round = 0; round < 2000; ++round) {
            IdxBytes damaged = whole;
            for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
            CHECK(is_sound(damaged));
        }
    }
}
