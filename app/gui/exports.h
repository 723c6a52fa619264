// Taking what a view shows away: as text for the clipboard, or as a file. Draws nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/gui/panels/view_slot.h"

namespace convscope {

/// The view's value at (row, col), which must exist.
float slot_value(const ViewSlot& slot, const LabResults& results, int row, int col);
/// The visible values: rows of numbers separated by tabs, or a NumPy array. None when there are more than 250,000.
std::optional<std::string> visible_values_text(const ViewSlot& slot, const LabResults& results, bool numpy);
/// Writes the whole picture of the view. `format`: "png" as shown, through the colour map; "grey" limited to 0..255;
/// "npy" float32; "csv" rows of numbers. Throws LoadError.
void save_view(const std::filesystem::path& file, const std::string& format, const ViewSlot& slot,
               const LabResults& results);

}  // namespace convscope
