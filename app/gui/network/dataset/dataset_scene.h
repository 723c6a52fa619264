// The state that the parts of the page "Data set" share in one frame, and the controls that all of them have.
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

/// The name of a class: the model's or, if it has none, the data set's.
std::string class_name(const Scene& scene, std::int64_t number);
/// Opens a picture of the data set as the input; undo brings the last one back.
void open_example(Scene& scene, std::int64_t example);

/// True if the example is the present input.
bool is_input_example(const Scene& scene, std::int64_t example);

}  // namespace convscope
