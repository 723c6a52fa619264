#include "app/gui/file_dialog/file_dialog_bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "app/gui/file_dialog/file_dialog_text.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr double kPatience = 0.15;  ///< seconds of reading after which the list shows "Reading"

/// A kind of file that is saved.
struct SavedFormat {
    std::string_view extension;
    Message name, title;  ///< `name` may be empty
};

constexpr std::array<SavedFormat, 7> kSavedFormats{
    {{".png", tr("PNG picture"), tr("Export the picture")},
     {".gif", tr("GIF animation"), tr("Export the animation")},
     {".npy", tr("NumPy array"), tr("Export the values")},
     {".csv", tr("CSV table"), tr("Export the values")},
     {".json", tr("convscope session"), tr("Save the session")},
     {".pdf", tr("PDF, or end the name with .html"), tr("Save the sheet")},
     {".gift", tr("Moodle questions"), tr("Save the questions for Moodle")}}};

SavedFormat saved_format(std::string_view extension) {
    const auto* const found = std::ranges::find(kSavedFormats, extension, &SavedFormat::extension);
    return found == kSavedFormats.end() ? SavedFormat{extension, {}, tr("Save as")} : *found;
}

/// "2 folders, 1 file"; a count of 0 is left out.
std::string counts(std::size_t folders, std::size_t files) {
    const std::string some_folders = tr_count(static_cast<long long>(folders), "{1} folder", "{1} folders",
                                              with_separators(static_cast<std::int64_t>(folders)));
    const std::string some_files = tr_count(static_cast<long long>(files), "{1} file", "{1} files",
                                            with_separators(static_cast<std::int64_t>(files)));
    if (folders == 0) return files == 0 ? "" : some_files;
    return files == 0 ? some_folders : tr("{}, {}", some_folders, some_files);
}

/// The path, shortened to as many of its last parts as fit into `width`.
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

/// True if Enter has committed the edit; false for Tab or a click outside.
bool committed_with_enter(Ui::Edit edit, bool tab) {
    return edit == Ui::Edit::committed && !tab && !ImGui::IsMouseClicked(0);
}

void show_title(FileDialogState& dialog, Ui& ui, Rect row) {
    const Rect cross = row.cut_right(ui.px(32), ui.px(8));
    if (button(ui, "files.close", cross, "",
               {.icon = Icon::close, .tooltip = tr("Close"), .key = "Esc", .quiet = true}))
        dialog.open = false;
    const std::string_view title =
        dialog.saving() ? saved_format(dialog.extension).title : tr("Open a picture, model, data set or session");
    ui.text(row, title, Role::text, Type::heading);
}

/// Continues the path being typed, as a shell does, with the caret at its end. False if there is nothing to add: then
/// Tab leaves the field.
bool complete_typed_path(const FileDialogState& dialog, Ui& ui, std::string_view field) {
    const std::string typed = ui.edit_text();
    const std::string completed = completed_path(typed, dialog.folder, dialog.home);
    if (completed == typed) return false;
    ui.take_key(Key::tab);
    ui.start_editing(field, {}, decoded(completed));
    return true;
}

void show_path(FileDialogState& dialog, Ui& ui, Rect rect) {
    constexpr std::string_view kName = "files.path";
    if (ui.editing(kName)) {
        ui.keep_in_order(kName, rect);
        ui.mark(kName, rect);
        const bool tab = pressed_tab(ui);
        if (tab && complete_typed_path(dialog, ui, kName)) return;
        const Ui::Edit edit = ui.edit_field(rect);
        if (edit == Ui::Edit::cancelled) {
            dialog.note.clear();
            ui.focus(FileList::kName);
        }
        if (!committed_with_enter(edit, tab)) return;
        const std::string typed = ui.edit_text();
        const fs::path path = typed_path(typed, dialog.folder, dialog.home);
        if (!path.empty() && !dialog.visit(ui, path)) ui.start_editing(kName, typed);
        return;
    }
    const Item item = ui.item(kName, rect, {.tooltip = tr("Click to type a path; Tab completes it")});
    draw_field(ui, item);
    Rect inside = rect.inset(ui.px(10), 0);
    const std::string path = fitted_path(ui, dialog.folder, inside.w);
    const std::size_t last = path.find_last_of('/') + 1;
    const std::string parents = path.substr(0, last);
    ui.text(inside.cut_left(ui.text_width(parents)), parents, Role::muted);
    ui.text(inside, path.substr(last));
    if (item.pressed) ui.start_editing(kName, dialog.folder.string());
}

void show_typed(FileDialogState& dialog, Ui& ui, Rect rect) {
    const std::u32string& typed = dialog.list.filter().typed;
    Rect field = rect;
    if (!typed.empty()) {
        const Rect cross = field.cut_right(rect.h);
        ui.fill(rect, ui.colour(Role::raised), ui.px(6));
        if (button(ui, "files.filter.clear", cross, "",
                   {.icon = Icon::close, .tooltip = tr("Show all"), .quiet = true})) {
            dialog.type({});
            ui.focus(FileList::kName);
            return;
        }
    }
    const Item item = ui.item("files.filter", field,
                              {.tooltip = tr("Type to show only names that contain the text"), .focusable = false});
    if (item.grabbed) ui.focus(FileList::kName);
    if (typed.empty()) draw_field(ui, item);
    Rect inside = field.inset(ui.px(10), 0);
    if (typed.empty()) {
        const std::string_view hint = tr("Type to find");
        ui.text(inside, ui.text_width(hint) <= inside.w ? hint : tr("Find"), Role::muted);
        return;
    }
    const std::string text = encoded(typed);
    ui.text(inside, text);
    if (!dialog.list_has_focus(ui)) return;
    const float caret = inside.x + std::min(inside.w, ui.text_width(text) + ui.px(1));
    ui.fill({caret, rect.y + ui.px(7), ui.line_width(), rect.h - ui.px(14)}, ui.colour(Role::accent));
}

void show_tools(FileDialogState& dialog, Ui& ui, Rect row) {
    const Rect up = row.cut_left(ui.px(36), ui.px(8));
    if (button(ui, "files.up", up, "",
               {.icon = Icon::up,
                .tooltip = tr("Parent folder"),
                .key = "Backspace",
                .enabled = dialog.folder.has_relative_path()}))
        dialog.go_up(ui);
    show_typed(dialog, ui, row.cut_right(std::round(std::clamp(row.w * 0.28F, ui.px(96), ui.px(200))), ui.px(8)));
    show_path(dialog, ui, row);
}

std::string reason_for_empty_list(const FileDialogState& dialog, const Ui& ui) {
    if (dialog.reading) return ui.time() - dialog.reading_since < kPatience ? Message() : tr("Reading\u2026");
    if (!dialog.problem.empty()) return dialog.problem;
    if (!dialog.list.filter().typed.empty())
        return tr("No name here contains \u201c{}\u201d.", encoded(dialog.list.filter().typed));
    if (dialog.list.entry_count() == 0) return tr("This folder is empty.");
    if (dialog.saving()) return tr("There are no folders and no {} files here.", dialog.extension);
    const auto others = static_cast<std::int64_t>(dialog.list.entry_count());
    return tr_count(
        others,
        "There are no pictures, models or sessions here. \u201cOpen folder\u201d opens a data set; \u201cAll "
        "files\u201d shows {1} other file.",
        "There are no pictures, models or sessions here. \u201cOpen folder\u201d opens a data set; \u201cAll "
        "files\u201d shows {1} other files.",
        with_separators(others));
}

void show_entries(FileDialogState& dialog, Ui& ui, Rect area) {
    ui.keep_in_order(FileList::kName, area);
    ui.mark(FileList::kName, area);
    dialog.take_list_event(ui, dialog.list.show(ui, area, dialog.thumbnails, dialog.jobs));
    if (dialog.list.shown_count() > 0 && !dialog.reading) {
        ui.focus_ring({.rect = area, .focused = ui.focused() == FileList::kName}, ui.px(6));
        return;
    }
    const std::string reason = reason_for_empty_list(dialog, ui);
    const ImVec2 size = ui.paragraph_size(reason, std::min(area.w - ui.px(32), ui.px(420)));
    const Rect place{std::round(area.centre_x() - size.x / 2), std::round(area.y + (area.h - size.y) * 0.4F),
                     size.x + 1, size.y};
    ui.paragraph(place, reason, dialog.problem.empty() ? Role::muted : Role::warning);
}

void edit_name(FileDialogState& dialog, Ui& ui, Rect rect) {
    ui.keep_in_order("files.name", rect);
    ui.mark("files.name", rect);
    const bool tab = pressed_tab(ui);
    const Ui::Edit edit = ui.edit_field(rect);
    if (dialog.name != ui.edit_text()) {
        dialog.name = ui.edit_text();
        dialog.replaced.reset();
        dialog.note.clear();
    }
    if (edit == Ui::Edit::cancelled) dialog.open = false;
    if (committed_with_enter(edit, tab)) dialog.save_named(ui);
}

void show_name(FileDialogState& dialog, Ui& ui, Rect row) {
    const SavedFormat saved = saved_format(dialog.extension);
    const std::string_view format = saved.name.empty() ? saved.extension : saved.name;
    ui.text(row.cut_left(ui.text_width(tr("Name")), ui.px(12)), tr("Name"));
    if (row.w > ui.px(300)) {
        const float width = ui.text_width(format, Type::caption) + ui.px(2);
        ui.text(row.cut_right(width, ui.px(12)), format, Role::muted, Type::caption, Align::right);
    }
    constexpr std::string_view kName = "files.name";
    const bool to_list =
        std::ranges::any_of(ui.keys(), [](const KeyPress& k) { return k.key == Key::up || k.key == Key::down; });
    if (ui.editing(kName) && !to_list) {
        edit_name(dialog, ui, row);
        return;
    }
    const Item item = ui.item(kName, row, {.tooltip = tr("Click to change the name")});
    draw_field(ui, item);
    ui.text(row.inset(ui.px(10), 0), shown(dialog.name));
    const bool typed = item.focused && !ui.typed().empty();
    if (item.pressed || typed) ui.start_editing(kName, dialog.name, std::exchange(ui.typed(), {}));
}

void show_foot(FileDialogState& dialog, Ui& ui, Rect row) {
    const float width = ui.px(row.w < ui.px(440) ? 84 : 112);
    const FileEntry* selected = dialog.list.selected();
    const bool ready = dialog.saving() ? !dialog.name.empty() : selected != nullptr;
    if (button(ui, dialog.saving() ? "files.save" : "files.open", row.cut_right(width, ui.px(8)),
               dialog.saving() ? tr("Save") : tr("Open"), {.primary = ready, .enabled = ready})) {
        if (dialog.saving())
            dialog.save_named(ui);
        else
            dialog.open_entry(ui, *selected);
    }
    const FileEntry* const marked = dialog.list.chosen();
    const fs::path& folder = marked != nullptr && marked->is_folder() ? marked->path : dialog.folder;
    const std::string tooltip =
        tr("Open {} as a whole: a data set, a model of TensorFlow.js, or all of its "
           "pictures. Select a folder to open that one",
           shown(folder));
    if (!dialog.saving() && row.w >= ui.px(420) &&
        button(ui, "files.folder", row.cut_right(ui.px(116), ui.px(8)), tr("Open folder"), {.tooltip = tooltip}))
        dialog.chosen = folder;
    if (button(ui, "files.cancel", row.cut_right(width, ui.px(16)), tr("Cancel"))) dialog.open = false;
    const bool room_for_both = row.w >= ui.px(240);
    if (!dialog.saving() && (dialog.note.empty() || room_for_both)) {
        const bool all = dialog.list.filter().all_files;
        if (button(ui, "files.all", row.cut_left(ui.px(88), ui.px(12)), tr("All files"),
                   {.tooltip = tr("Show other files too, not only pictures, models and sessions"), .on = all})) {
            ListingFilter filter = dialog.list.filter();
            filter.all_files = !all;
            dialog.list.set_filter(std::move(filter));
            ui.focus(FileList::kName);
        }
    }
    const std::string count =
        counts(dialog.list.shown_folders(), dialog.list.shown_count() - dialog.list.shown_folders());
    if (!dialog.note.empty())
        ui.text(row, dialog.note, Role::warning, Type::caption);
    else if (ui.text_width(count, Type::caption) <= row.w)
        ui.text(row, count, Role::muted, Type::caption);
}

void show_question(FileDialogState& dialog, Ui& ui, Rect row) {
    const float width = ui.px(row.w < ui.px(440) ? 84 : 112);
    const fs::path file = *dialog.replaced;
    if (button(ui, "files.question.cancel", row.cut_right(width, ui.px(8)), tr("Cancel"), {.primary = true}))
        dialog.rename(ui);
    if (button(ui, "files.replace", row.cut_right(width, ui.px(16)), tr("Replace"))) dialog.chosen = file;
    const auto question = [](std::string_view name) { return tr("{} exists. Replace it?", name); };
    const std::string name = ui.shortened(shown(file.filename()), row.w - ui.text_width(question({})));
    ui.text(row, question(name), Role::warning);
}

}  // namespace

void show_file_dialog(FileDialogState& dialog, Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    const bool typing = ui.editing_any();  // if true, the keys of this frame are for the edited field
    const bool small = box.h < ui.px(360);
    const float gap = ui.px(small ? 8 : 12);
    Rect rest = box.inset(ui.px(small ? 8 : 16));
    show_title(dialog, ui, rest.cut_top(ui.px(32), gap));
    show_tools(dialog, ui, rest.cut_top(ui.px(32), gap));
    Rect foot = rest.cut_bottom(ui.px(34), gap);
    if (dialog.saving()) show_name(dialog, ui, rest.cut_bottom(ui.px(34), gap));
    if (dialog.replaced)
        show_question(dialog, ui, foot);
    else
        show_foot(dialog, ui, foot);

    std::span<const fs::path> recent;
    if (!dialog.saving()) recent = frame.settings.recent_files;
    if (box.w >= ui.px(400)) {
        const Rect side = rest.cut_left(ui.px(box.w < ui.px(640) ? 128 : 184), ui.px(17));
        ui.fill({side.right() + ui.px(8), rest.y, ui.line_width(), rest.h}, ui.colour(Role::line));
        if (const auto place = dialog.places.show(ui, side, recent, dialog.folder)) dialog.visit(ui, *place);
    }
    show_entries(dialog, ui, rest);
    if (!typing) dialog.take_keys(ui);
}

}  // namespace convscope
