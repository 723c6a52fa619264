#include "app/gui/panels/code/code_window.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/panels/code/code_text.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/menu.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMinWidth = 640;
constexpr float kLine = 1.45F;  ///< line height as a multiple of the text height
constexpr float kHead = 32 + 12;
constexpr float kFoot = 34 + 12;

ImU32 ink(const Ui& ui, CodePart part) {
    switch (part) {
        case CodePart::comment:
            return ui.colour(Role::muted);
        case CodePart::text:
            return ui.colour(Role::winner);
        case CodePart::number:
            return mixed(ui.colour(Role::positive), ui.colour(Role::text), 0.35F);
        case CodePart::keyword:
            return ui.colour(Role::accent);
        case CodePart::plain:
            break;
    }
    return ui.colour(Role::text);
}

float line_height(const Ui& ui) {
    return std::round(ui.text_height(Type::code) * kLine);
}

ImVec2 text_size(const Ui& ui, const std::vector<std::string_view>& lines) {
    float width = 0;
    for (const std::string_view line : lines) width = std::max(width, ui.text_width(line, Type::code));
    return {width, line_height(ui) * static_cast<float>(lines.size())};
}

/// The place of the code window: as large as its text needs, inside the program's window.
Rect window_place(const Ui& ui, Rect window, ImVec2 text) {
    const float frame = ui.px(2 * 16 + 2 * 14);
    const float scrollbar = ui.px(16);
    const float width = std::min(std::max(text.x + frame + scrollbar, ui.px(kMinWidth)), window.w - ui.px(32));
    const float height = std::min(text.y + frame + scrollbar + ui.px(kHead + kFoot), window.h - ui.px(32));
    return {std::round(window.centre_x() - width / 2), std::round(window.centre_y() - height / 2), width, height};
}

void show_line(Ui& ui, std::string_view line, Rect row, bool marked) {
    if (marked) ui.fill(row.inset(-ui.px(6), 0), faded(ui.colour(Role::accent), 0.14F), ui.px(3));
    for (const CodeSpan& span : code_spans(line)) {
        const float width = ui.text_width(span.characters, Type::code);
        ui.text({row.x, row.y, width + 1, row.h}, span.characters, ink(ui, span.part), Type::code, Align::left);
        row.x += width;
    }
}

void show_text(Ui& ui, Rect inside, const CodeTexts& texts, const std::vector<std::string_view>& lines) {
    const ImVec2 size = text_size(ui, lines);
    ImGui::SetCursorScreenPos({inside.x, inside.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild("text", {inside.w, inside.h}, false, ImGuiWindowFlags_HorizontalScrollbar);
    ImGui::PopStyleVar();
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    Rect rest{origin.x + ui.px(6), origin.y, std::max(size.x, inside.w - ui.px(20)), kUnboundedHeight};
    for (std::size_t i = 0; i < lines.size(); ++i)
        show_line(ui, lines[i], rest.cut_top(line_height(ui)),
                  std::ranges::find(texts.marked, i) != texts.marked.end());
    ImGui::Dummy({size.x + ui.px(12), size.y});
    ImGui::EndChild();
}

void show_code_menu(Frame& frame, const CodeTexts& texts, const std::vector<std::string_view>& lines) {
    const std::array<MenuEntry, 2> entries{MenuEntry{"all", tr("Copy the code")},
                                           MenuEntry{"marked", tr("Copy the marked lines"), !texts.marked.empty(),
                                                     tr("The lines that depend on the filter")}};
    const auto chosen = menu(frame.ui, "code.menu", entries);
    if (chosen == "all") frame.request(CopyText{texts.code});
    if (chosen != "marked") return;
    std::string marked;
    for (const std::size_t line : texts.marked) marked += std::string(lines.at(line)) + "\n";
    frame.request(CopyText{marked});
}

}  // namespace

void CodeWindow::show(Frame& frame, Workspace& workspace, Rect window) {
    Ui& ui = frame.ui;
    if (!ui.begin_popup("code", window_place(ui, window, size_), true)) return;
    const Rect box = ui.map().at("code");
    Rect rest = box.inset(ui.px(16));
    Rect head = rest.cut_top(ui.px(32), ui.px(12));
    if (button(ui, "code.close", head.cut_right(ui.px(32), ui.px(8)), "",
               {.icon = Icon::close, .tooltip = tr("Close"), .key = "Esc", .quiet = true}))
        ui.close_popup();
    ui.text(head.cut_left(ui.text_width(tr("The code"), Type::heading), ui.px(24)), tr("The code"), Role::text,
            Type::heading);
    const CodeTexts texts = workspace.show_code(frame, head);
    const std::vector<std::string_view> lines = code_lines(texts.code);
    size_ = text_size(ui, lines);
    Rect foot = rest.cut_bottom(ui.px(34), ui.px(12));
    if (button(ui, "code.copy", foot.cut_right(ui.px(120)), tr("Copy"), {.icon = Icon::copy, .primary = true}))
        frame.request(CopyText{texts.code});
    ui.text(foot, texts.note, Role::muted, Type::caption);

    ui.mark("code.text", rest);
    ui.fill(rest, ui.colour(Role::raised), ui.px(6));
    const Rect inside = rest.inset(ui.px(8), ui.px(12));
    if (ui.right_pressed(rest)) open_menu(ui, "code.menu");
    show_text(ui, inside, texts, lines);
    show_code_menu(frame, texts, lines);
    ui.end_popup();
}

}  // namespace convscope
