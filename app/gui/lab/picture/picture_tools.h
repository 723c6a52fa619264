// The channel of a colour picture that is filtered; and, while the picture is edited, the brush and what fills, copies
// and pastes.
#pragma once

#include "app/gui/lab/picture/picture_editor.h"

namespace convscope {

void picture_channels(LabScene& scene, Rect row);
/// Draws from the top of `rest` and cuts off what it uses.
void picture_edit_tools(LabScene& scene, PictureEditor& editor, Rect& rest);

}  // namespace convscope
