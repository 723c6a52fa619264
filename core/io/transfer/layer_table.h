// A layer's kind and parameters in an archive. The table in layer_table.cpp lists every kind with the functions that
// return its constructor's arguments.
#pragma once

#include "core/io/transfer/archive.h"
#include "core/nn/model/layer.h"

namespace convscope {

/// Throws std::logic_error for a kind that the table lacks.
void write_layer(const nn::Layer& layer, ArchiveWriter& archive);
/// Throws ArchiveError, and nn::ShapeError for parameters that the layer's constructor refuses.
nn::SharedLayer read_layer(ArchiveReader& archive);
/// The number of kinds in the table.
std::size_t layer_kind_count();

}  // namespace convscope
