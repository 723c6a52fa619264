#include "core/nn/attribution/shift_map.h"

#include <algorithm>

#include "core/nn/attribution/variants.h"

namespace convscope::nn {

namespace {

void shift(const Shape& shape, std::span<const float> picture, std::int64_t down, std::int64_t right,
           std::span<float> out) {
    for (std::int64_t row = 0; row < shape.rows(); ++row)
        for (std::int64_t col = 0; col < shape.cols(); ++col) {
            const std::int64_t from_row = row - down, from_col = col - right;
            if (from_row < 0 || from_row >= shape.rows() || from_col < 0 || from_col >= shape.cols()) continue;
            const auto from = static_cast<std::size_t>((from_row * shape.cols() + from_col) * shape.channels());
            const auto to = static_cast<std::ptrdiff_t>((row * shape.cols() + col) * shape.channels());
            std::ranges::copy(picture.subspan(from, static_cast<std::size_t>(shape.channels())), out.begin() + to);
        }
}

}  // namespace

std::vector<float> shifted_input(const Model& model, std::span<const float> picture, std::int64_t down,
                                 std::int64_t right) {
    const Shape& shape = model.node(model.inputs().front()).shape;
    const Preprocessing& preprocessing = model.info().preprocessing;
    std::vector<float> values(picture.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = preprocessing.offset.at(preprocessing.colour(static_cast<std::int64_t>(i) % shape.channels()));
    shift(shape, picture, down, right, values);
    return values;
}

std::optional<ShiftMap> shift_map(const Model& model, const Edits& edits,
                                  std::span<const std::span<const float>> inputs, std::int64_t index,
                                  std::int64_t radius, const std::function<bool(double)>& keep_going) {
    const std::int64_t side = 2 * radius + 1;
    ShiftMap map{.radius = radius, .answer = FloatImage({static_cast<int>(side), static_cast<int>(side)})};
    map.winners.resize(static_cast<std::size_t>(side * side));
    const MakeVariant make = [&](std::int64_t number, std::span<float> values) {
        std::ranges::copy(shifted_input(model, inputs[0], number / side - radius, number % side - radius),
                          values.begin());
    };
    const auto use = [&](std::int64_t number, const VariantAnswer& variant) {
        const auto row = static_cast<int>(number / side), col = static_cast<int>(number % side);
        map.answer.at(row, col) = variant.outputs[static_cast<std::size_t>(index)];
        map.winners[static_cast<std::size_t>(number)] =
            std::ranges::max_element(variant.outputs) - variant.outputs.begin();
    };
    if (!run_variants(model, edits, inputs, side * side, make, use, keep_going)) return std::nullopt;
    return map;
}

}  // namespace convscope::nn
