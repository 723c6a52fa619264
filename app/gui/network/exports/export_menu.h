// The menu that exports what a region shows, as a picture or as comma-separated values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "core/base/text/translation.h"

namespace convscope {

/// The texts of an export menu: "Export the summary", "Export the summary, PNG...", "Export the summary, CSV...".
struct ExportTexts {
    Message tooltip = {};  ///< of the button, if there is one
    Message png, csv;
};

/// Draws the button "`name`.more" and, while it is open, the menu "`name`.menu" with the entries "png" and "csv".
/// Returns the format that the user chose in this frame.
std::optional<std::string_view> export_menu(Ui& ui, const std::string& name, Rect button_place,
                                            const ExportTexts& texts);
/// Opens the menu of export_menu() at the pointer if the right button was pressed in the region. Call it in the part of
/// the window that contains the region.
void open_export_menu(Ui& ui, const std::string& name, Rect region);
/// export_menu() for a region without a button: the right mouse button opens the menu at the pointer.
std::optional<std::string_view> region_export_menu(Ui& ui, const std::string& name, Rect region,
                                                   const ExportTexts& texts);

}  // namespace convscope
