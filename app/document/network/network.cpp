#include "app/document/network/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"

namespace convscope {

bool OpenModel::operator==(const OpenModel& other) const {
    const auto compared = [](const OpenModel& m) { return std::tie(m.file, m.is_sample, m.model, m.notes, m.weights); };
    return compared(*this) == compared(other);
}

OpenModel with_notes(OpenModel model, ModelNotes notes) {
    const bool has_notes = model.without_notes != nullptr;
    if (!has_notes) model.without_notes = model.model;
    notes = nn::fitting_notes(std::move(notes), *model.without_notes);
    if (has_notes && notes == model.notes) return model;
    model.model = nn::with_notes(model.without_notes, notes);
    model.notes = std::move(notes);
    return model;
}

std::string OpenModel::name() const {
    if (is_sample) return file.string();
    const std::filesystem::path folder = file.parent_path().filename();
    const bool is_folder = file.filename() == "model.json" && weights.empty() && !folder.empty();
    return is_folder ? folder.string() : file.filename().string();
}

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

std::string NetworkInput::title() const {
    if (source == InputSource::dataset) return tr("test image {}", number);
    return source == InputSource::drawing ? std::string(tr("drawing")) : name();
}

NetworkInput::operator nn::PictureInput() const {
    return {.picture = picture,
            .crop = crop,
            .brightness = brightness,
            .is_drawn = source == InputSource::drawing || source == InputSource::dataset,
            .paint = paint};
}

bool NetworkInput::operator==(const NetworkInput& other) const {
    const auto origin = [](const NetworkInput& i) { return std::tie(i.source, i.file, i.number, i.label); };
    return origin(*this) == origin(other) && nn::PictureInput(*this) == nn::PictureInput(other);
}

bool Network::takes_numbers(std::size_t which) const {
    return which > 0 || !nn::takes_picture(*model.model);
}

NetworkInput dataset_input(const OpenDataset& dataset, int number) {
    const std::span<const std::uint8_t> values = dataset.data->image(number);
    NetworkInput input{.source = InputSource::dataset,
                       .file = dataset.folder,
                       .number = number,
                       .label = dataset.data->labels.at(static_cast<std::size_t>(number))};
    const Size size{static_cast<int>(dataset.data->example.rows()), static_cast<int>(dataset.data->example.cols())};
    const auto channels = static_cast<std::size_t>(dataset.data->example.channels());
    for (std::size_t c = 0; c < channels; ++c) {
        std::vector<std::uint8_t> plane;
        plane.reserve(values.size() / channels);
        for (std::size_t i = c; i < values.size(); i += channels) plane.push_back(values[i]);
        input.picture.planes.emplace_back(size, std::move(plane));
    }
    return input;
}

}  // namespace convscope
