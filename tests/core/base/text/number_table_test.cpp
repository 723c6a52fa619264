#include "core/base/text/number_table.h"

#include <doctest/doctest.h>

#include <string>

#include "core/base/load_error.h"
#include "core/base/text/number_notation.h"

namespace convscope {

namespace {

const TableSource kSource{.file = "table", .subject = "picture", .remedy = "copy numbers"};

NumberTable table(std::string_view text) {
    return read_number_table(text, kSource);
}

bool equals(const NumberTable& read, int rows, int cols, const std::vector<float>& values) {
    return read.rows == rows && read.cols == cols && read.values == values;
}

std::string table_fault(std::string_view text) {
    try {
        table(text);
    } catch (const LoadError& error) {
        return error.fault();
    }
    return {};
}

}  // namespace

TEST_CASE("a table may have any number of rows and columns") {
    CHECK(equals(table("1 2 3\n4 5 6"), 2, 3, {1, 2, 3, 4, 5, 6}));
    CHECK(equals(table("7"), 1, 1, {7}));
    CHECK(equals(table("0\t64\t128\n48\t192\t144\n"), 2, 3, {0, 64, 128, 48, 192, 144}));
    CHECK(equals(table("[[0, 64], [48, 192], [142, 226]]"), 3, 2, {0, 64, 48, 192, 142, 226}));
    CHECK(equals(table("array([[ 0,  64],\n       [48, 192]], dtype=uint8)"), 2, 2, {0, 64, 48, 192}));
    CHECK(equals(table("[[0. 64.]\n [48. 192.]]"), 2, 2, {0, 64, 48, 192}));
    CHECK(equals(table("\ufeff1,2\n3,4\n"), 2, 2, {1, 2, 3, 4}));
}

TEST_CASE("a first line that names the columns is not part of the table") {
    const TableSource source{.file = "t.csv", .subject = "picture", .remedy = "write numbers"};
    for (const char* text : {"a,b,c\n1,2,3\n4,5,6\n", "\"a\";\"b 2\";\"c\"\n1;2;3\n4;5;6\n"}) {
        CAPTURE(std::string(text));
        CHECK(starts_like_number_table(text));
        const NumberTable table = read_number_table(text, source);
        CHECK(table.rows == 2);
        CHECK(table.cols == 3);
        CHECK(table.values == std::vector<float>{1, 2, 3, 4, 5, 6});
    }
    CHECK_FALSE(starts_like_number_table("id,name\n0,cat\n1,dog\n"));
    CHECK_THROWS_AS(read_number_table("a,b\n1,2,3\n", source), LoadError);
}

TEST_CASE("a column that numbers the rows below a heading without a name for it is not part of the table") {
    CHECK(equals(table(",0,1\n0,5,6\n1,7,8\n"), 2, 2, {5, 6, 7, 8}));
    CHECK(equals(table(";a;b\n0;0,5;6\n1;7;8\n"), 2, 2, {0.5, 6, 7, 8}));
    CHECK(equals(table("\ta\n0\t5\r\n1\t7\r\n"), 2, 1, {5, 7}));
    CHECK(table_fault(",0,1\n3,5,6\n4,7,8\n") == "a number is missing before a comma");
    CHECK(table_fault(",") != "");
}

TEST_CASE("commas are decimal commas if tabs, or semicolons on several lines, separate the numbers") {
    CHECK(equals(table("1,5\t2\n-0,25\t1/4"), 2, 2, {1.5F, 2, -0.25F, 0.25F}));
    CHECK(equals(table("1,5;2,5\n3,5;4,5\n"), 2, 2, {1.5F, 2.5F, 3.5F, 4.5F}));
    CHECK(equals(table("1;2;3\n4;5;6"), 2, 3, {1, 2, 3, 4, 5, 6}));
}

TEST_CASE("commas separate numbers unless tabs, or semicolons on several lines, separate them") {
    CHECK(equals(table("1,5;2,5"), 2, 2, {1, 5, 2, 5}));
    CHECK(equals(table("1,5 2,5"), 1, 4, {1, 5, 2, 5}));
    CHECK(equals(table("1,\t5\n2,\t5"), 2, 2, {1, 5, 2, 5}));
    CHECK(equals(table("1.5,2\t3,4"), 1, 4, {1.5F, 2, 3, 4}));
    CHECK(equals(table("[[1,5], [2,5]]"), 2, 2, {1, 5, 2, 5}));
}

TEST_CASE(
    "a table with rows of different lengths, or with a word, is refused, and the error names the row or the word") {
    CHECK(table_fault("1 2\n3") == "row 1 has 2 numbers, but row 2 has 1");
    CHECK(table_fault("1 2\n3 4 5") == "row 1 has 2 numbers, but row 2 has 3");
    CHECK(table_fault("a b") == "'a' is not a number");
    CHECK(table_fault("1e39") == "'1e39' is beyond the range of a picture value");
    CHECK(table_fault("\n") == "there are no numbers");
    const std::string long_text(100, '1');
    CHECK_THROWS_WITH_AS(
        read_number_table(long_text, {.file = "f", .subject = "picture", .remedy = "", .max_bytes = 99}),
        "f: a text of 100 bytes is too large for a picture.", LoadError);
}

TEST_CASE("starts_like_number_table() is true for text whose first lines hold numbers only, at least two in one line") {
    CHECK(starts_like_number_table("0,64,128\n48,"));
    CHECK(starts_like_number_table("\u22121 0 1e-3\n"));
    CHECK(starts_like_number_table("[[0, 1],\n [2, 3]]"));
    CHECK(starts_like_number_table("1.5;2\n"));
    CHECK_FALSE(starts_like_number_table(
        "0\n1\n2\n3\n"));  // one number in each line, as in a labels file with the names of digits
    CHECK_FALSE(starts_like_number_table("0 T-shirt\n1 Trouser\n"));
    CHECK_FALSE(starts_like_number_table(""));
    CHECK_FALSE(starts_like_number_table("7 up"));
    CHECK_FALSE(starts_like_numbers("7 up"));
    CHECK_FALSE(starts_like_numbers("-, .\n"));
    CHECK(starts_like_numbers("0\n1\n2\n3\n"));
    CHECK(starts_like_numbers("7"));
}

TEST_CASE("text of numbers may have comments and be a piece of a program") {
    for (const char* text : {"# rows, columns\n1 2\n3 4\n", "k = np.array([[1, 2],\n [3, 4]])", "\ufeff1,2\n3,4\n",
                             "array([[1, 2], [3, 4]], dtype=float)", "float k[2][2] = {{1, 2}, {3, 4}};"}) {
        CAPTURE(text);
        CHECK(starts_like_number_table(text));
        const NumberTable table = read_number_table(text, {.file = "f", .subject = "picture", .remedy = ""});
        CHECK(table.rows == 2);
        CHECK(table.values == std::vector<float>{1, 2, 3, 4});
    }
    CHECK(starts_like_number_table("k = np.array([[1, 2],\n [3, 4"));  // the first part of a longer text
    CHECK_FALSE(starts_like_number_table("[\"cat\", \"dog\"]"));
    CHECK_FALSE(starts_like_number_table("{\"0\": \"cat\"}"));
}

TEST_CASE("with_ascii_signs() converts signs of web pages to ASCII; without_locale() replaces decimal commas") {
    CHECK(with_ascii_signs("\u22121\u00a02 \u20133") == "-1 2 -3");
    CHECK(with_ascii_signs("1 / 9 2/ 3 4 /5") == "1/9 2/3 4/5");
    CHECK(without_locale("1,5;2") == "1,5;2");
    CHECK(without_locale("1,5;2\n3;4") == "1.5\t2\n3\t4");
}

}  // namespace convscope
