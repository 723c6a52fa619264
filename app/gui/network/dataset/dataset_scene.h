// The state that the parts of the page "Data set" share in one frame, and the controls that all of them have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "app/gui/network/scene/scene.h"
#include "core/nn/train/dataset.h"

namespace convscope {

/// The name of a class: the model's or, if it has none, the data set's.
std::string class_name(const Scene& scene, std::int64_t number);
/// "10,000 pictures", "1 picture".
std::string picture_count(std::int64_t count);
/// Opens a picture of the data set as the input; undo brings the last one back.
void open_example(Scene& scene, std::int64_t example);

/// A line with the progress of running work and a button named `name`.stop. Returns true when that is pressed.
bool show_progress(Ui& ui, std::string_view name, Rect line, std::string_view text, double fraction);

/// Draws a tile for a picture: background, focus ring, outline under the pointer. The picture is drawn on it by the
/// caller.
Item picture_tile(Ui& ui, std::string_view name, Rect square, std::string_view tooltip);
void finish_tile(Ui& ui, const Item& item, bool is_input);

/// The place of tile `index` in a grid of `columns` columns; `step` is the distance of two tiles along each axis.
Rect grid_place(Rect grid, std::size_t index, std::size_t columns, float step_x, float step_y, float width,
                float height);
/// The number of lines that `count` tiles take.
std::size_t grid_lines(std::size_t count, std::size_t columns);

/// True if the example is the present input.
bool is_input_example(const Scene& scene, std::int64_t example);

}  // namespace convscope
