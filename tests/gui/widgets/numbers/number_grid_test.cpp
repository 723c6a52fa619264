#include "app/gui/widgets/numbers/number_grid.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/gui/headless.h"

namespace convscope {

namespace {

/// The result of `text` in a user interface whose letters all have the same width.
template <class Text>
std::string shown(const Text& text) {
    test::Headless headless;
    std::string result;
    headless.frame([&](Ui& ui) { result = text(ui); });
    return result;
}

/// The number, fitted into the width of this many characters.
std::string fitted(double value, int characters) {
    return shown([&](const Ui& ui) {
        return fitted_number(ui, value, ui.text_width(std::string(static_cast<std::size_t>(characters), '0')),
                             Type::text);
    });
}

/// The number in a column of this many characters for numbers up to `largest`.
std::string in_column(double value, double largest, int characters) {
    return shown([&](const Ui& ui) {
        const float width = ui.text_width(std::string(static_cast<std::size_t>(characters), '0'));
        return NumberColumn(ui, largest, width, Type::text).text(value);
    });
}

}  // namespace

TEST_CASE(
    "a number gets as many digits as fit; in a narrow column it loses its leading 0 or becomes a power of ten, or "
    "about 0") {
    CHECK(fitted(0.123456, 8) == "0.123456");
    CHECK(fitted(0.123456, 5) == "0.123");
    CHECK(fitted(-0.0047, 7) == "\u22120.0047");
    CHECK(fitted(-0.0047, 5) == "\u2212.005");
    CHECK(fitted(-0.00047, 5) == "\u22125e-4");
    CHECK(fitted(-0.00047, 3) == "~0");
    CHECK(fitted(-0.0, 1) == "0");
    CHECK(fitted(0, 0) == "0");
    CHECK(fitted(12345, 2) == "1e+04");
    CHECK(fitted(std::nan(""), 3) == "NaN");
    CHECK(fitted(-INFINITY, 3) == "\u2212\u221e");
}

TEST_CASE("all numbers of a column have the same number of decimals") {
    CHECK(in_column(0.25, 0.3, 12) == "0.250000");
    CHECK(in_column(-0.0446, 0.3, 7) == "\u22120.0446");
    CHECK(in_column(577, 577, 7) == "577.00");
    CHECK(in_column(-1.004, 577, 7) == "\u22121.00");
    CHECK(in_column(0, 0.3, 7) == "0");
    CHECK(in_column(3e-9, 0.3, 7) == "3.0e-09");
    // Numbers that are too small or too large for the column, and NaN, are fitted one by one.
    CHECK(in_column(2.5e-7, 2.5e-7, 7) == "2.5e-07");
    CHECK(in_column(1.5e12, 1.5e12, 7) == "1.5e+12");
    CHECK(in_column(1, INFINITY, 7) == "1");
    CHECK(in_column(INFINITY, 3, 7) == "\u221e");
}

}  // namespace convscope
