#include "app/gui/lab/inspector/size_formula.h"

#include <doctest/doctest.h>

namespace convscope {

namespace {

using Texts = std::vector<std::string>;

Texts equations(Size input, const FilterSettings& settings) {
    return size_equations(geometry(input, settings), settings.border);
}

}  // namespace

TEST_CASE("sizes are rows x columns, with both words if they differ") {
    CHECK(short_size({400, 600}) == "400 \u00d7 600");
    CHECK(size_in_words({400, 600}) == "400 rows \u00d7 600 columns");
    CHECK(size_in_words({1, 4}) == "1 row \u00d7 4 columns");
    CHECK(size_in_words({512, 512}) == "512 \u00d7 512");
}

TEST_CASE("the equations show padding, dilation and pooling, with true minus signs") {
    FilterSettings settings;
    settings.pooling = Pooling::max;
    CHECK(equations({512, 512}, settings) == Texts{"Rows and columns: (512 \u2212 3) / 1 + 1 = 510",
                                                   "pooled 510 / 2 = 255",
                                                   "510 \u00d7 510 \u2192 255 \u00d7 255: a quarter of the values"});
    settings.border = Border::zero;
    CHECK(equations({512, 512}, settings) == Texts{"Rows and columns: (512 + 2 \u2212 3) / 1 + 1 = 512",
                                                   "padding 1 + 1 = 2", "pooled 512 / 2 = 256",
                                                   "512 \u00d7 512 \u2192 256 \u00d7 256: a quarter of the values"});
    settings.stride = 2;
    CHECK(equations({4, 4}, settings) == Texts{"Rows and columns: (4 + 1 \u2212 3) / 2 + 1 = 2", "padding 0 + 1 = 1",
                                               "pooled 2 / 2 = 1",
                                               "2 \u00d7 2 \u2192 1 \u00d7 1: a quarter of the values"});
    settings = {};
    settings.dilation = 3;
    CHECK(equations({4001, 100}, settings) == Texts{"Rows: (4001 \u2212 7) / 1 + 1 = 3995",
                                                    "Columns: (100 \u2212 7) / 1 + 1 = 94",
                                                    "window (3 \u2212 1) \u00d7 3 + 1 = 7"});
    settings = {};
    settings.stride = 2;
    settings.pooling = Pooling::max;
    CHECK(equations({512, 512}, settings) ==
          Texts{"Rows and columns: (512 \u2212 3) / 2 + 1 = 255, rounded down", "pooled 255 / 2 = 127, rounded down",
                "255 \u00d7 255 \u2192 127 \u00d7 127: about a quarter of the values"});
    settings.stride = 1;
    settings.pool_size = 3;
    CHECK(equations({11, 20}, settings).back() == "9 \u00d7 18 \u2192 3 \u00d7 6: a ninth of the values");
    CHECK(equations({7, 7}, settings).back() == "5 \u00d7 5 \u2192 1 \u00d7 1: 1 of 25 values");
    // If no block fits, there is no equation with a size of 0; the view says why.
    CHECK(equations({4, 4}, settings) == Texts{"Rows and columns: (4 \u2212 3) / 1 + 1 = 2"});
    settings = {};
    settings.border = Border::keep;
    CHECK(equations({512, 512}, settings) == Texts{"Rows and columns: 512, the border is kept"});
}

}  // namespace convscope
