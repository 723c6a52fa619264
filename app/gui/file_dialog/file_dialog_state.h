// The inside of the file dialog: what it knows, what can be done in it (file_dialog.cpp) and how its bars are drawn
// (file_dialog_bars.cpp). For these two files only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "app/gui/file_dialog/file_dialog.h"
#include "app/gui/file_dialog/file_dialog_list.h"
#include "app/gui/file_dialog/file_dialog_places.h"
#include "app/gui/file_dialog/file_dialog_thumbnails.h"

namespace convscope {

struct FileDialog::State {
    explicit State(std::function<void()> wake);

    // --- what can be done ---
    void start(Purpose wanted, const std::string& suggested);
    void begin(Frame& frame);
    void close();
    /// Lists `to` in the background; `select` is selected when it is there. By value: they may come from the list
    /// itself.
    void go(Ui& ui, std::filesystem::path to, std::filesystem::path select = {});
    void go_up(Ui& ui);
    /// Goes to a folder, chooses a file. False, and `note` says why, for what is neither.
    bool visit(Ui& ui, const std::filesystem::path& path);
    void open_entry(Ui& ui, const FileEntry& entry);
    /// Chooses the file that is named, or asks before it is replaced.
    void save_named(Ui& ui);
    /// Does not replace the file that was asked about: another name can be typed.
    void rename(Ui& ui);
    void take_keys(Ui& ui);
    void take_list_event(Ui& ui, FileList::Event event);
    void type(std::u32string typed);
    bool saving() const { return purpose != Purpose::open; }
    bool list_has_focus(const Ui& ui) const { return !ui.has_focus() || ui.focused() == FileList::kName; }

    // --- how it looks ---
    void show(Frame& frame, Rect box);
    void show_title(Ui& ui, Rect row);
    void show_tools(Ui& ui, Rect row);
    void show_path(Ui& ui, Rect rect);
    void show_typed(Ui& ui, Rect rect);
    void show_entries(Ui& ui, Rect area);
    std::string reason_for_empty_list(const Ui& ui) const;
    void show_name(Ui& ui, Rect row);
    void edit_name(Ui& ui, Rect rect);
    void show_foot(Ui& ui, Rect row);
    void show_question(Ui& ui, Rect row);

    Purpose purpose = Purpose::open;
    bool opening = false;  ///< from open() or save() to the next frame
    bool open = false;
    std::optional<std::filesystem::path> chosen;

    std::filesystem::path home;
    std::filesystem::path folder;
    bool reading = false;
    double reading_since = 0;
    std::uint64_t readings = 0;  ///< a listing that is not the latest is not wanted any more
    std::stop_source stop_reading;
    std::string problem;  ///< why the folder cannot be read
    std::string note;     ///< why what was typed leads nowhere

    std::string extension;                          ///< when saving: ".png"
    std::string name;                               ///< when saving: as typed
    std::optional<std::filesystem::path> replaced;  ///< asked about

    PlacesColumn places;
    FileList list;
    ThumbnailCache thumbnails;
    JobQueue jobs;  // last: its jobs end before what they deliver to goes
};

}  // namespace convscope
