#include "app/gui/widgets/plots/line_plot.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace convscope;

TEST_CASE("a plot ends beyond its values and its reference, and values that are not finite do not count") {
    LinePlot plot;
    plot.lines.push_back({.name = "a", .points = {{1, 2}, {2, 4}, {3, std::numeric_limits<double>::quiet_NaN()}}});
    plot.reference = PlotReference{5, "guessing"};
    const PlotEnds ends = plot_ends(plot);
    CHECK(ends.low < 2);
    CHECK(ends.low > 1);
    CHECK(ends.high > 5);
    CHECK(ends.high < 6);
}

TEST_CASE("fixed ends stay as they are") {
    LinePlot plot{.low = 0, .high = 1};
    plot.lines.push_back({.name = "a", .points = {{1, .2}, {2, .9}}});
    CHECK(plot_ends(plot).low == 0);
    CHECK(plot_ends(plot).high == 1);
}

TEST_CASE("a logarithmic plot ends at powers of ten, at least one apart") {
    LinePlot plot{.is_logarithmic = true};
    plot.lines.push_back({.name = "a", .points = {{1, .02}, {2, 3}}});
    CHECK(plot_ends(plot).low == doctest::Approx(.01));
    CHECK(plot_ends(plot).high == doctest::Approx(10));
    plot.lines.front().points = {{1, 1}};
    CHECK(plot_ends(plot).high == doctest::Approx(10 * plot_ends(plot).low));
    plot.lines.front().points = {{1, 0}};
    CHECK(plot_ends(plot).low > 0);
}

TEST_CASE("a plot without points has ends too") {
    const PlotEnds ends = plot_ends(LinePlot{});
    CHECK(ends.low < ends.high);
}

TEST_CASE("the value of a line at x is that of the last point before x") {
    const PlotLine line{.name = "a", .points = {{1, 10}, {3, 30}, {8, 80}}};
    CHECK_FALSE(value_at(line, .5).has_value());
    CHECK(value_at(line, 1) == 10);
    CHECK(value_at(line, 7.9) == 30);
    CHECK(value_at(line, 100) == 80);
}
