#include "app/gui/widgets/numbers/number_format.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "tests/gui/headless.h"

namespace convscope {

namespace {

/// The numbers, written with the common format of all.
std::vector<std::string> written(const std::vector<double>& values) {
    const NumberFormat format = format_of(values);
    std::vector<std::string> texts;
    texts.reserve(values.size());
    for (const double value : values) texts.push_back(format.text(value));
    return texts;
}

}  // namespace

TEST_CASE("a group of numbers has the fewest equal decimals that write all of them, at most four") {
    CHECK(written({0, 64, -256}) == std::vector<std::string>{"0", "64", "\u2212256"});
    CHECK(written({577, 64.5}) == std::vector<std::string>{"577.0", "64.5"});
    CHECK(written({3.00096083, 22.8333333}) == std::vector<std::string>{"3.0010", "22.8333"});
    CHECK(written({0.05F, -0.0125F}) == std::vector<std::string>{"0.0500", "\u22120.0125"});
    // The rounding error of a float adds no decimals.
    CHECK(written({static_cast<double>(0.1F) * 64}) == std::vector<std::string>{"6.4"});
    CHECK(written({577, 1e-7}) == std::vector<std::string>{"577", "0"});
    CHECK(written({2.5, NAN, -INFINITY}) == std::vector<std::string>{"2.5", "NaN", "\u2212\u221e"});
    CHECK(written({}).empty());
}

TEST_CASE("a grid has decimals, or only powers of ten if its largest number would be rounded to 0") {
    const NumberFormat format{.decimals = 2, .largest = 3};
    CHECK(format.text(0.003) == "0.00");
    CHECK(format.text(-0.003) == "0.00");
    CHECK(format.text(0) == "0");
    CHECK(NumberFormat{.decimals = 2, .largest = 0.3, .drops_zero = true}.text(0.003) == ".00");
    const NumberFormat small{.decimals = 6, .largest = 4e-8};
    CHECK(small.text(4e-8) == "4e-08");
    CHECK(small.text(-1e-9) == "\u22121e-09");
    CHECK(format.text(-0.5) == "\u22120.50");
}

TEST_CASE("numbers get the largest type that fits, and lose decimals only if captions are too wide") {
    test::Headless headless;
    headless.frame([](Ui& ui) {
        // All types have the same width here.
        const float digit = ui.text_width("0");
        const float high = ui.text_height(Type::text);
        const NumberFormat format{.decimals = 4, .largest = 64.1111, .has_negative = false};
        CHECK(fitted_style(ui, format, 7 * digit, high).type == Type::digits_5);
        CHECK(fitted_style(ui, format, 7 * digit, high).format.decimals == 4);
        CHECK(fitted_style(ui, format, 5 * digit, high).type == Type::caption);
        CHECK(fitted_style(ui, format, 5 * digit, high).format.decimals == 2);
        CHECK(fitted_style(ui, format, 7 * digit, high - 1).type == Type::caption);
    });
}

TEST_CASE("large numbers have commas between thousands") {
    CHECK(with_separators(0) == "0");
    CHECK(with_separators(999) == "999");
    CHECK(with_separators(260100) == "260,100");
    CHECK(with_separators(-1234567) == "-1,234,567");
    CHECK(with_separators(-123) == "-123");
}

}  // namespace convscope
