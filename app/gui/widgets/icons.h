// Icons drawn as lines and shapes, so that they are sharp at every scale.
#pragma once

#include "app/gui/toolkit/ui.h"

namespace convscope {

enum class Icon {
    none,
    play,
    pause,
    step_back,
    step_forward,
    first,
    last,
    undo,
    redo,
    help,
    fullscreen,
    close,
    chevron_down,
    folder,
    save,
    theme,
    more,
    pin,
    compare,
    code,
    copy,
    arrow_right,
    up,
    file,
    picture,
    panels,
    presentation,
    pencil,
    bin,
    cover,
    reveal,
    spotlight,
    hands,
    clock,
    lesson,
};

/// Draws the icon in the middle of `rect`, `size` pixels wide.
void draw_icon(Ui& ui, Icon icon, Rect rect, ImU32 colour, float size);

}  // namespace convscope
