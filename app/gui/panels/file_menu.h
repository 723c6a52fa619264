// The File menu: open, recent files, save, reload.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

/// The menu's button; draws the list while it is open.
void file_menu(Frame& frame, Rect rect);
/// Opens the list in the next frame, like a press of the button.
void open_file_menu(Ui& ui);
/// The width that the button needs.
float file_menu_width(const Ui& ui);

}  // namespace convscope
