// The choice of the channel to filter; and, while the picture is edited, the brush and the buttons that fill, copy and
// paste.
#pragma once

#include "app/gui/lab/picture/picture_editor.h"

namespace convscope {

void picture_channels(LabScene& scene, Rect row);
/// Draws at the top of `rest` and cuts off the part that it uses.
void picture_edit_tools(LabScene& scene, PictureEditor& editor, Rect& rest);

}  // namespace convscope
