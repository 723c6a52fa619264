#include "app/document/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace convscope {

namespace {

constexpr float kWhite = 255;

/// The part of the plane, brighter or darker.
Plane adjusted(const Plane& plane, const Region& part, float brightness) {
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(part.rows) * static_cast<std::size_t>(part.cols));
    for (int r = part.row; r < part.row + part.rows; ++r)
        for (int c = part.col; c < part.col + part.cols; ++c)
            values.push_back(std::clamp(plane.at(r, c) + brightness, 0.0F, kWhite));
    return {Size{part.rows, part.cols}, std::move(values)};
}

Picture adjusted(const NetworkInput& input) {
    if (!input.crop && input.brightness == 0) return input.picture;
    const Size size = input.picture.size();
    Region part = input.crop.value_or(Region{0, 0, size.rows, size.cols});
    part.row = std::clamp(part.row, 0, size.rows - 1);
    part.col = std::clamp(part.col, 0, size.cols - 1);
    part.rows = std::clamp(part.rows, 1, size.rows - part.row);
    part.cols = std::clamp(part.cols, 1, size.cols - part.col);
    Picture picture;
    for (const Plane& plane : input.picture.planes) picture.planes.push_back(adjusted(plane, part, input.brightness));
    return picture;
}

}  // namespace

std::string NetworkInput::name() const {
    switch (source) {
        case InputSource::sample: {
            std::string text = file.string();
            std::ranges::replace(text, '_', ' ');
            return text;
        }
        case InputSource::file:
            return file.filename().string();
        case InputSource::dataset:
            return fmt::format("test image {}", number);
        case InputSource::drawing:
            break;
    }
    return "drawing";
}

bool NetworkInput::operator==(const NetworkInput& other) const {
    const auto settings = [](const NetworkInput& i) {
        return std::tie(i.source, i.file, i.number, i.label, i.crop, i.brightness, i.inversion);
    };
    return settings(*this) == settings(other) && picture.same_storage(other.picture) &&
           nn::same_values(paint, other.paint);
}

nn::Preparation preparation_of(const NetworkInput& input, const nn::Model& model) {
    nn::Preparation preparation = model.info().preparation;
    // A drawing is light on black already, as drawn.
    if (input.source == InputSource::drawing) preparation.inversion = nn::Inversion::never;
    if (input.inversion) preparation.inversion = *input.inversion;
    return preparation;
}

NetworkInput dataset_input(const std::filesystem::path& folder, const nn::Dataset& dataset, int number) {
    const auto index = static_cast<std::size_t>(number);
    const std::span<const std::uint8_t> values = dataset.image(number);
    NetworkInput input{
        .source = InputSource::dataset, .file = folder, .number = number, .label = dataset.labels.at(index)};
    input.picture.planes.emplace_back(
        Size{static_cast<int>(dataset.example.rows()), static_cast<int>(dataset.example.cols())},
        std::vector<std::uint8_t>(values.begin(), values.end()));
    return input;
}

nn::Tensor unpainted_tensor(const NetworkInput& input, const nn::Model& model) {
    const nn::Shape& shape = model.node(model.inputs().front()).shape;
    if (input.source == InputSource::drawing && input.paint) return input_tensor(input, model);
    return nn::prepared(adjusted(input), preparation_of(input, model), shape);
}

nn::Tensor input_tensor(const NetworkInput& input, const nn::Model& model) {
    const nn::Shape& shape = model.node(model.inputs().front()).shape;
    nn::Tensor tensor = nn::prepared(adjusted(input), preparation_of(input, model), shape);
    if (!input.paint || input.paint->shape != shape) return tensor;
    for (std::size_t i = 0; i < tensor.values.size(); ++i)
        if (!std::isnan(input.paint->values[i])) tensor.values[i] = input.paint->values[i];
    return tensor;
}

}  // namespace convscope
