#include "app/gui/lab/picture/picture_editor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/document/picture_commands.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/image/plane_edits.h"

namespace convscope {

namespace {

constexpr float kMinDrag = 4;  ///< movement from which a press is a stroke and not a click
constexpr float kMinGrid = 6;  ///< side of the smallest cells that have lines between them
constexpr float kFieldWidth = 72;
constexpr float kFieldHeight = 28;
constexpr std::string_view kField = "picture.cell";

/// The selected cell's text field: the cell, or larger if the cell is too small to type in.
Rect field_place(const Ui& ui, const ViewSlot& slot, Cell cell) {
    const Rect place = slot.map.cells(cell.row, cell.col);
    const float width = std::max(place.w, ui.px(kFieldWidth));
    const float height = std::clamp(place.h, ui.px(kFieldHeight), ui.px(2 * kFieldHeight));
    const Rect& view = slot.picture;
    const float x = std::clamp(place.centre_x() - width / 2, view.x, std::max(view.x, view.right() - width));
    const float y = std::clamp(place.centre_y() - height / 2, view.y, std::max(view.y, view.bottom() - height));
    return {x, y, width, height};
}

void draw_grid(const Ui& ui, const ViewSlot& slot) {
    if (slot.map.pixel < static_cast<double>(ui.px(kMinGrid))) return;
    const Rect whole = slot.map.cells(0, 0, slot.map.size.rows, slot.map.size.cols);
    const ImU32 colour = faded(ui.colour(Role::muted), 0.5F);
    for (int r = 0; r <= slot.map.size.rows; ++r) {
        const auto y = static_cast<float>(slot.map.screen_y(r));
        ui.draw().AddLine({whole.x, y}, {whole.right(), y}, colour, ui.line_width());
    }
    for (int c = 0; c <= slot.map.size.cols; ++c) {
        const auto x = static_cast<float>(slot.map.screen_x(c));
        ui.draw().AddLine({x, whole.y}, {x, whole.bottom()}, colour, ui.line_width());
    }
}

}  // namespace

Plane edited_plane(const LabScene& scene) {
    return channel_plane(scene.frame.document.picture.picture, scene.lab.channel);
}

void PictureEditor::turn(Ui& ui, bool on) {
    on_ = on;
    stroke_.reset();
    if (on) ui.clear_focus();
}

void PictureEditor::update(const LabScene& scene) {
    const Size size = scene.frame.document.picture.picture.size();
    if (!can_edit(size)) on_ = false;
    if (cell_ && (cell_->row >= size.rows || cell_->col >= size.cols)) cell_.reset();
}

void PictureEditor::edit(LabScene& scene, const ViewSlot& slot, const Item& item) {
    Ui& ui = scene.ui;
    if (ui.editing(kField)) {  // the press ends the editing of the field in show()
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        if (item.grabbed) next_ = slot.cell_at(mouse.x, mouse.y);
        return;
    }
    paint(scene, slot, item);
    if (!ui.has_focus() && !ui.editing_any() && !ui.layer_open()) use_keys(scene);
}

void PictureEditor::paint(LabScene& scene, const ViewSlot& slot, const Item& item) {
    Ui& ui = scene.ui;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::optional<Cell> at = slot.cell_at(mouse.x, mouse.y);
    if (item.hovered || item.held) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (item.grabbed) {
        painting_ = false;
        stroke_ = at;
        if (at) cell_ = at;
    }
    if (tool_ == Tool::fill) {
        if (item.pressed && at)
            scene.frame.perform(
                set_picture_values(with_filled_area(edited_plane(scene), *at, brush_), tr("filling of an area")));
        return;
    }
    if (item.held && at && ImGui::IsMouseDragging(0, ui.px(kMinDrag)) && (!painting_ || stroke_ != at)) {
        const std::vector<Cell> cells = line_of_cells(stroke_.value_or(*at), *at);
        scene.frame.perform(set_picture_values(with_values(edited_plane(scene), cells, brush_), tr("painting"),
                                               ui.gesture("picture.paint")));
        painting_ = true;
        stroke_ = cell_ = at;
    }
    if (item.released) {
        stroke_.reset();
        ui.end_gesture();
    }
}

void PictureEditor::use_keys(LabScene& scene) {
    Ui& ui = scene.ui;
    if (cell_ && !ui.typed().empty() && starts_number(ui.typed().front())) {
        ui.start_editing(kField, "", std::exchange(ui.typed(), {}));
        return;
    }
    std::erase_if(ui.keys(), [&](const KeyPress& key) { return on_ && use_key(scene, key); });
}

bool PictureEditor::use_key(LabScene& scene, const KeyPress& key) {
    const Size size = scene.frame.document.picture.picture.size();
    if (key.is_control('c')) {
        scene.frame.request(CopyText{table_text(edited_plane(scene)), tr("The picture's values are copied as text.")});
        return true;
    }
    if (key.is_control('v')) {
        scene.frame.request(PastePicture{});
        return true;
    }
    if (key.control || key.alt) return false;
    switch (key.key) {
        case Key::escape:
            on_ = false;
            return true;
        case Key::left:
        case Key::right:
            move(size, 0, key.key == Key::left ? -1 : 1);
            return true;
        case Key::up:
        case Key::down:
            move(size, key.key == Key::up ? -1 : 1, 0);
            return true;
        case Key::space:
            if (cell_) set_cell(scene, *cell_, brush_);
            return true;
        case Key::erase:
        case Key::backspace:
            if (cell_) set_cell(scene, *cell_, 0);
            return true;
        case Key::enter:
            if (cell_) scene.ui.start_editing(kField, number_text(edited_plane(scene).at(cell_->row, cell_->col)));
            return true;
        default:
            return false;
    }
}

void PictureEditor::move(Size size, int rows, int cols) {
    if (!cell_) {
        cell_ = Cell{0, 0};
        return;
    }
    cell_->row = std::clamp(cell_->row + rows, 0, size.rows - 1);
    cell_->col = std::clamp(cell_->col + cols, 0, size.cols - 1);
}

void PictureEditor::set_cell(LabScene& scene, Cell cell, float value) const {
    const Plane plane = edited_plane(scene);
    if (plane.at(cell.row, cell.col) == value) return;
    scene.frame.perform(set_picture_values(with_values(plane, std::array{cell}, value), tr("change of a pixel")));
}

void PictureEditor::type_in(LabScene& scene, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    const auto is_pressed = [&ui](Key key) {
        return std::ranges::any_of(ui.keys(), [key](const KeyPress& press) { return press.key == key; });
    };
    const bool enter = is_pressed(Key::enter);
    const bool tab = is_pressed(Key::tab);
    const Cell cell = *cell_;
    const Rect place = field_place(ui, slot, cell);
    ui.mark(kField, place);
    if (ui.edit_field(place) != Ui::Edit::committed) return;
    if (tab) std::erase_if(ui.keys(), [](const KeyPress& key) { return key.key == Key::tab; });
    const std::optional<double> number = parse_number(ui.edit_text());
    if (number)
        set_cell(scene, cell, limit_filter_value(static_cast<float>(*number)));
    else if (!ui.edit_text().empty())
        scene.frame.request(Warn{tr("\u201c{}\u201d is not a number. The pixel keeps its value.", ui.edit_text())});
    move(slot.map.size, enter ? 1 : 0, tab ? 1 : 0);
    if (const auto next = std::exchange(next_, std::nullopt)) cell_ = next;
}

void PictureEditor::show(LabScene& scene, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    draw_grid(ui, slot);
    if (cell_) mark(ui, slot.map.cells(cell_->row, cell_->col), ui.colour(Role::accent), ui.px(2));
    ui.draw().PopClipRect();
    if (cell_ && ui.editing(kField)) type_in(scene, slot);
}

}  // namespace convscope
