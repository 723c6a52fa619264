// Parts of the lists of a data set's pictures: tiles in a grid, a line with the progress of running work, counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// "10,000 pictures", "1 picture".
std::string picture_count(std::int64_t count);

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

}  // namespace convscope
