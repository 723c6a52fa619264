#include "app/gui/lab/picture/picture_panel.h"

#include "app/document/picture_commands.h"
#include "app/gui/lab/picture/picture_tools.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

PicturePanel::PicturePanel(const std::filesystem::path& folder, const std::function<void()>& wake)
    : choice_(folder, wake), changer_(wake) {}

void PicturePanel::show_buttons(LabScene& scene, PictureEditor& editor, Rect row) {
    Ui& ui = scene.ui;
    const FocusGroup group(ui, "picture.buttons");
    if (button(ui, "picture.open", row.cut_left(ui.px(90), ui.px(8)), tr("Open\u2026"),
               {.icon = Icon::folder, .tooltip = tr("Open a picture, or drop one on the window"), .key = tr("Ctrl+O")}))
        scene.frame.request(ShowOpenDialog{});
    if (new_picture_.show(scene, row.cut_left(ui.px(60), ui.px(8)))) editor.turn(ui, true);
    const bool possible = can_edit(scene.frame.document.picture.picture.size());
    if (button(ui, "picture.edit", row.cut_left(ui.px(50), ui.px(8)), tr("Edit"),
               {.tooltip = possible
                               ? tr("Type and paint values in the input view; a colour picture becomes grey")
                               : tr("Only pictures up to 64 \u00d7 64 can be edited. New\u2026 can start with a crop"),
                .key = possible ? "E" : "",
                .on = editor.on(),
                .enabled = possible}))
        editor.turn(ui, !editor.on());
    if (button(
            ui, "picture.change", row, tr("Move"),
            {.tooltip = tr("Shift, turn or enlarge the picture, or add noise to it"), .key = "M", .on = changer_.on()}))
        turn_changer(ui, editor);
}

void PicturePanel::turn_changer(Ui& ui, PictureEditor& editor) {
    changer_.turn(ui, !changer_.on());
    if (changer_.on() && editor.on()) editor.turn(ui, false);  // both use the arrow keys
}

void PicturePanel::show(LabScene& scene, PictureEditor& editor, Rect& rest) {
    Ui& ui = scene.ui;
    if (editor.on() && changer_.on()) changer_.turn(ui, false);
    Rect heading = rest.cut_top(ui.px(26), ui.px(4));
    std::string pointed = choice_.show(scene.frame, rest);
    ui.text(heading.cut_left(ui.text_width(tr("Picture"), Type::heading), ui.px(16)), tr("Picture"), Role::text,
            Type::heading);
    const OpenPicture& open = scene.frame.document.picture;
    if (!open.picture.planes.empty() && !open.picture.is_grey()) {
        picture_channels(scene, heading);
    } else {
        ui.mark("picture.name", heading);
        if (pointed.empty()) pointed = picture_in_words(open);
        ui.text(heading, pointed, Role::muted, Type::caption, Align::right);
    }
    show_buttons(scene, editor, rest.cut_top(ui.px(30), ui.px(editor.on() || changer_.on() ? 6 : 14)));
    if (editor.on()) picture_edit_tools(scene, editor, rest);
    if (changer_.on()) changer_.show(scene, rest);
}

}  // namespace convscope
