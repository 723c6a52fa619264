// Texts that parse_kernel() of kernel.h reads, and its errors for texts that it refuses.
#include <doctest/doctest.h>

#include <string>

#include "core/base/load_error.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

const Kernel kVertical{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}};

/// The fault of the text and its position; empty if the text is read.
std::string fault(std::string_view text) {
    try {
        parse_kernel(text);
    } catch (const LoadError& error) {
        CHECK(error.file() == "filter");
        CHECK(error.remedy() == "give 1, 3, 5 or 7 rows of as many numbers, such as -1,0,1;-2,0,2;-1,0,1");
        return error.fault() + (error.where().empty() ? "" : " @" + error.where());
    }
    return {};
}

}  // namespace

TEST_CASE("rows of numbers are read with every usual separator") {
    for (const char* text : {
             "-1,0,1;-2,0,2;-1,0,1",
             " -1, 0, 1; -2, 0, 2; -1, 0, 1; ",
             "-1 0 1\n-2 0 2\n-1 0 1\n",
             "-1\t0\t1\r\n-2\t0\t2\r\n-1\t0\t1\r\n",
             "\n  -1,0,1,\n\n  -2,0,2,\n  -1,0,1,\n",
             "-1 0 1; -2 0 2\n-1 0 1",
             "\u22121 0 1\n\u22122 0 2\n\u22121 0 1",
             "\u20131\u00a00\u00a01\n-2 0 2\n-1 0 1",
             "-1.0 +0. 1e0\n-.2e1 0 2.\n-10E-1 -0 +1",
         }) {
        CAPTURE(text);
        CHECK(parse_kernel(text) == kVertical);
    }
}

TEST_CASE("Python lists and C arrays are read") {
    for (const char* text : {
             "[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]",
             "[[-1,0,1],\n [-2,0,2],\n [-1,0,1],]",
             "[[-1., 0., 1.]\n [-2., 0., 2.]\n [-1., 0., 1.]]",
             "[\n  [\n    -1,\n    0,\n    1\n  ],\n  [-2, 0, 2],\n  [-1, 0, 1]\n]",
             "[-1, 0, 1],\n[-2, 0, 2],\n[-1, 0, 1]",
             "[-1 0 1; -2 0 2; -1 0 1]",
             "filter = [ [-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]",
             "np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=np.float32)",
             "k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)",
             "array([[-1.,  0.,  1.],\n       [-2.,  0.,  2.],\n       [-1.,  0.,  1.]], dtype=float32)",
             "{{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}}",
             "float k[3][3] = {{-1.f, 0, 1}, {-2.0F, 0.f, 2}, {-1, 0, 1}};",
             "static const float kernel[3][3] =\n{\n  { -1, 0, 1 },\n  { -2, 0, 2 },\n  { -1, 0, 1 },\n};\n",
             "{-1, 0, 1,\n -2, 0, 2,\n -1, 0, 1}",
         }) {
        CAPTURE(text);
        CHECK(parse_kernel(text) == kVertical);
    }
}

TEST_CASE("fractions are numbers") {
    const float ninth = 1.0F / 9;
    CHECK(parse_kernel("1/9").at(0, 0) == ninth);
    CHECK(parse_kernel("-1./9.f").at(0, 0) == -ninth);
    CHECK(parse_kernel("[[1/9, 1 / 9, 1/ 9], [1 /9, 2/4, 0/5], [1/3, -3/2, 1]]") ==
          Kernel{3, {ninth, ninth, ninth, ninth, .5F, 0, 1.0F / 3, -1.5F, 1}});
}

TEST_CASE("sizes 1, 3, 5 and 7 are read, other sizes are refused") {
    const auto square = [](int size) {
        std::string text;
        for (int r = 0; r < size; ++r) {
            for (int c = 0; c < size; ++c) text += std::to_string(c) + " ";
            text += "\n";
        }
        return text;
    };
    for (const int size : {1, 3, 5, 7}) CHECK(parse_kernel(square(size)).size == size);
    CHECK(fault(square(2)) == "a filter of 2 x 2 numbers is not supported");
    CHECK(fault(square(4)) == "a filter of 4 x 4 numbers is not supported");
    CHECK(fault(square(9)) == "a filter of 9 x 9 numbers is not supported");
}

TEST_CASE("text without a square of numbers is refused") {
    CHECK(fault("") == "there are no numbers");
    CHECK(fault(" \n;; \n") == "there are no numbers");
    CHECK(fault("[[], []]") == "there are no numbers");
    CHECK(fault("1 2 3") == "1 row of 3 numbers is not square");
    CHECK(fault("1\n2\n3") == "3 rows of 1 number are not square");
    CHECK(fault("1 2 3\n4 5 6") == "2 rows of 3 numbers are not square");
    CHECK(fault("1,2,3;4,5;6,7,8") == "row 1 has 3 numbers, but row 2 has 2");
    CHECK(fault("1,,2,3;4,5,6;7,8,9") == "a number is missing before a comma @row 1");
    CHECK(fault("1,2,3;,4,5,6;7,8,9") == "a number is missing before a comma @row 2");
}

TEST_CASE("the error quotes a token that is not a finite number") {
    CHECK(fault("abc") == "'abc' is not a number @row 1");
    CHECK(fault("1 2 3\n4 x 6\n7 8 9") == "'x' is not a number @row 2");
    CHECK(fault("1-") == "'1-' is not a number @row 1");
    CHECK(fault("-") == "'-' is not a number @row 1");
    CHECK(fault("+-1") == "'+-1' is not a number @row 1");
    CHECK(fault("0x10") == "'0x10' is not a number @row 1");
    CHECK(fault("1/") == "'1/' is not a number @row 1");
    CHECK(fault("1/2/3") == "'1/2/3' is not a number @row 1");
    CHECK(fault("nan") == "'nan' is not a finite number @row 1");
    CHECK(fault("-inf") == "'-inf' is not a finite number @row 1");
    CHECK(fault("1/inf") == "'1/inf' is not a finite number @row 1");
    CHECK(fault("1e39") == "'1e39' is beyond the range of a filter value @row 1");
    CHECK(fault("1e30/1e-30") == "'1e30/1e-30' is beyond the range of a filter value @row 1");
    CHECK(fault("1/0") == "'1/0' divides by zero @row 1");
    CHECK(fault(std::string(100, 'a')) == "'" + std::string(24, 'a') + "...' is not a number @row 1");
    CHECK(fault(std::string(23, 'a') + "\u00e4\u00e4") == "'" + std::string(23, 'a') + "...' is not a number @row 1");
    CHECK(fault("\x1b[31m") == "' ' before the numbers is not understood");
}

TEST_CASE("text before or after a list is refused, not ignored") {
    CHECK(fault("[[1]] / 9") == "'/9' after the numbers is not understood");
    CHECK(fault("np.array([[1]]) * 2") == "') * 2' after the numbers is not understood");
    CHECK(fault("2 * np.array([[1]])") == "'2 * np.array(' before the numbers is not understood");
    CHECK(fault("{{1}}, {{2}}") == "2 rows of 1 number are not square");
    CHECK(fault("[[1, 2, 3], [4, 5, 6], [7, 8, 9]") == "a '[' is never closed");
    CHECK(fault("[[1], 2]]") == "a ']' has no '[' before it");
    CHECK(fault("[[1}") == "a '}' has no '{' before it");
}

TEST_CASE("a text that is too long is refused before it is read") {
    CHECK(fault(std::string(20000, '1')) == "a text of 20000 bytes is too large for a filter");
}

TEST_CASE("the error's message has fault, row and remedy") {
    CHECK_THROWS_WITH_AS(parse_kernel("1 2 abc"),
                         "filter: 'abc' is not a number (row 1); give 1, 3, 5 or 7 rows of as many numbers, such as "
                         "-1,0,1;-2,0,2;-1,0,1.",
                         LoadError);
}

}  // namespace convscope
