// Documents with a network, for the tests of app/document.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "app/document/network/network_commands.h"
#include "tests/support/sample_models.h"

namespace convscope {

/// A picture of bytes in which neighbouring pixels differ. Every call makes a new picture.
inline Picture patterned(Size size, int planes = 1) {
    Picture picture;
    for (int plane = 0; plane < planes; ++plane) {
        std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<std::uint8_t>(i * 7 + static_cast<std::size_t>(plane) * 50);
        picture.planes.emplace_back(size, std::move(values));
    }
    return picture;
}

inline std::shared_ptr<const nn::Model> shared(nn::Model model) {
    return std::make_shared<const nn::Model>(std::move(model));
}

/// A model with an input of this shape, this preprocessing and a Flatten layer.
inline OpenModel plain_model(const nn::Shape& shape, const nn::Preprocessing& preprocessing = {}) {
    nn::ModelBuilder builder(nn::ModelInfo{.name = "plain", .preprocessing = preprocessing});
    builder.input("in", shape);
    builder.add("flatten", samples::layer<nn::Flatten>());
    return {.file = "/models/plain.h5", .model = shared(builder.build())};
}

/// A document with the small course model and an input picture of the model's size.
inline Document network_document() {
    Document document = initial_document();
    document.workspace = WorkspaceId::layers;
    document.network.model = {.file = "course", .is_sample = true, .model = shared(samples::small_course())};
    document.network.input = {.source = InputSource::sample, .file = "ankle_boot", .picture = patterned({12, 12})};
    return document;
}

/// The command that paints these dabs on the document's input.
inline Command stroke(const Document& document, std::vector<nn::Dab> dabs, std::uint64_t gesture = 1) {
    const Network& network = document.network;
    return paint(std::move(dabs),
                 std::make_shared<const nn::Tensor>(unpainted_tensor(network.input, *network.model.model)), gesture);
}

/// A dab that covers exactly one pixel.
inline nn::Dab dot(int row, int col, std::optional<float> brightness) {
    return {row + 0.5, col + 0.5, 0.5F, brightness};
}

}  // namespace convscope
