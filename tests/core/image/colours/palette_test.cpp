#include "core/image/colours/palette.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace convscope {

TEST_CASE("a palette has all colours if they are few") {
    ColourCounts counts;
    counts.add(std::vector<std::uint8_t>{1, 2, 3, 1, 2, 3, 255, 0, 9});
    counts.add(std::vector<std::uint8_t>{4, 4, 4});
    CHECK(counts.palette(3) == std::vector<Rgb>{{1, 2, 3}, {4, 4, 4}, {255, 0, 9}});
}

TEST_CASE("a palette for many colours keeps the frequent ones and stays near to the others") {
    ColourCounts counts;
    std::vector<std::uint8_t> greys;
    for (int level = 0; level < 256; ++level)
        for (int channel = 0; channel < 3; ++channel) greys.push_back(static_cast<std::uint8_t>(level));
    counts.add(greys);
    std::vector<std::uint8_t> reds;
    for (int i = 0; i < 100'000; ++i) reds.insert(reds.end(), {200, 10, 10});
    counts.add(reds);
    const std::vector<Rgb> palette = counts.palette(64);
    CHECK(palette.size() == 64);
    CHECK(std::ranges::find(palette, Rgb{200, 10, 10}) != palette.end());
    PaletteIndex index(palette);
    for (int level = 0; level < 256; ++level) {
        const auto byte = static_cast<std::uint8_t>(level);
        const Rgb near = palette.at(index.nearest({byte, byte, byte}));
        CHECK(std::abs(int{near.red} - level) <= 3);
        CHECK(std::abs(int{near.blue} - level) <= 3);
    }
}

TEST_CASE("the nearest entry of a palette has the smallest distance") {
    PaletteIndex index({{0, 0, 0}, {100, 100, 100}, {255, 255, 255}});
    CHECK(index.nearest({40, 40, 40}) == 0);
    CHECK(index.nearest({60, 60, 60}) == 1);
    CHECK(index.nearest({250, 100, 100}) == 1);
    CHECK(index.nearest({60, 60, 60}) == 1);
}

}  // namespace convscope
