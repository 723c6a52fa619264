#include "core/io/npy/npy.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "core/base/load_error.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

std::vector<std::uint8_t> npy(const std::string& header, const std::string& data, char version = 1) {
    std::string all = "\x93NUMPY";
    all += version;
    all += '\0';
    all += static_cast<char>(header.size());
    all += '\0';
    if (version > 1) all += std::string(2, '\0');
    all += header + data;
    return {all.begin(), all.end()};
}

std::string header(const std::string& type, const std::string& shape, bool fortran = false) {
    return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape +
           ", }\n";
}

std::string text(std::initializer_list<int> bytes) {
    std::string all;
    for (const int b : bytes) all += static_cast<char>(b);
    return all;
}

using Values = std::vector<float>;
using Axes = std::vector<std::int64_t>;

Values values(const std::string& type, const std::string& shape, const std::string& data) {
    return decode_npy(npy(header(type, shape), data), "x.npy").values;
}

std::string error_of(const std::vector<std::uint8_t>& bytes) {
    try {
        decode_npy(bytes, "x.npy");
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("float32 values keep their bits when saved and read") {
    const TemporaryFolder folder;
    NpyArray array{{2, 2, 2},
                   {0.1F, -0.0F, 1e-45F, 3.4e38F, std::numeric_limits<float>::infinity(), std::nanf("7"), -1, 2}};
    save_npy(folder / "a.npy", array);
    const NpyArray back = load_npy(folder / "a.npy");
    CHECK(back.shape == array.shape);
    REQUIRE(back.values.size() == 8);
    for (std::size_t i = 0; i < 8; ++i)
        CHECK(std::bit_cast<std::uint32_t>(back.values[i]) == std::bit_cast<std::uint32_t>(array.values[i]));
}

TEST_CASE("an image is written without the padding of its rows, its data aligned to 64 bytes") {
    const TemporaryFolder folder;
    FloatImage image(Size{2, 3});
    for (int i = 0; i < 6; ++i) image.at(i / 3, i % 3) = static_cast<float>(i) / 3;
    save_npy(folder / "a.npy", image);
    const std::string content = content_of(folder / "a.npy");
    CHECK(content.substr(0, 8) == std::string("\x93NUMPY\x01\0", 8));
    CHECK(content.size() == 128 + 6 * sizeof(float));
    CHECK(content[127] == '\n');
    CHECK(content.substr(10, 61) == "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  ");
    const NpyArray back = load_npy(folder / "a.npy");
    CHECK(back.shape == Axes{2, 3});
    for (int i = 0; i < 6; ++i) CHECK(back.values[static_cast<std::size_t>(i)] == static_cast<float>(i) / 3);
}

TEST_CASE("shapes of every rank are saved and read") {
    const TemporaryFolder folder;
    for (const NpyArray& array :
         {NpyArray{{}, {5}}, NpyArray{{3}, {1, 2, 3}}, NpyArray{{0, 4}, {}}, NpyArray{{1, 1, 1, 2}, {1, 2}}}) {
        save_npy(folder / "a.npy", array);
        const NpyArray back = load_npy(folder / "a.npy");
        CHECK(back.shape == array.shape);
        CHECK(back.values == array.values);
    }
}

TEST_CASE("integers and booleans of every size and byte order are read") {
    CHECK(values("|b1", "(3,)", text({0, 1, 7})) == Values{0, 1, 1});
    CHECK(values("|u1", "(2,)", text({0, 255})) == Values{0, 255});
    CHECK(values("|i1", "(2,)", text({127, 255})) == Values{127, -1});
    CHECK(values("<i2", "(2,)", text({1, 0, 0xFE, 0xFF})) == Values{1, -2});
    CHECK(values(">i2", "(2,)", text({0, 1, 0xFF, 0xFE})) == Values{1, -2});
    CHECK(values("<u2", "(1,)", text({0xFF, 0xFF})) == Values{65535});
    CHECK(values(">u4", "(1,)", text({0, 1, 0, 0})) == Values{65536});
    CHECK(values("<i4", "(1,)", text({0, 0, 0, 0x80})) == Values{-2147483648.0F});
    CHECK(values("<i8", "(1,)", text({0, 0, 0, 0, 1, 0, 0, 0})) == Values{4294967296.0F});
    CHECK(values("<u8", "(1,)", text({0, 0, 0, 0, 0, 0, 0, 0x80})) == Values{9223372036854775808.0F});
}

TEST_CASE("floats of every size and byte order are read") {
    CHECK(values(">f4", "(1,)", text({0x3F, 0xC0, 0, 0})) == Values{1.5F});
    CHECK(values("=f4", "(1,)", text({0, 0, 0xC0, 0x3F})) == Values{1.5F});
    CHECK(values("<f8", "(1,)", text({0, 0, 0, 0, 0, 0, 0xF8, 0xBF})) == Values{-1.5F});
    CHECK(values(">f8", "(1,)", text({0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A})) == Values{0.1F});
    // 1, -2, the largest, the smallest, infinity, a quarter
    CHECK(values("<f2", "(6,)", text({0, 0x3C, 0, 0xC0, 0xFF, 0x7B, 1, 0, 0, 0x7C, 0, 0x34})) ==
          Values{1, -2, 65504, std::ldexp(1.0F, -24), std::numeric_limits<float>::infinity(), 0.25F});
    CHECK(std::isnan(values("<f2", "(1,)", text({0, 0x7E}))[0]));
    CHECK(std::signbit(values("<f2", "(1,)", text({0, 0x80}))[0]));
}

TEST_CASE("an array in Fortran order is converted to C order") {
    // numpy.arange(6).reshape(2, 3) and numpy.arange(8).reshape(2, 2, 2), as Fortran order stores them
    const NpyArray flat = decode_npy(npy(header("|u1", "(2, 3)", true), text({0, 3, 1, 4, 2, 5})), "x");
    CHECK(flat.shape == Axes{2, 3});
    CHECK(flat.values == Values{0, 1, 2, 3, 4, 5});
    const NpyArray cube = decode_npy(npy(header("|u1", "(2, 2, 2)", true), text({0, 4, 2, 6, 1, 5, 3, 7})), "x");
    CHECK(cube.values == Values{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK(decode_npy(npy(header("|u1", "(0, 3)", true), ""), "x").values.empty());
}

TEST_CASE("every version and spelling of the header is read") {
    CHECK(decode_npy(npy(header("|u1", "(1,)"), "A", 2), "x").values == Values{65});
    CHECK(decode_npy(npy(header("|u1", "(1,)"), "A", 3), "x").values == Values{65});
    const std::string other = R"({ "shape":(2L,1), "fortran_order" : False,"descr":"|u1"})";
    CHECK(decode_npy(npy(other, "AB"), "x").shape == Axes{2, 1});
    CHECK(decode_npy(npy(header("|u1", "()"), "A"), "x").shape.empty());
    // Bytes after the array are ignored: numpy.save can append another array to an open file.
    CHECK(decode_npy(npy(header("|u1", "(1,)"), "A and more"), "x").values == Values{65});
}

TEST_CASE("arrays that cannot be read are refused with one sentence") {
    const std::string convert = "; convert it first: numpy.save(file, array.astype('float32')).";
    CHECK(error_of(npy(header("<c8", "(1,)"), "12345678")) == "x.npy: holds values of type '<c8'" + convert);
    CHECK(error_of(npy(header("|O", "(1,)"), "")) == "x.npy: holds values of type '|O'" + convert);
    CHECK(error_of(npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "1234")) ==
          "x.npy: holds a table with named columns" + convert);
    CHECK(error_of(npy(header("<f4", "(2,)"), "1234")) == "x.npy: is cut short; copy or save it again.");
    CHECK(error_of(npy(header("<f4", "(2,)"), "1234", 9)) ==
          "x.npy: is a .npy file of the unknown version 9; open a .npy file that numpy.save wrote.");
    CHECK(error_of({'P', 'K'}) == "x.npy: is not a .npy file; open a .npy file that numpy.save wrote.");
    CHECK(error_of(npy("{'descr': '<f4', 'shape': (1,)}", "1234")) ==
          "x.npy: has a damaged .npy header (its type, order or shape is missing); save it again with numpy.save.");
    CHECK(error_of(npy(header("<f4", "(-1,)"), "1234")) ==
          "x.npy: has a damaged .npy header (a dimension is not a whole number); save it again with numpy.save.");
}

TEST_CASE("sizes above the limit are refused before memory is allocated") {
    const std::string shape = "(4000000000, 4000000000)";
    CHECK(error_of(npy(header("|u1", shape), "")) ==
          "x.npy: is too large with shape " + shape + "; open an array of up to 268 million values.");
    CHECK(error_of(npy(header("|u1", "(99999999999999999999,)"), "")) != "");
    CHECK(error_of(npy(header("<f8", "(200000000,)"), "few")) == "x.npy: is cut short; copy or save it again.");
}

TEST_CASE("a header that is cut short anywhere is refused") {
    const std::vector<std::uint8_t> whole = npy(header("<f4", "(1, 1)"), "1234");
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK(error_of({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}) != "");
    CHECK(error_of(whole) == "");
}
