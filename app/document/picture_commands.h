// The edits of the Filter Lab's picture, as commands.
#pragma once

#include <string>

#include "app/document/history.h"

namespace convscope {

/// Pictures with more rows or columns than this cannot be edited or made.
inline constexpr int kMaxEditedSide = 64;

/// True for 1 to kMaxEditedSide rows and columns.
bool can_edit(Size size);

/// Opens a grey picture that is not in a file, under this name.
Command new_picture(Plane plane, const std::string& name);
/// Replaces the open picture's pixels by these grey ones. The picture is then the user's own: "staircase" becomes
/// "staircase (edited)". The view is kept if the size is unchanged.
Command set_picture_values(Plane plane, std::string label, std::uint64_t gesture = 0);

/// The plane's values as lines of numbers separated by tabs, which spreadsheets can read.
std::string table_text(const Plane& plane);

}  // namespace convscope
