// TensorFlow Lite's metadata: names of the classes and the scaling of pixel values. The files that it names, such as
// labels.txt, are in a zip archive after the model's bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/nn/model/model.h"

namespace convscope::tflite {

/// The model with the labels and the preprocessing of the metadata, as far as they fit it. `metadata` is the buffer
/// TFLITE_METADATA, `bytes` the whole file. Damaged metadata are ignored: the model can be used without them.
nn::Model with_metadata(const nn::Model& model, std::span<const std::uint8_t> metadata,
                        std::span<const std::uint8_t> bytes);

}  // namespace convscope::tflite
