#include "core/filter/geometry.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

namespace convscope {

namespace {

FilterSettings sized(int kernel_size) {
    FilterSettings settings;
    settings.kernel = {kernel_size, {1}};
    return settings;
}

FilterSettings pooled(FilterSettings settings, int pool_size) {
    settings.pooling = Pooling::max;
    settings.pool_size = pool_size;
    return settings;
}

/// Computes uses_of() by its definition: tests every tap of every output pixel that is not kept.
std::vector<Use> uses_by_search(Size input, const FilterSettings& settings, int row, int col) {
    const Geometry g = geometry(input, settings);
    const auto same = [&](int source, int size, int position) {
        return settings.border == Border::replicate ? std::clamp(source, 0, size - 1) == position : source == position;
    };
    std::vector<Use> uses;
    for (int r = 0; r < g.rows.output; ++r)
        for (int c = 0; c < g.cols.output; ++c) {
            if (is_kept(g, settings, r, c)) continue;
            for (int i = 0; i < settings.kernel.size; ++i)
                for (int j = 0; j < settings.kernel.size; ++j)
                    if (same(g.rows.source(r, i), input.rows, row) && same(g.cols.source(c, j), input.cols, col))
                        uses.push_back({r, c, i, j});
        }
    return uses;
}

bool equal(const std::vector<Use>& a, const std::vector<Use>& b) {
    const auto fields = [](const Use& use) { return std::tuple(use.row, use.col, use.tap_row, use.tap_col); };
    return std::ranges::equal(a, b, {}, fields, fields);
}

}  // namespace

TEST_CASE("valid drops size - 1 rows and columns, and pooling rounds odd sizes down") {
    CHECK(geometry({28, 28}, sized(3)).filtered() == Size{26, 26});
    CHECK(geometry({28, 28}, sized(5)).filtered() == Size{24, 24});
    CHECK(geometry({13, 13}, pooled(sized(3), 2)).filtered() == Size{11, 11});
    CHECK(geometry({13, 13}, pooled(sized(3), 2)).pooled() == Size{5, 5});
    CHECK(geometry({512, 512}, pooled(sized(3), 2)).filtered() == Size{510, 510});
    CHECK(geometry({512, 512}, pooled(sized(3), 2)).pooled() == Size{255, 255});
}

TEST_CASE("stride and dilation change the sizes according to the formula") {
    FilterSettings settings = sized(3);
    settings.stride = 3;
    CHECK(geometry({10, 12}, settings).filtered() == Size{3, 4});
    settings.stride = 1;
    settings.dilation = 4;
    CHECK(geometry({10, 12}, settings).filtered() == Size{2, 4});
    CHECK(geometry({10, 12}, settings).rows.extent == 9);
}

TEST_CASE("zero and replicate pad like Keras's same, with the odd pixel at the end") {
    FilterSettings settings = sized(3);
    settings.border = Border::zero;
    CHECK(geometry({28, 5}, settings).filtered() == Size{28, 5});
    CHECK(geometry({28, 5}, settings).rows.pad_before == 1);
    CHECK(geometry({28, 5}, settings).rows.pad_total == 2);

    settings.stride = 2;
    settings.border = Border::replicate;
    const Geometry even = geometry({28, 29}, settings);
    CHECK(even.filtered() == Size{14, 15});
    CHECK(even.rows.pad_total == 1);
    CHECK(even.rows.pad_before == 0);
    CHECK(even.cols.pad_total == 2);
    CHECK(even.cols.pad_before == 1);

    // With a stride larger than the filter, no padding is needed.
    settings.kernel.size = 1;
    settings.stride = 4;
    CHECK(geometry({9, 8}, settings).filtered() == Size{3, 2});
    CHECK(geometry({9, 8}, settings).rows.pad_total == 0);
}

TEST_CASE("the keep border keeps the size and copies the border pixels") {
    FilterSettings settings = sized(5);
    settings.border = Border::keep;
    const Geometry g = geometry({9, 8}, settings);
    CHECK(g.filtered() == Size{9, 8});
    int kept = 0;
    for (int row = 0; row < 9; ++row)
        for (int col = 0; col < 8; ++col) kept += is_kept(g, settings, row, col);
    CHECK(kept == 9 * 8 - 5 * 4);
    CHECK(is_kept(g, settings, 1, 4));
    CHECK_FALSE(is_kept(g, settings, 2, 2));
    CHECK_FALSE(is_kept(g, settings, 6, 5));
    CHECK(is_kept(g, settings, 6, 6));

    settings.border = Border::zero;
    CHECK_FALSE(is_kept(g, settings, 0, 0));

    // If no window fits, every pixel is kept.
    settings.border = Border::keep;
    CHECK(geometry_problem({3, 3}, settings).empty());
    CHECK(is_kept(geometry({3, 3}, settings), settings, 1, 1));
}

TEST_CASE("formulas contain the numbers of the axis") {
    FilterSettings settings = pooled(sized(3), 2);
    Axis axis = geometry({512, 512}, settings).cols;
    CHECK(output_formula(axis, Border::valid) == "(512 - 3) / 1 + 1 = 510");
    CHECK(pooled_formula(axis) == "510 / 2 = 255");
    CHECK(pooled_formula(geometry({13, 13}, settings).cols) == "11 / 2 = 5, rounded down");
    CHECK(pooled_formula(geometry({13, 13}, sized(3)).cols).empty());

    settings.dilation = 2;
    CHECK(output_formula(geometry({512, 512}, settings).cols, Border::valid) == "(512 - 5) / 1 + 1 = 508");
    settings.dilation = 1;
    settings.stride = 2;
    CHECK(output_formula(geometry({512, 512}, settings).cols, Border::valid) ==
          "(512 - 3) / 2 + 1 = 255, rounded down");
    settings.border = Border::zero;
    CHECK(output_formula(geometry({512, 512}, settings).cols, Border::zero) == "512 / 2 = 256");
    settings.border = Border::replicate;
    CHECK(output_formula(geometry({511, 511}, settings).cols, Border::replicate) == "511 / 2 = 256, rounded up");
    settings.stride = 1;
    settings.border = Border::keep;
    CHECK(output_formula(geometry({512, 512}, settings).cols, Border::keep) == "512 = 512, border kept");
}

TEST_CASE("the message of geometry_problem() has the sizes and a remedy") {
    CHECK(geometry_problem({3, 3}, sized(3)).empty());
    CHECK(geometry_problem({4, 9}, sized(5)) ==
          "The filter's window is 5 \u00d7 5 pixels, but the picture has only 4 rows and 9 columns. "
          "Choose a smaller filter or dilation, or a border other than valid.");
    CHECK(geometry_problem({1, 1}, sized(3)) ==
          "The filter's window is 3 \u00d7 3 pixels, but the picture has only 1 row and 1 column. "
          "Choose a smaller filter or dilation, or a border other than valid.");
    CHECK(geometry_problem({0, 5}, sized(3)) == "The picture is empty. Choose a picture with at least one pixel.");
    CHECK(geometry_problem({9, 9}, sized(4)) == "The filter's size is 4; it must be 1, 3, 5 or 7.");
    CHECK(geometry({4, 9}, sized(5)).rows.output == 0);

    FilterSettings settings = sized(3);
    settings.stride = 0;
    CHECK(geometry_problem({9, 9}, settings) == "The stride is 0; it must be 1 to 4.");
    CHECK(geometry({9, 9}, settings).filtered() == Size{0, 0});
    settings.stride = 2;
    settings.border = Border::keep;
    CHECK(geometry_problem({9, 9}, settings) ==
          "A kept border needs stride 1, not 2: every pixel must keep its place.");
    settings = sized(3);
    settings.dilation = 5;
    CHECK(geometry_problem({9, 9}, settings) == "The dilation is 5; it must be 1 to 4.");
    CHECK(geometry_problem({9, 9}, pooled(sized(3), 5)) == "The pooling size is 5; it must be 2 to 4.");
    CHECK(geometry_problem({9, 9}, pooled(sized(3), 1)) == "The pooling size is 1; it must be 2 to 4.");
}

TEST_CASE("a filtered picture that is smaller than a block is a pooling_problem(), but not a geometry_problem()") {
    CHECK(geometry_problem({3, 3}, pooled(sized(3), 2)).empty());
    CHECK(pooling_problem({3, 3}, pooled(sized(3), 2)) == "2 \u00d7 2 blocks do not fit into 1 \u00d7 1.");
    CHECK(pooling_problem({5, 9}, pooled(sized(3), 4)) == "4 \u00d7 4 blocks do not fit into 3 \u00d7 7.");
    CHECK(pooling_problem({9, 3}, pooled(sized(3), 2)) == "2 \u00d7 2 blocks do not fit into 7 \u00d7 1.");
    CHECK(pooling_problem({4, 4}, pooled(sized(3), 2)).empty());
    CHECK(pooling_problem({3, 3}, sized(3)).empty());
    CHECK(pooling_problem({2, 2}, pooled(sized(3), 2)).empty());  // the filter does not fit either
}

TEST_CASE("uses_of finds exactly the outputs that read a pixel") {
    for (const Border border : {Border::valid, Border::zero, Border::replicate, Border::keep})
        for (const int size : {1, 3, 5, 7})
            for (const int stride : {1, 2, 3, 4})
                for (const int dilation : {1, 2, 4}) {
                    FilterSettings settings = sized(size);
                    settings.border = border;
                    settings.stride = stride;
                    settings.dilation = dilation;
                    const Size input{9, 8};
                    if (!geometry_problem(input, settings).empty()) continue;
                    CAPTURE(kBorderNames[static_cast<std::size_t>(border)]);
                    CAPTURE(size);
                    CAPTURE(stride);
                    CAPTURE(dilation);
                    for (const auto& [row, col] : {std::pair{0, 0}, {0, 4}, {4, 7}, {8, 7}, {5, 3}, {8, 1}})
                        CHECK(equal(uses_of(input, settings, row, col), uses_by_search(input, settings, row, col)));
                }
}

TEST_CASE("nine outputs of a 3x3 filter use an inner pixel; the first of them uses it with the last tap") {
    const std::vector<Use> uses = uses_of({8, 8}, sized(3), 4, 4);
    REQUIRE(uses.size() == 9);
    CHECK(equal({uses.front()}, {{2, 2, 2, 2}}));
    CHECK(equal({uses.back()}, {{4, 4, 0, 0}}));
}

}  // namespace convscope
