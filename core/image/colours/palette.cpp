#include "core/image/colours/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace convscope {

namespace {

std::uint32_t packed(Rgb colour) {
    return std::uint32_t{colour.red} << 16U | std::uint32_t{colour.green} << 8U | colour.blue;
}

Rgb unpacked(std::uint32_t colour) {
    return {static_cast<std::uint8_t>(colour >> 16U), static_cast<std::uint8_t>(colour >> 8U & 255U),
            static_cast<std::uint8_t>(colour & 255U)};
}

struct Counted {
    std::array<std::uint8_t, 3> channels{};
    double count = 0;
};

/// The moments of a box of colours: `begin` to `end` of a vector of counted colours.
struct ColourBox {
    std::size_t begin = 0, end = 0;
    std::array<double, 3> mean{};
    std::array<double, 3> spread{};  ///< the sum of squared distances from the mean, in each channel
    double total() const { return spread[0] + spread[1] + spread[2]; }
};

ColourBox measured(const std::vector<Counted>& colours, std::size_t begin, std::size_t end) {
    ColourBox box{.begin = begin, .end = end};
    double count = 0;
    for (std::size_t i = begin; i < end; ++i) count += colours[i].count;
    for (std::size_t c = 0; c < 3; ++c) {
        for (std::size_t i = begin; i < end; ++i) box.mean.at(c) += colours[i].count * colours[i].channels.at(c);
        box.mean.at(c) /= count;
        for (std::size_t i = begin; i < end; ++i) {
            const double distance = colours[i].channels.at(c) - box.mean.at(c);
            box.spread.at(c) += colours[i].count * distance * distance;
        }
    }
    return box;
}

/// Divides the box at its mean, along the channel with the largest spread. The second part is returned.
ColourBox divide(std::vector<Counted>& colours, ColourBox& box) {
    const auto channel = static_cast<std::size_t>(std::ranges::max_element(box.spread) - box.spread.begin());
    const double mean = box.mean.at(channel);
    const auto first = colours.begin() + static_cast<std::ptrdiff_t>(box.begin);
    const auto last = colours.begin() + static_cast<std::ptrdiff_t>(box.end);
    const auto middle =
        std::partition(first, last, [&](const Counted& colour) { return colour.channels.at(channel) <= mean; });
    const auto cut = static_cast<std::size_t>(middle - colours.begin());
    const ColourBox second = measured(colours, cut, box.end);
    box = measured(colours, box.begin, cut);
    return second;
}

Rgb mean_colour(const ColourBox& box) {
    const auto byte = [](double value) { return static_cast<std::uint8_t>(std::lround(value)); };
    return {byte(box.mean[0]), byte(box.mean[1]), byte(box.mean[2])};
}

}  // namespace

void ColourCounts::add(std::span<const std::uint8_t> pixels) {
    // Neighbours are often equal: a run is counted at once.
    std::uint32_t last = 0, run = 0;
    for (std::size_t i = 0; i + 2 < pixels.size(); i += 3) {
        const std::uint32_t colour = packed({pixels[i], pixels[i + 1], pixels[i + 2]});
        if (run > 0 && colour != last) {
            counts_[last] += run;
            run = 0;
        }
        last = colour;
        ++run;
    }
    if (run > 0) counts_[last] += run;
}

std::vector<Rgb> ColourCounts::palette(std::size_t size) const {
    std::vector<Rgb> result;
    result.reserve(size);
    std::vector<std::uint32_t> known;
    known.reserve(counts_.size());
    for (const auto& entry : counts_) known.push_back(entry.first);
    std::ranges::sort(known);  // so that the palette does not depend on the order in the table
    if (known.size() <= size) {
        for (const std::uint32_t colour : known) result.push_back(unpacked(colour));
        return result;
    }
    std::vector<Counted> colours;
    colours.reserve(known.size());
    for (const std::uint32_t colour : known) {
        const Rgb rgb = unpacked(colour);
        colours.push_back({{rgb.red, rgb.green, rgb.blue}, static_cast<double>(counts_.at(colour))});
    }
    std::vector<ColourBox> boxes{measured(colours, 0, colours.size())};
    while (boxes.size() < size) {
        const auto widest = std::ranges::max_element(boxes, {}, &ColourBox::total);
        if (widest->total() <= 0) break;
        const ColourBox second = divide(colours, *widest);
        boxes.push_back(second);
    }
    for (const ColourBox& box : boxes) result.push_back(mean_colour(box));
    return result;
}

std::uint8_t PaletteIndex::nearest(Rgb colour) {
    const auto [place, is_new] = known_.try_emplace(packed(colour), std::uint8_t{0});
    if (!is_new) return place->second;
    int best = std::numeric_limits<int>::max();
    for (std::size_t i = 0; i < palette_.size(); ++i) {
        const int red = palette_[i].red - colour.red, green = palette_[i].green - colour.green,
                  blue = palette_[i].blue - colour.blue;
        const int distance = red * red + green * green + blue * blue;
        if (distance >= best) continue;
        best = distance;
        place->second = static_cast<std::uint8_t>(i);
    }
    return place->second;
}

}  // namespace convscope
