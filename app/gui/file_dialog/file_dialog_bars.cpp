// How the file dialog looks.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "app/gui/file_dialog/file_dialog_state.h"
#include "app/gui/file_dialog/file_dialog_text.h"
#include "app/gui/widgets/buttons.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr double kPatience = 0.15;  ///< seconds before a folder that is being read is said to be

std::string_view format_name(std::string_view extension) {
    if (extension == ".png") return "PNG picture";
    if (extension == ".npy") return "NumPy array";
    if (extension == ".csv") return "CSV table";
    if (extension == ".json") return "convscope session";
    return extension;
}

std::string counted(std::size_t count, std::string_view thing) {
    return fmt::format("{} {}{}", fmt::group_digits(count), thing, count == 1 ? "" : "s");
}

/// "2 folders, 1 file"; what there is none of is left out.
std::string counts(std::size_t folders, std::size_t files) {
    if (folders == 0) return files == 0 ? "" : counted(files, "file");
    return counted(folders, "folder") + (files == 0 ? "" : ", " + counted(files, "file"));
}

/// The path's end, as much of it as fits.
std::string fitted_path(const Ui& ui, const fs::path& path, float width) {
    std::string text = shown(path);
    std::size_t cut = 0;
    while (ui.text_width(text) > width &&
           (cut = text.find('/', text.starts_with("\u2026") ? 4 : 1)) != std::string::npos)
        text = "\u2026" + text.substr(cut);
    return text;
}

void draw_field(Ui& ui, const Item& item) {
    ui.fill(item.rect, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
    ui.focus_ring(item, ui.px(6));
}

bool pressed_tab(Ui& ui) {
    return std::ranges::any_of(ui.keys(), [](const KeyPress& k) { return k.key == Key::tab; });
}

/// A field is also left, and then committed, with Tab or a click elsewhere.
bool committed_with_enter(Ui::Edit edit, bool tab) {
    return edit == Ui::Edit::committed && !tab && !ImGui::IsMouseClicked(0);
}

}  // namespace

void FileDialog::State::show(Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    const bool typing = ui.editing_any();  // what was typed in this frame then belongs to that field
    const bool small = box.h < ui.px(360);
    const float gap = ui.px(small ? 8 : 12);
    Rect rest = box.inset(ui.px(small ? 8 : 16));
    show_title(ui, rest.cut_top(ui.px(32), gap));
    show_tools(ui, rest.cut_top(ui.px(32), gap));
    Rect foot = rest.cut_bottom(ui.px(34), gap);
    if (saving()) show_name(ui, rest.cut_bottom(ui.px(34), gap));
    if (replaced)
        show_question(ui, foot);
    else
        show_foot(ui, foot);

    std::span<const fs::path> recent;
    if (!saving()) recent = frame.settings.recent_files;
    if (box.w >= ui.px(400)) {
        const Rect side = rest.cut_left(ui.px(box.w < ui.px(640) ? 128 : 184), ui.px(17));
        ui.fill({side.right() + ui.px(8), rest.y, ui.line_width(), rest.h}, ui.colour(Role::line));
        if (const auto place = places.show(ui, side, recent, folder)) visit(ui, *place);
    }
    show_entries(ui, rest);
    if (!typing) take_keys(ui);
}

void FileDialog::State::show_title(Ui& ui, Rect row) {
    const Rect cross = row.cut_right(ui.px(32), ui.px(8));
    if (button(ui, "files.close", cross, "", {.icon = Icon::close, .tooltip = "Close", .key = "Esc", .quiet = true}))
        open = false;
    std::string title = "Open a picture, model or session";
    if (purpose == Purpose::save_session) title = "Save the session";
    if (purpose == Purpose::export_values) title = "Export the values";
    ui.text(row, title, Role::text, Type::heading);
}

void FileDialog::State::show_tools(Ui& ui, Rect row) {
    const Rect up = row.cut_left(ui.px(36), ui.px(8));
    if (button(
            ui, "files.up", up, "",
            {.icon = Icon::up, .tooltip = "Parent folder", .key = "Backspace", .enabled = folder.has_relative_path()}))
        go_up(ui);
    show_typed(ui, row.cut_right(std::round(std::clamp(row.w * 0.28F, ui.px(96), ui.px(200))), ui.px(8)));
    show_path(ui, row);
}

void FileDialog::State::show_path(Ui& ui, Rect rect) {
    constexpr std::string_view kName = "files.path";
    if (ui.editing(kName)) {
        ui.keep_in_order(kName);
        ui.mark(kName, rect);
        const bool tab = pressed_tab(ui);
        const Ui::Edit edit = ui.edit_field(rect);
        if (edit == Ui::Edit::cancelled) {
            note.clear();
            ui.focus(FileList::kName);
        }
        if (!committed_with_enter(edit, tab)) return;
        const std::string typed = ui.edit_text();
        const fs::path path = typed_path(typed, folder, home);
        if (!path.empty() && !visit(ui, path)) ui.start_editing(kName, typed);
        return;
    }
    const Item item = ui.item(kName, rect, {.tooltip = "Click to type a path"});
    draw_field(ui, item);
    Rect inside = rect.inset(ui.px(10), 0);
    const std::string path = fitted_path(ui, folder, inside.w);
    const std::size_t last = path.find_last_of('/') + 1;
    const std::string parents = path.substr(0, last);
    ui.text(inside.cut_left(ui.text_width(parents)), parents, Role::muted);
    ui.text(inside, path.substr(last));
    if (item.pressed) ui.start_editing(kName, folder.string());
}

void FileDialog::State::show_typed(Ui& ui, Rect rect) {
    const std::u32string& typed = list.filter().typed;
    Rect field = rect;
    if (!typed.empty()) {
        const Rect cross = field.cut_right(rect.h);
        ui.fill(rect, ui.colour(Role::raised), ui.px(6));
        if (button(ui, "files.filter.clear", cross, "", {.icon = Icon::close, .tooltip = "Show all", .quiet = true})) {
            type({});
            ui.focus(FileList::kName);
            return;
        }
    }
    const Item item =
        ui.item("files.filter", field, {.tooltip = "Just type: names that contain it stay", .focusable = false});
    if (item.grabbed) ui.focus(FileList::kName);
    if (typed.empty()) draw_field(ui, item);
    Rect inside = field.inset(ui.px(10), 0);
    if (typed.empty()) {
        constexpr std::string_view kHint = "Type to find";
        ui.text(inside, ui.text_width(kHint) <= inside.w ? kHint : "Find", Role::muted);
        return;
    }
    const std::string text = encoded(typed);
    ui.text(inside, text);
    if (!list_has_focus(ui)) return;
    const float caret = inside.x + std::min(inside.w, ui.text_width(text) + ui.px(1));
    ui.fill({caret, rect.y + ui.px(7), ui.line_width(), rect.h - ui.px(14)}, ui.colour(Role::accent));
}

void FileDialog::State::show_entries(Ui& ui, Rect area) {
    ui.keep_in_order(FileList::kName);
    ui.mark(FileList::kName, area);
    take_list_event(ui, list.show(ui, area, thumbnails, jobs));
    if (list.shown_count() > 0 && !reading) {
        ui.focus_ring({.rect = area, .focused = ui.focused() == FileList::kName}, ui.px(6));
        return;
    }
    const std::string reason = reason_for_empty_list(ui);
    ImFont* font = ui.font(Type::text);
    const float width = std::min(area.w - ui.px(32), ui.px(420));
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, reason.c_str());
    const Rect place{std::round(area.centre_x() - size.x / 2), std::round(area.y + (area.h - size.y) * 0.4F),
                     size.x + 1, size.y};
    ui.paragraph(place, reason, problem.empty() ? Role::muted : Role::warning);
}

std::string FileDialog::State::reason_for_empty_list(const Ui& ui) const {
    if (reading) return ui.time() - reading_since < kPatience ? "" : "Reading\u2026";
    if (!problem.empty()) return problem;
    if (!list.filter().typed.empty()) return "No name here contains \u201c" + encoded(list.filter().typed) + "\u201d.";
    if (list.entry_count() == 0) return "This folder is empty.";
    if (saving()) return "No folders and no " + extension + " files here.";
    return "No pictures, models and sessions here. \u201cAll files\u201d shows " +
           counted(list.entry_count(), "other file") + ".";
}

void FileDialog::State::show_name(Ui& ui, Rect row) {
    const std::string_view format = format_name(extension);
    ui.text(row.cut_left(ui.text_width("Name"), ui.px(12)), "Name");
    if (row.w > ui.px(300)) {
        const float width = ui.text_width(format, Type::caption) + ui.px(2);
        ui.text(row.cut_right(width, ui.px(12)), format, Role::muted, Type::caption, Align::right);
    }
    constexpr std::string_view kName = "files.name";
    const bool to_list =
        std::ranges::any_of(ui.keys(), [](const KeyPress& k) { return k.key == Key::up || k.key == Key::down; });
    if (ui.editing(kName) && !to_list) {
        edit_name(ui, row);
        return;
    }
    const Item item = ui.item(kName, row, {.tooltip = "Click to change the name"});
    draw_field(ui, item);
    ui.text(row.inset(ui.px(10), 0), shown(name));
    const bool typed = item.focused && !ui.typed().empty();
    if (item.pressed || typed) ui.start_editing(kName, name, std::exchange(ui.typed(), {}));
}

void FileDialog::State::edit_name(Ui& ui, Rect rect) {
    ui.keep_in_order("files.name");
    ui.mark("files.name", rect);
    const bool tab = pressed_tab(ui);
    const Ui::Edit edit = ui.edit_field(rect);
    if (name != ui.edit_text()) {
        name = ui.edit_text();
        replaced.reset();
        note.clear();
    }
    if (edit == Ui::Edit::cancelled) open = false;
    if (committed_with_enter(edit, tab)) save_named(ui);
}

void FileDialog::State::show_foot(Ui& ui, Rect row) {
    const float width = ui.px(row.w < ui.px(440) ? 84 : 112);
    const FileEntry* selected = list.selected();
    const bool ready = saving() ? !name.empty() : selected != nullptr;
    if (button(ui, saving() ? "files.save" : "files.open", row.cut_right(width, ui.px(8)), saving() ? "Save" : "Open",
               {.primary = ready, .enabled = ready})) {
        if (saving())
            save_named(ui);
        else
            open_entry(ui, *selected);
    }
    if (button(ui, "files.cancel", row.cut_right(width, ui.px(16)), "Cancel")) open = false;
    const bool room_for_both = row.w >= ui.px(240);
    if (!saving() && (note.empty() || room_for_both)) {
        const bool all = list.filter().all_files;
        if (button(ui, "files.all", row.cut_left(ui.px(88), ui.px(12)), "All files",
                   {.tooltip = "Also what is no picture, model or session", .on = all})) {
            ListingFilter filter = list.filter();
            filter.all_files = !all;
            list.set_filter(std::move(filter));
            ui.focus(FileList::kName);
        }
    }
    const std::string count = counts(list.shown_folders(), list.shown_count() - list.shown_folders());
    if (!note.empty())
        ui.text(row, note, Role::warning, Type::caption);
    else if (ui.text_width(count, Type::caption) <= row.w)
        ui.text(row, count, Role::muted, Type::caption);
}

void FileDialog::State::show_question(Ui& ui, Rect row) {
    const float width = ui.px(row.w < ui.px(440) ? 84 : 112);
    const fs::path file = *replaced;
    if (button(ui, "files.question.cancel", row.cut_right(width, ui.px(8)), "Cancel", {.primary = true})) rename(ui);
    if (button(ui, "files.replace", row.cut_right(width, ui.px(16)), "Replace")) chosen = file;
    const std::string question = " exists. Replace it?";
    const float room = row.w - ui.text_width(question);
    const std::string file_name = shown(file.filename());
    ui.text(row.cut_left(std::min(room, ui.text_width(file_name))), file_name, Role::warning);
    ui.text(row, question, Role::warning);
}

}  // namespace convscope
