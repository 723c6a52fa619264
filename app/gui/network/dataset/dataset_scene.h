// Functions that the parts of the page "Data set" share: class names, and pictures of the data set as the model's
// input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "app/gui/network/scene/scene.h"
#include "app/gui/panels/dataset/picture_tiles.h"
#include "core/nn/train/dataset.h"

namespace convscope {

/// The name of a class from the model or, if the model has none, from the data set.
std::string class_name(const Scene& scene, std::int64_t number);
/// Opens a picture of the data set as the input. Undo restores the previous input.
void open_example(Scene& scene, std::int64_t example);

/// True if the example is the present input.
bool is_input_example(const Scene& scene, std::int64_t example);

}  // namespace convscope
