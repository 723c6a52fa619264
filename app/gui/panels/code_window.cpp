#include "app/gui/panels/code_window.h"

#include <algorithm>

#include "app/gui/widgets/buttons.h"

namespace convscope {

void CodeWindow::show(Frame& frame, Workspace& workspace, Rect window) {
    Ui& ui = frame.ui;
    const float width = std::min(ui.px(820), window.w - ui.px(32));
    const float height = std::min(ui.px(620), window.h - ui.px(32));
    const Rect box{window.centre_x() - width / 2, window.centre_y() - height / 2, width, height};
    if (!ui.begin_popup("code", box, true)) return;
    Rect rest = box.inset(ui.px(16));
    Rect head = rest.cut_top(ui.px(32), ui.px(12));
    if (button(ui, "code.close", head.cut_right(ui.px(32), ui.px(8)), "",
               {.icon = Icon::close, .tooltip = "Close", .key = "Esc", .quiet = true}))
        ui.close_popup();
    ui.text(head.cut_left(ui.text_width("The code", Type::heading), ui.px(24)), "The code", Role::text, Type::heading);
    const auto [code, note] = workspace.show_code(frame, head);
    Rect foot = rest.cut_bottom(ui.px(34), ui.px(12));
    if (button(ui, "code.copy", foot.cut_right(ui.px(120)), "Copy", {.icon = Icon::copy, .primary = true}))
        frame.request(CopyText{code});
    ui.text(foot, note, Role::muted, Type::caption);

    ui.mark("code.text", rest);
    ui.fill(rest, ui.colour(Role::raised), ui.px(6));
    const Rect inside = rest.inset(ui.px(14), ui.px(12));
    ImGui::SetCursorScreenPos({inside.x, inside.y});
    ImGui::BeginChild("text", {inside.w, inside.h}, false, ImGuiWindowFlags_HorizontalScrollbar);
    ImGui::PushFont(ui.font(Type::code));
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(Role::text));
    ImGui::TextUnformatted(code.data(), code.data() + code.size());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::EndChild();
    ui.end_popup();
}

}  // namespace convscope
