#include "core/nn/train/drawn/drawn_set.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/base/text/translation.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/drawn/drawings.h"

namespace convscope::nn {

namespace {

constexpr std::array<std::string_view, 4> kLineNames{"vertical", "horizontal", "rising", "falling"};
constexpr std::array<std::string_view, 5> kShapeNames{"circle", "square", "triangle", "star", "cross"};
/// The examples that are drawn between two calls of keep_going.
constexpr std::int64_t kBlock = 1024;

Canvas draw(DrawnSet set, std::size_t label, std::uint64_t seed) {
    switch (set) {
        case DrawnSet::lines:
            return draw_line(label, seed);
        case DrawnSet::shapes:
            return draw_shape(label, seed);
        case DrawnSet::garments:
            break;
    }
    return draw_garment(label, seed);
}

/// The classes in turn, then shuffled.
std::vector<std::uint16_t> shuffled_classes(std::int64_t examples, std::size_t classes, std::uint64_t seed) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(examples));
    std::iota(order.begin(), order.end(), 0);
    shuffle(order, seed);
    std::vector<std::uint16_t> labels;
    labels.reserve(order.size());
    for (const std::int64_t number : order)
        labels.push_back(static_cast<std::uint16_t>(static_cast<std::size_t>(number) % classes));
    return labels;
}

}  // namespace

std::optional<DrawnSet> drawn_set_named(std::string_view name) {
    const auto found = std::ranges::find(kDrawnSetNames, name);
    if (found == kDrawnSetNames.end()) return std::nullopt;
    return static_cast<DrawnSet>(found - kDrawnSetNames.begin());
}

std::span<const std::string_view> drawn_class_names(DrawnSet set) {
    if (set == DrawnSet::lines) return kLineNames;
    if (set == DrawnSet::shapes) return kShapeNames;
    return kFashionLabels;
}

Dataset drawn_dataset(DrawnSet set, std::int64_t examples, std::uint64_t seed,
                      const std::function<bool(double)>& keep_going) {
    if (examples < 1 || examples > kMaxDrawnExamples)
        throw std::invalid_argument(
            tr("The number of drawn pictures must be 1 to {}, not {}.", kMaxDrawnExamples, examples));
    const std::span<const std::string_view> names = drawn_class_names(set);
    Dataset data{.example = {kDrawnSide, kDrawnSide, 1},
                 .labels = shuffled_classes(examples, names.size(), random_bits(seed, 0)),
                 .class_names = {names.begin(), names.end()}};
    const auto pixels = static_cast<std::size_t>(data.example.count());
    data.images.resize(static_cast<std::size_t>(examples) * pixels);
    const std::uint64_t drawing_seed = random_bits(seed, 1);
    for (std::int64_t first = 0; first < examples; first += kBlock) {
        if (keep_going && !keep_going(static_cast<double>(first) / static_cast<double>(examples)))
            return {.example = data.example, .class_names = data.class_names};
        const std::int64_t count = std::min(kBlock, examples - first);
        parallel_for(static_cast<int>(count), [&](int i) {
            const auto number = static_cast<std::size_t>(first + i);
            draw(set, data.labels[number], random_bits(drawing_seed, number))
                .write(std::span(data.images).subspan(number * pixels, pixels));
        });
    }
    return data;
}

}  // namespace convscope::nn
