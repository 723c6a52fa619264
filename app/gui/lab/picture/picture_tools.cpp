#include "app/gui/lab/picture/picture_tools.h"

#include <array>

#include "app/document/picture_commands.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/image/plane_edits.h"

namespace convscope {

namespace {

void show_brush(LabScene& scene, PictureEditor& editor, Rect row) {
    Ui& ui = scene.ui;
    ui.text(row.cut_left(ui.px(46), ui.px(4)), tr("Brush"), Role::muted);
    if (const auto edit = number_field(ui, "picture.brush", row.cut_left(ui.px(64), ui.px(10)), editor.brush(),
                                       {.step = 8, .tooltip = tr("The value that is painted; 0 is black, 255 white")}))
        editor.set_brush(limit_filter_value(edit->value));
    const std::array<Segment, 2> tools{Segment{"paint", tr("Paint"), tr("Drag to paint; click to select a cell")},
                                       Segment{"fill", tr("Fill"), tr("Click to fill an area of equal values")}};
    if (const auto tool = segmented(ui, "picture.tool", row, tools, static_cast<int>(editor.tool())))
        editor.set_tool(static_cast<PictureEditor::Tool>(*tool));
}

void show_table_buttons(LabScene& scene, const PictureEditor& editor, Rect row) {
    Ui& ui = scene.ui;
    const float gap = ui.px(8);
    if (button(ui, "picture.fill_all", row.column(0, 3, gap), tr("Fill all"),
               {.tooltip = tr("Give every pixel the brush's value")}))
        scene.frame.perform(set_picture_values(
            uniform_plane(scene.frame.document.picture.picture.size(), editor.brush()), tr("filling of the picture")));
    if (button(ui, "picture.copy", row.column(1, 3, gap), tr("Copy"),
               {.tooltip = tr("Copy all values for a spreadsheet"), .key = tr("Ctrl+C")}))
        scene.frame.request(CopyText{table_text(edited_plane(scene)), tr("The picture's values are copied as text.")});
    if (button(ui, "picture.paste", row.column(2, 3, gap), tr("Paste"),
               {.tooltip = tr("Replace the picture by the copied table of numbers. The picture gets the table's size"),
                .key = tr("Ctrl+V")}))
        scene.frame.request(PastePicture{});
}

}  // namespace

void picture_channels(LabScene& scene, Rect row) {
    const std::array<Segment, 4> channels{Segment{"grey", tr("Grey"), tr("Luma: .299 R + .587 G + .114 B")},
                                          Segment{"red", tr("Red")}, Segment{"green", tr("Green")},
                                          Segment{"blue", tr("Blue")}};
    if (const auto chosen = segmented(scene.ui, "picture.channel", row, channels, static_cast<int>(scene.lab.channel)))
        scene.frame.perform(set_channel(static_cast<Channel>(*chosen)));
}

void picture_edit_tools(LabScene& scene, PictureEditor& editor, Rect& rest) {
    Ui& ui = scene.ui;
    show_brush(scene, editor, rest.cut_top(ui.px(30), ui.px(6)));
    show_table_buttons(scene, editor, rest.cut_top(ui.px(30), ui.px(6)));
    const float height = ui.paragraph(
        rest, tr("In the input view: drag to paint; click a pixel and type its value; arrow keys move. Esc ends."),
        Role::muted, Type::caption);
    ui.mark("picture.hint", rest.cut_top(height, ui.px(10)));
}

}  // namespace convscope
