#include "app/gui/file_dialog/file_dialog_state.h"

#include <system_error>
#include <utility>

#include "app/gui/file_dialog/file_dialog_text.h"
#include "app/platform/paths.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

FileDialogState::FileDialogState(std::function<void()> wake)
    : home(home_folder()), folder(home), jobs(std::move(wake)) {}

void FileDialogState::start(FileDialog::Purpose wanted, const std::string& suggested) {
    opening = true;
    purpose = wanted;
    name = suggested;
    extension = fs::path(suggested).extension().string();
}

void FileDialogState::begin(Frame& frame) {
    open = true;
    chosen.reset();
    frame.ui.open_popup(kPopup);
    places.refresh(jobs, frame.settings.recent_files);
    // It starts where the last file came from, or where it was closed after that.
    const fs::path& last = frame.settings.folder;
    std::error_code error;
    const bool elsewhere = !last.empty() && last != last_folder && last != folder && fs::is_directory(last, error);
    last_folder = last;
    const FileEntry* selected = elsewhere ? nullptr : list.selected();
    if (elsewhere) folder = last;
    go(frame.ui, folder, selected != nullptr && !saving() ? selected->path : fs::path());
    if (saving()) rename(frame.ui);
}

void FileDialogState::close() {
    open = false;
    stop_reading.request_stop();
    jobs.clear();
    thumbnails.forget_pending();
}

void FileDialogState::go(Ui& ui, fs::path to, fs::path select) {
    folder = to;
    reading = true;
    reading_since = ui.time();
    problem.clear();
    note.clear();
    replaced.reset();
    list.set_entries({}, {}, false);
    list.set_filter({.all_files = list.filter().all_files, .extension = extension});
    ui.focus(FileList::kName);

    stop_reading.request_stop();
    stop_reading = std::stop_source();
    const std::uint64_t reading_number = ++readings;
    jobs.submit([to = std::move(to), stop = stop_reading.get_token()] { return list_folder(to, stop); },
                [this, select = std::move(select), reading_number](std::vector<FileEntry> entries) {
                    if (reading_number != readings) return;
                    reading = false;
                    list.set_entries(std::move(entries), select, !saving());
                },
                [this, reading_number](const std::string& message) {
                    if (reading_number != readings) return;
                    reading = false;
                    problem = message;
                });
}

void FileDialogState::go_up(Ui& ui) {
    if (folder.has_relative_path()) go(ui, folder.parent_path(), folder);
}

bool FileDialogState::visit(Ui& ui, const fs::path& path) {
    std::error_code error;
    const fs::file_type type = fs::status(path, error).type();
    const bool new_name = saving() && type == fs::file_type::not_found && fs::is_directory(path.parent_path(), error);
    if (type == fs::file_type::directory) {
        go(ui, path);
    } else if (saving() && (type == fs::file_type::regular || new_name)) {
        go(ui, path.parent_path(), path);
        name = path.filename().string();
    } else if (type == fs::file_type::regular) {
        chosen = path;
    } else if (type == fs::file_type::not_found) {
        note = tr("There is no such file or folder: {}", shown(path));
    } else if (type == fs::file_type::none) {
        note = tr("This cannot be opened ({}): {}", error.message(), shown(path));
    } else {
        note = tr("This is neither a file nor a folder: {}", shown(path));
    }
    return type == fs::file_type::directory || type == fs::file_type::regular || new_name;
}

void FileDialogState::open_entry(Ui& ui, const FileEntry& entry) {
    if (entry.is_folder()) {
        go(ui, entry.path);
    } else if (saving()) {
        name = entry.path.filename().string();
        save_named(ui);
    } else {
        chosen = entry.path;
    }
}

void FileDialogState::save_named(Ui& ui) {
    fs::path path = typed_path(name, folder, home);
    if (path.empty()) return;
    note.clear();
    std::error_code error;
    if (fs::is_directory(path, error)) {
        go(ui, path);
        return;
    }
    path = with_extension(std::move(path), extension);
    if (!fs::is_directory(path.parent_path(), error)) {
        note = tr("There is no such folder: {}", shown(path.parent_path()));
    } else if (fs::exists(path, error)) {
        replaced = path;
        ui.focus("files.question.cancel");  // so that pressing Enter twice does not overwrite the file
    } else {
        chosen = path;
    }
}

void FileDialogState::rename(Ui& ui) {
    replaced.reset();
    ui.focus("files.name");
    ui.start_editing("files.name", name);
}

void FileDialogState::take_keys(Ui& ui) {
    take_list_event(ui, list.take_keys(ui));
    while (ui.take_key(Key::backspace)) {
        std::u32string typed = list.filter().typed;
        if (typed.empty()) {
            go_up(ui);
        } else {
            typed.pop_back();
            type(std::move(typed));
        }
    }
    if (list.filter().typed.empty() && begin_path(ui, ui.typed())) return;
    const bool pastes = std::erase_if(ui.keys(), [](const KeyPress& key) { return key.is_control('v'); }) > 0;
    const char* const clipboard = pastes ? ImGui::GetClipboardText() : nullptr;
    if (clipboard != nullptr && begin_path(ui, decoded(clipboard))) return;
    std::u32string typed = list.filter().typed;
    for (const char32_t c : std::exchange(ui.typed(), {}))
        if (c > U' ' || (c == U' ' && !typed.empty())) typed += c;
    if (typed != list.filter().typed) {
        ui.focus(FileList::kName);
        type(std::move(typed));
    }
    if (!list_has_focus(ui) || !ui.take_key(Key::enter)) return;
    if (const FileEntry* entry = list.selected())
        open_entry(ui, *entry);
    else if (saving())
        save_named(ui);
}

bool FileDialogState::begin_path(Ui& ui, std::u32string_view text) {
    constexpr std::u32string_view kUrl = U"file://";
    if (text.starts_with(kUrl)) text.remove_prefix(kUrl.size());
    if (!text.starts_with(U'/') && !text.starts_with(U'~')) return false;
    const std::u32string_view line = text.substr(0, text.find_first_of(U"\r\n\uFFFD"));
    ui.focus("files.path");
    ui.start_editing("files.path", "", std::u32string(line));
    return true;
}

void FileDialogState::type(std::u32string typed) {
    note.clear();
    ListingFilter filter = list.filter();
    filter.typed = std::move(typed);
    list.set_filter(std::move(filter));
}

void FileDialogState::take_list_event(Ui& ui, FileList::Event event) {
    const FileEntry* entry = list.selected();
    if (event == FileList::Event::none || entry == nullptr) return;
    note.clear();
    replaced.reset();
    if (event == FileList::Event::opened)
        open_entry(ui, *entry);
    else if (saving() && !entry->is_folder())
        name = entry->path.filename().string();
}

}  // namespace convscope
