// The errors of load.cpp for files that are not pictures or are incomplete.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/image/files/load.h"
#include "tests/support/picture_values.h"
#include "tests/support/sample_pictures.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

std::string file_sentence(const std::filesystem::path& file) {
    try {
        load_picture(file);
        return {};
    } catch (const LoadError& error) {
        CHECK(error.file() == file.string());
        return error.fault();
    }
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

struct Sample {
    const char* name;
    Bytes bytes;
    std::size_t length;  ///< number of bytes that the picture needs; the rest does not change it
};

std::vector<Sample> whole_samples() {
    Bytes rgb(48);
    for (std::size_t i = 0; i < rgb.size(); ++i) rgb[i] = byte(i * 5);
    std::vector<Sample> all{
        {"PNG", samples::png(4, 4, 3, rgb), 0},
        {"JPEG", samples::jpeg(4, 4, 3, rgb), 0},
        {"BMP", samples::bmp(4, 4, rgb, false), 0},
        {"TGA", samples::tga(4, 4, rgb, false), 0},
        {"TGA", samples::tga(4, 4, rgb, true), 0},
        {"GIF", samples::gif(4, 4, 4, Bytes(16, 1), Bytes(12, 9), -1, 0), 0},
        {"PSD", samples::psd(4, 4, 8, rgb), 0},
        {"HDR", samples::hdr(4, 3, rgb), 0},
        {"HDR", samples::hdr(8, 1, {2, 2, 0, 8, 136, 128, 136, 64, 136, 0, 136, 129}), 0},
        {"PNM", text_bytes("P5 4 4 255\n0123456789abcdef"), 0},
        {"PNM", text_bytes("P2 2 2 255 0 64 128 255"), 0},
    };
    for (Sample& sample : all) sample.length = sample.bytes.size();
    all[0].length -= 4;      // the checksum of the end marker
    all[5].length -= 1;      // the trailer after the last frame
    all.back().length -= 2;  // "2", "25" and "255" are all numbers
    return all;
}

}  // namespace

TEST_CASE("a truncated picture is refused wherever it ends, and most errors say that it is cut short") {
    for (const Sample& sample : whole_samples()) {
        CAPTURE(sample.name);
        REQUIRE(sentence(sample.bytes) == "");
        std::size_t named = 0;
        for (std::size_t length = 0; length < sample.length; ++length) {
            CAPTURE(length);
            const std::string text =
                sentence(Bytes(sample.bytes.begin(), sample.bytes.begin() + static_cast<std::ptrdiff_t>(length)));
            CHECK(text != "");
            if (contains(text, "cut short")) ++named;
        }
        CHECK(named * 2 > sample.length - 20);
        const Bytes cut(sample.bytes.begin(), sample.bytes.begin() + static_cast<std::ptrdiff_t>(sample.length - 1));
        CHECK(sentence(cut) == "picture: is cut short: its " + std::string(sample.name) +
                                   " data ends before the picture is complete; copy or download it again.");
    }
}

TEST_CASE("a header with more than 100 megapixels is refused") {
    const std::string expected =
        "picture: is too large with 100000 x 100000 pixels; choose a picture of at most 100 megapixels.";
    CHECK(sentence(samples::raw_png(100'000, 100'000, 8, 0, {0})) == expected);
    CHECK(sentence("P5 100000 100000 255\n") == expected);
    CHECK(sentence("P2 99999999999999999999 1 255\n0") != "");
    Bytes bmp = samples::bmp(4, 1, Bytes(12, 0), false);
    for (const std::size_t field : {18U, 22U}) {
        const Bytes side{0xA0, 0x86, 0x01, 0};  // 100,000
        std::copy(side.begin(), side.end(), bmp.begin() + static_cast<std::ptrdiff_t>(field));
    }
    CHECK(sentence(bmp) == expected);
    CHECK(contains(sentence(samples::tga(65535, 65535, {}, false)), "too large with 65535 x 65535"));
    CHECK(contains(sentence(samples::hdr(65535, 65535, {})), "too large with 65535 x 65535"));
    CHECK(contains(sentence(samples::psd(30000, 30000, 8, {})), "too large with 30000 x 30000"));
    CHECK(contains(sentence(samples::gif(65535, 65535, 1, {0}, Bytes(12, 0), -1, 0)), "too large with 65535 x 65535"));
}

TEST_CASE("a header that states more pixels than the file can contain is refused") {
    CHECK(contains(sentence(samples::raw_png(9000, 9000, 8, 6, Bytes(100, 0))), "is cut short"));
    CHECK(contains(sentence(samples::tga(9000, 9000, Bytes(300, 0), false)), "is cut short"));
    CHECK(contains(sentence(samples::tga(9000, 9000, Bytes(300, 0), true)), "is cut short"));
    CHECK(contains(sentence(samples::psd(9000, 9000, 8, Bytes(300, 0))), "is cut short"));
    CHECK(contains(sentence(samples::hdr(9000, 9000, Bytes(400, 0))), "is cut short"));
    Bytes bmp = samples::bmp(4, 1, Bytes(12, 0), false);
    bmp[20] = bmp[24] = 0x20;  // third byte of columns and rows: 2 million x 2 million is too large
    CHECK(contains(sentence(bmp), "is too large with"));
    bmp[20] = 0;
    CHECK(contains(sentence(bmp), "is cut short"));
}

TEST_CASE("a picture without pixels is refused") {
    CHECK(contains(sentence(samples::raw_png(0, 5, 8, 0, {0})), "has no pixels"));
    CHECK(contains(sentence("P5 0 5 255\n"), "has no pixels"));
}

TEST_CASE("a PNG that unpacks into far more data than its pixels need is refused") {
    const std::string text = sentence(samples::raw_png(1, 1, 8, 0, Bytes(65535, 0), [] {
        Bytes more;
        for (int i = 0; i < 3; ++i) samples::put_chunk(more, "IDAT", Bytes(65535, 0));
        return more;
    }()));
    CHECK(contains(text, "it holds far more data than pixels"));
}

TEST_CASE("the error for another kind of file names the kind") {
    const std::vector<std::pair<std::string, std::string>> kinds{
        {std::string("\xFF\x0A\x10", 3), "is a JPEG XL picture"},
        {std::string("\0\0\0\x18"
                     "ftypisom",
                     12),
         "is a film"},
        {"<?xml version=\"1.0\"?>\n<svg width=\"9\"/>", "is an SVG drawing"},
        {"<!DOCTYPE html><html></html>", "is a web page"},
        {"%PDF-1.7\n", "is a PDF document"},
        {"P7\nWIDTH 1\n", "is a PAM picture"},
        {std::string("\x93NUMPY\x01\0", 8), "is a NumPy array"},
        {"Dear teacher,\nplease find attached", "is a text file"},
    };
    for (const auto& [start, kind] : kinds) CHECK(sentence(start) == "picture: " + kind + "; save it as PNG or JPEG.");
    CHECK(sentence(std::string("\x01\x02\x03\xFF\0\0", 6)) ==
          "picture: is not a picture of a known format; choose a PNG, JPEG, WebP, AVIF, HEIC, TIFF, BMP, TGA, GIF, "
          "PNM, PSD or HDR picture.");
    CHECK(sentence("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n") ==
          "picture: is a Git LFS pointer, a text in place of the picture; get the picture with git lfs pull.");
    CHECK(sentence("") ==
          "picture: is empty (0 bytes); choose a PNG, JPEG, WebP, AVIF, HEIC, TIFF, BMP, TGA, GIF, PNM, PSD or HDR "
          "picture.");
}

TEST_CASE("the error for an unreadable file names the fault") {
    const TemporaryFolder folder;
    CHECK(file_sentence(folder.path()) == "is a folder");
    CHECK(file_sentence(folder / "missing.png") == "there is no such file");
    CHECK(file_sentence(folder.write("empty.png", "")) == "is empty (0 bytes)");
    CHECK(file_sentence(folder.write("text.png", "no picture")) == "is a text file");
    CHECK(file_sentence("/dev/null") == "is a device or a pipe, not a file");
    const auto file = folder.write("locked.png", samples::png(1, 1, 1, {7}));
    CHECK(file_sentence(file / "below") == "cannot be read");
    if (::geteuid() == 0) return;  // root may read everything
    std::filesystem::permissions(file, std::filesystem::perms::none);
    CHECK(file_sentence(file) == "you have no permission to read it");
}

TEST_CASE("a damaged JPEG is refused before its tables are used") {
    const Bytes whole = samples::jpeg(8, 8, 1, Bytes(64, 90));
    const auto find = [&](std::uint8_t marker) {
        for (std::size_t i = 0; i + 1 < whole.size(); ++i)
            if (whole[i] == 0xFF && whole[i + 1] == marker) return i;
        return whole.size();
    };
    Bytes crowded = whole;  // 16 x 255 codes
    const std::size_t huffman = find(0xC4);
    for (std::size_t i = 5; i < 21; ++i) crowded[huffman + i] = 255;
    CHECK(contains(sentence(crowded), "an invalid Huffman table"));

    Bytes undefined = whole;  // the tables become a comment
    undefined[huffman + 1] = 0xFE;
    CHECK(contains(sentence(undefined), "it uses a Huffman table it does not define"));

    Bytes unquantised = whole;
    unquantised[find(0xDB) + 1] = 0xFE;
    CHECK(contains(sentence(unquantised), "it uses a quantisation table it does not define"));

    Bytes arithmetic = whole;
    arithmetic[find(0xC0) + 1] = 0xC9;
    CHECK(contains(sentence(arithmetic), "lossless, hierarchical or arithmetic coding"));
}

TEST_CASE("PSD variants that stb_image decodes incorrectly are refused, and the errors name them") {
    CHECK(sentence(samples::psd(1, 1, 8, {1, 2, 3}, 4)) ==
          "picture: is a PSD file with CMYK colours, not RGB; save it as PNG or JPEG.");
    CHECK(sentence(samples::psd(1, 1, 8, {1, 2, 3}, 1)) ==
          "picture: is a PSD file with grey colours, not RGB; save it as PNG or JPEG.");
    CHECK(sentence(samples::psd(1, 1, 16, Bytes(20, 0), 3, 1)) ==
          "picture: is a compressed PSD file with 16 bits per channel; save it as PNG or JPEG.");
    CHECK(sentence(samples::psd(1, 1, 32, Bytes(20, 0))) ==
          "picture: is a PSD file with 32 bits per channel; save it as PNG or JPEG.");
}

TEST_CASE("damaged text in a PNM is refused") {
    CHECK(contains(sentence("P2 1 1 0 5"), "its maximum value is not 1 to 65535"));
    CHECK(contains(sentence("P2 1 1 70000 5"), "its maximum value is not 1 to 65535"));
    CHECK(contains(sentence("P2 2 1 255 5 x 7"), "a number is missing"));
    CHECK(contains(sentence("P1 2 1 02"), "a digit that is neither 0 nor 1"));
}
