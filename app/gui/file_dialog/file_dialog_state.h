// The state of the file dialog, and the actions that change it. For the files of this folder only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "app/gui/file_dialog/file_dialog.h"
#include "app/gui/file_dialog/file_dialog_list.h"
#include "app/gui/file_dialog/file_dialog_places.h"
#include "app/gui/file_dialog/file_dialog_thumbnails.h"

namespace convscope {

struct FileDialogState {
    using Purpose = FileDialog::Purpose;
    /// The name of the dialog's popup.
    static constexpr std::string_view kPopup = "files";

    explicit FileDialogState(std::function<void()> wake);

    void start(Purpose wanted, const std::string& suggested);
    void begin(Frame& frame);
    void close();
    /// Lists the folder `to` in the background, then selects `select` if it is in the list. Both are values because
    /// they may come from the list, which is cleared.
    void go(Ui& ui, std::filesystem::path to, std::filesystem::path select = {});
    void go_up(Ui& ui);
    /// Goes to a folder, or chooses a file. Returns false and sets `note` if the path is neither.
    bool visit(Ui& ui, const std::filesystem::path& path);
    void open_entry(Ui& ui, const FileEntry& entry);
    /// Chooses the file with the typed name; if it exists, asks first.
    void save_named(Ui& ui);
    /// Answers the question whether to replace a file with no, and lets the user type another name.
    void rename(Ui& ui);
    void take_keys(Ui& ui);
    void take_list_event(Ui& ui, FileList::Event event);
    void type(std::u32string typed);
    /// Takes a typed or pasted text that begins a path, such as "/" or "~/", into the field for paths. False for
    /// another text.
    static bool begin_path(Ui& ui, std::u32string_view text);
    bool saving() const { return purpose != Purpose::open; }
    bool list_has_focus(const Ui& ui) const { return !ui.has_focus() || ui.focused() == FileList::kName; }

    Purpose purpose = Purpose::open;
    bool opening = false;  ///< true from open() or save() to the next frame
    bool open = false;
    std::optional<std::filesystem::path> chosen;

    std::filesystem::path home;
    std::filesystem::path folder;
    std::filesystem::path last_folder;  ///< UserSettings::folder when the dialog was opened the last time
    bool reading = false;
    double reading_since = 0;
    std::uint64_t readings = 0;  ///< number of listings requested; only the result of the last one is used
    std::stop_source stop_reading;
    std::string problem;  ///< the reason why the folder cannot be read
    std::string note;     ///< the reason why a typed path or name cannot be used

    std::string extension;                          ///< ".png", when saving
    std::string name;                               ///< as typed, when saving
    std::optional<std::filesystem::path> replaced;  ///< the existing file that the user is asked about

    PlacesColumn places;
    FileList list;
    ThumbnailCache thumbnails;
    JobQueue jobs;  // the last member: its jobs end before the members that they write to are destroyed
};

}  // namespace convscope
