// Writes the layers without weights that combine, move or pad values as ONNX operators.
#pragma once

#include "core/io/onnx/write/layer_writer.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/take.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"

namespace convscope::onnx {

void write_merge(const LayerWriter& w);
void write_concatenate(const LayerWriter& w, const nn::Concatenate& layer);
void write_flatten(const LayerWriter& w);
void write_reshape(const LayerWriter& w);
void write_permute(const LayerWriter& w, const nn::Permute::Parameters& p);
void write_padding(const LayerWriter& w, const nn::ZeroPadding2D& layer);
void write_cropping(const LayerWriter& w, const nn::Border& border);
void write_resizing(const LayerWriter& w, const nn::Resizing::Parameters& p);
void write_take(const LayerWriter& w, const nn::Take::Parameters& p);
void write_up_sampling(const LayerWriter& w, const nn::UpSampling2D::Parameters& p);

}  // namespace convscope::onnx
