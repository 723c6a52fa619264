// Writes the layers that normalise the values of one example together as ONNX operators.
#pragma once

#include "core/io/onnx/write/layer_writer.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"

namespace convscope::onnx {

/// A constant that broadcasts to the layer's output in the file: transposed to {C, H, W} if the output is an image.
std::string aligned_constant(const LayerWriter& w, const char* name, nn::Shape shape, const std::vector<float>& values);

void write_layer_normalization(const LayerWriter& w, const nn::LayerNormalization& layer);
void write_group_normalization(const LayerWriter& w, const nn::GroupNormalization& layer);
void write_unit_normalization(const LayerWriter& w, const nn::UnitNormalization& layer);
void write_local_response_normalization(const LayerWriter& w, const nn::LocalResponseNormalization& layer);

}  // namespace convscope::onnx
