#include "app/gui/panels/code_window.h"

#include <algorithm>
#include <array>

#include "app/gui/widgets/buttons.h"
#include "core/filter/code.h"
#include "core/io/keras/write/write_code.h"

namespace convscope {

std::string CodeWindow::lab_code(Frame& frame, Rect head) {
    Ui& ui = frame.ui;
    using Write = std::string (*)(const FilterSettings&, const std::string&, Channel);
    constexpr std::array<Segment, 4> kLibraries{Segment{"numpy", "NumPy"}, Segment{"scipy", "SciPy"},
                                                Segment{"opencv", "OpenCV"}, Segment{"keras", "Keras"}};
    constexpr std::array<Write, 4> kWriters{numpy_code, scipy_code, opencv_code, keras_code};
    if (const auto chosen = segmented(ui, "code.library", head.cut_left(ui.px(320)), kLibraries, library_))
        library_ = *chosen;
    const OpenPicture& picture = frame.document.picture;
    const std::string file = picture.is_sample ? picture.file.string() + ".png" : picture.file.string();
    return kWriters.at(static_cast<std::size_t>(library_))(frame.lab().settings(frame.lab().edited), file,
                                                           frame.lab().channel);
}

std::string CodeWindow::network_code(const nn::Model& model) {
    try {
        return keras::write_code(model);
    } catch (const nn::ModelError& error) {
        return std::string("# This model cannot be written in Keras:\n# ") + error.what() + "\n";
    }
}

void CodeWindow::show(Frame& frame, Rect window) {
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
    const auto& model = frame.document.network.model.model;
    const bool of_network = frame.document.workspace == Workspace::layers && model;
    const std::string code = of_network ? network_code(*model) : lab_code(frame, head);
    Rect foot = rest.cut_bottom(ui.px(34), ui.px(12));
    if (button(ui, "code.copy", foot.cut_right(ui.px(120)), "Copy", {.icon = Icon::copy, .primary = true}))
        frame.requests.push_back({.kind = Request::Kind::copy, .text = code});
    ui.text(foot,
            of_network ? "Builds the same layers in Keras, without the trained weights."
                       : "Computes the arrays `filtered` and `pooled` that are on screen.",
            Role::muted, Type::caption);

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
