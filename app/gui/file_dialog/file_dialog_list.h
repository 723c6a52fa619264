// The file dialog's list: the entries of a folder as rows with thumbnails, of which one can be selected. Only visible
// rows are drawn and get thumbnails.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include "app/gui/file_dialog/file_dialog_listing.h"
#include "app/gui/file_dialog/file_dialog_thumbnails.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

class FileList {
  public:
    /// The list's name as a control. Keys and typed text go to the list while it has the keyboard focus.
    static constexpr std::string_view kName = "files.list";

    /// Replaces the entries. Selects `select` if it is in the list; otherwise the first entry if `or_first` is true, or
    /// none. Scrolls to the selected entry.
    void set_entries(std::vector<FileEntry> entries, const std::filesystem::path& select, bool or_first);
    const ListingFilter& filter() const { return filter_; }
    /// Keeps the selected entry if it passes the filter; otherwise typed text selects the first match.
    void set_filter(ListingFilter filter);

    const FileEntry* selected() const;
    /// The selected entry if it was selected by the user or by set_entries(); null for the first entry of a new list.
    const FileEntry* chosen() const { return is_chosen_ ? selected() : nullptr; }
    std::size_t entry_count() const { return entries_.size(); }
    std::size_t shown_count() const { return shown_.size(); }
    std::size_t shown_folders() const { return folders_; }

    /// `selected`: the selection has changed. `opened`: the selected entry is to be opened.
    enum class Event { none, selected, opened };
    /// Up, Down, Page Up, Page Down, Home and End move the selection.
    Event take_keys(Ui& ui);
    /// A click selects, a double click opens.
    Event show(Ui& ui, Rect area, ThumbnailCache& thumbnails, JobQueue& jobs);

  private:
    float row_top(const Ui& ui, std::size_t row) const;
    std::size_t row_at(const Ui& ui, float y) const;
    void scroll_to_selected(Ui& ui, float height);
    Event show_row(Ui& ui, std::size_t row, Rect rect, ThumbnailCache& thumbnails, JobQueue& jobs);
    void draw_row(Ui& ui, const FileEntry& entry, Rect rect, ThumbnailCache& thumbnails, JobQueue& jobs) const;

    std::vector<FileEntry> entries_;
    ListingFilter filter_;
    std::vector<std::size_t> shown_;       ///< rows, as indices into entries_
    std::size_t folders_ = 0;              ///< number of rows that are folders; they come first
    std::optional<std::size_t> selected_;  ///< a row
    bool is_chosen_ = false;               ///< see chosen()
    std::size_t page_ = 1;                 ///< number of visible rows in the last frame
    bool rewind_ = false;                  ///< scroll to the top in the next frame
    bool reveal_ = false;                  ///< scroll to the selected row in the next frame
};

}  // namespace convscope
