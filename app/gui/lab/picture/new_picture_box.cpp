#include "app/gui/lab/picture/new_picture_box.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/document/picture_commands.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/image/plane_edits.h"

namespace convscope {

namespace {

constexpr std::string_view kBox = "picture.new.box";
constexpr float kWidth = 288;
constexpr float kHeight = 178;

/// The middle of the crop: the pinned pixel of the input, or the middle of the view.
Cell centre_of_view(const LabScene& scene) {
    const Size size = scene.results.input.size();
    const auto& pinned = scene.view.pinned;
    if (pinned && pinned->stage == Stage::input) return {pinned->row, pinned->col};
    if (scene.view.camera.fitted) return {size.rows / 2, size.cols / 2};
    return {static_cast<int>(scene.view.camera.centre_row), static_cast<int>(scene.view.camera.centre_col)};
}

void side_field(Ui& ui, std::string_view name, Rect place, int& side) {
    if (const auto edit = number_field(ui, name, place, static_cast<float>(side), {.tooltip = tr("1 to 64")}))
        side = std::clamp(static_cast<int>(std::lround(edit->value)), 1, kMaxEditedSide);
}

}  // namespace

void NewPictureBox::show_size(Ui& ui, Rect row) {
    ui.text(row.cut_left(ui.px(46), ui.px(4)), tr("Rows"), Role::muted);
    side_field(ui, "picture.new.rows", row.cut_left(ui.px(64), ui.px(14)), size_.rows);
    ui.text(row.cut_left(ui.px(66), ui.px(4)), tr("Columns"), Role::muted);
    side_field(ui, "picture.new.columns", row.cut_left(ui.px(64)), size_.cols);
}

Plane NewPictureBox::first_values(const LabScene& scene) {
    switch (start_) {
        case Start::crop:
            return cropped(scene.results.input, size_, centre_of_view(scene));
        case Start::noise:
            return noise_plane(size_, seed_++);
        case Start::zeros:
            break;
    }
    return uniform_plane(size_, 0);
}

bool NewPictureBox::show(LabScene& scene, Rect place) {
    Ui& ui = scene.ui;
    if (button(ui, "picture.new", place, tr("New\u2026"),
               {.tooltip = tr("A picture of your own, up to 64 \u00d7 64 pixels")}))
        ui.open_popup(kBox);
    const Rect box{place.x, place.bottom() + ui.px(4), ui.px(kWidth), ui.px(kHeight)};
    if (!ui.begin_popup(kBox, box, false)) return false;
    Rect rest = box.inset(ui.px(14), ui.px(12));
    show_size(ui, rest.cut_top(ui.px(30), ui.px(8)));
    const std::array<Segment, 3> starts{
        Segment{"zeros", tr("Zeros"), tr("All pixels 0: black")},
        Segment{"crop", tr("Crop"), tr("Copied from the middle of what the input view shows")},
        Segment{"noise", tr("Noise"), tr("Random whole numbers from 0 to 255")}};
    if (const auto start =
            segmented(ui, "picture.new.start", rest.cut_top(ui.px(30), ui.px(10)), starts, static_cast<int>(start_)))
        start_ = static_cast<Start>(*start);
    bool made =
        button(ui, "picture.new.make", rest.cut_top(ui.px(32), ui.px(8)), tr("Make the picture"), {.primary = true});
    if (made) scene.frame.perform(new_picture(first_values(scene), tr("New picture")));
    if (button(ui, "picture.new.paste", rest.cut_top(ui.px(32)), tr("Paste a table of numbers"),
               {.icon = Icon::copy,
                .tooltip = tr("From a spreadsheet, NumPy or a Python list. The picture gets the table's size")})) {
        scene.frame.request(PastePicture{.as_new = true});
        made = true;
    }
    if (made) ui.close_popup();
    ui.end_popup();
    return made;
}

}  // namespace convscope
