// Draws the file dialog: its title, tools, list and buttons.
#pragma once

#include "app/gui/file_dialog/file_dialog_state.h"

namespace convscope {

/// Draws the dialog into `box` and performs what the user does in it.
void show_file_dialog(FileDialogState& dialog, Frame& frame, Rect box);

}  // namespace convscope
