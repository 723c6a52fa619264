#include "app/gui/file_dialog/file_dialog_list.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "app/gui/file_dialog/file_dialog_text.h"
#include "app/gui/widgets/icons.h"

namespace convscope {

namespace {

// Heights and widths at a scale of 100 %.
constexpr float kFolderRow = 36;
constexpr float kFileRow = 56;
constexpr float kPicture = 48;
constexpr float kSizeColumn = 64;
constexpr float kDateColumn = 120;
constexpr float kRoomForSize = 280;
constexpr float kRoomForDate = 440;

Icon icon_of(FileEntry::Kind kind) {
    return kind == FileEntry::Kind::folder    ? Icon::folder
           : kind == FileEntry::Kind::picture ? Icon::picture
                                              : Icon::file;
}

void draw_thumbnail(Ui& ui, Rect square, const gl::Texture& texture) {
    const auto cols = static_cast<float>(texture.size().cols);
    const auto rows = static_cast<float>(texture.size().rows);
    const float scale = square.w / std::max(cols, rows);
    const float w = std::max(1.0F, std::round(cols * scale));
    const float h = std::max(1.0F, std::round(rows * scale));
    const float x = std::round(square.centre_x() - w / 2);
    const float y = std::round(square.centre_y() - h / 2);
    ui.draw().AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture.id())), {x, y},
                              {x + w, y + h}, {0, 0}, {1, 1}, IM_COL32_WHITE, ui.px(3));
}

}  // namespace

void FileList::set_entries(std::vector<FileEntry> entries, const std::filesystem::path& select, bool or_first) {
    entries_ = std::move(entries);
    shown_.clear();
    selected_.reset();
    set_filter(std::move(filter_));
    const auto found = std::ranges::find_if(shown_, [&](std::size_t i) { return entries_[i].path == select; });
    is_chosen_ = found != shown_.end();
    if (found != shown_.end())
        selected_ = static_cast<std::size_t>(found - shown_.begin());
    else if (or_first && !shown_.empty())
        selected_ = 0;
    rewind_ = reveal_ = true;
}

void FileList::set_filter(ListingFilter filter) {
    const std::optional<std::size_t> kept = selected_ ? std::optional(shown_[*selected_]) : std::nullopt;
    filter_ = std::move(filter);
    shown_ = filtered(entries_, filter_);
    folders_ =
        static_cast<std::size_t>(std::ranges::count_if(shown_, [&](std::size_t i) { return entries_[i].is_folder(); }));
    const auto found = kept ? std::ranges::find(shown_, *kept) : shown_.end();
    selected_.reset();
    if (found != shown_.end())
        selected_ = static_cast<std::size_t>(found - shown_.begin());
    else if (!filter_.typed.empty() && !shown_.empty())
        selected_ = 0;
    if (found == shown_.end()) is_chosen_ = selected_.has_value();
    reveal_ = true;
}

const FileEntry* FileList::selected() const {
    return selected_ ? &entries_[shown_[*selected_]] : nullptr;
}

FileList::Event FileList::take_keys(Ui& ui) {
    const auto last = static_cast<std::ptrdiff_t>(shown_.size()) - 1;
    const auto page = static_cast<std::ptrdiff_t>(std::max<std::size_t>(page_, 2)) - 1;
    Event event = Event::none;
    const auto move = [&](Key key, auto&& target) {
        while (ui.take_key(key)) {
            if (last < 0) continue;
            const std::ptrdiff_t here = selected_ ? static_cast<std::ptrdiff_t>(*selected_) : -1;
            selected_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(target(here), 0, last));
            is_chosen_ = reveal_ = true;
            event = Event::selected;
        }
    };
    move(Key::down, [](std::ptrdiff_t here) { return here + 1; });
    move(Key::up, [](std::ptrdiff_t here) { return here - 1; });
    move(Key::page_down, [page](std::ptrdiff_t here) { return here + page; });
    move(Key::page_up, [page](std::ptrdiff_t here) { return here - page; });
    move(Key::home, [](std::ptrdiff_t) { return std::ptrdiff_t{0}; });
    move(Key::end, [last](std::ptrdiff_t) { return last; });
    if (event != Event::none) ui.focus(kName);
    return event;
}

float FileList::row_top(const Ui& ui, std::size_t row) const {
    const std::size_t folders = std::min(row, folders_);
    return ui.px(kFolderRow) * static_cast<float>(folders) + ui.px(kFileRow) * static_cast<float>(row - folders);
}

std::size_t FileList::row_at(const Ui& ui, float y) const {
    const float files_start = row_top(ui, folders_);
    const float row =
        y < files_start ? y / ui.px(kFolderRow) : static_cast<float>(folders_) + (y - files_start) / ui.px(kFileRow);
    return static_cast<std::size_t>(std::max(row, 0.0F));
}

void FileList::scroll_to_selected(Ui& ui, float height) {
    if (!rewind_ && !reveal_) return;
    float scroll = std::exchange(rewind_, false) ? 0 : ImGui::GetScrollY();
    if (std::exchange(reveal_, false) && selected_)
        scroll = std::min(std::max(scroll, row_top(ui, *selected_ + 1) - height), row_top(ui, *selected_));
    ImGui::SetScrollY(scroll);
    ui.wake_at(ui.time());  // Dear ImGui scrolls only in the next frame
}

FileList::Event FileList::show(Ui& ui, Rect area, ThumbnailCache& thumbnails, JobQueue& jobs) {
    ImGui::SetCursorScreenPos({area.x, area.y});
    ImGui::PushStyleVar(ImGuiStyleVar_GrabMinSize,
                        ui.px(32));  // a scrollbar handle that is easy to hit, even in a long list
    ImGui::BeginChild(kName.data(), {area.w, area.h}, false);
    scroll_to_selected(ui, area.h);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    // Keep room for the scrollbar even if there is none, so that columns do not jump while the list is filtered.
    const float width = area.w - ImGui::GetStyle().ScrollbarSize;
    const float scrolled = area.y - origin.y;
    const std::size_t first = row_at(ui, scrolled);
    std::size_t row = first;
    Event event = Event::none;
    for (; row < shown_.size() && row_top(ui, row) < scrolled + area.h; ++row) {
        const float top = row_top(ui, row);
        const Rect rect{origin.x, origin.y + top, width, row_top(ui, row + 1) - top};
        if (const Event happened = show_row(ui, row, rect, thumbnails, jobs); happened != Event::none) event = happened;
    }
    page_ = row - std::min(first, row);
    ImGui::SetCursorScreenPos({origin.x, origin.y + row_top(ui, shown_.size())});
    ImGui::Dummy({1, 0});
    ImGui::EndChild();
    ImGui::PopStyleVar();
    return event;
}

FileList::Event FileList::show_row(Ui& ui, std::size_t row, Rect rect, ThumbnailCache& thumbnails, JobQueue& jobs) {
    const FileEntry& entry = entries_[shown_[row]];
    const bool was_selected = selected_ == row;
    // Rows are not focusable: Tab goes to the list as a whole, and the arrow keys move within it.
    const Item item = ui.item("files.entry." + entry.name, rect, {.focusable = false});
    if (item.grabbed) {
        ui.focus(kName);
        is_chosen_ = true;
        selected_ = row;  // without scrolling, so that the second click of a double click hits the same row
    }
    if (selected_ == row)
        ui.fill(rect, faded(ui.colour(Role::accent), 0.16F), ui.px(6));
    else if (item.hovered)
        ui.fill(rect, ui.colour(Role::raised), ui.px(6));
    draw_row(ui, entry, rect, thumbnails, jobs);
    if (was_selected && item.hovered && ImGui::IsMouseDoubleClicked(0)) return Event::opened;
    return item.grabbed ? Event::selected : Event::none;
}

void FileList::draw_row(Ui& ui, const FileEntry& entry, Rect rect, ThumbnailCache& thumbnails, JobQueue& jobs) const {
    Rect rest = rect.inset(ui.px(8), 0);
    const bool has_size = rest.w > ui.px(kRoomForSize);
    const bool has_date = rest.w > ui.px(kRoomForDate);
    const Rect picture = rest.cut_left(ui.px(kPicture), ui.px(12));
    const Rect square{picture.x, picture.centre_y() - picture.w / 2, picture.w, picture.w};
    const gl::Texture* texture = thumbnails.find(entry, jobs);
    if (texture != nullptr)
        draw_thumbnail(ui, square, *texture);
    else
        draw_icon(ui, icon_of(entry.kind), picture, ui.colour(entry.is_folder() ? Role::accent : Role::muted),
                  ui.px(20));
    if (has_date)
        ui.text(rest.cut_right(ui.px(kDateColumn), ui.px(12)), date_text(entry.modified), Role::muted, Type::caption,
                Align::right);
    if (has_size) {
        const Rect column = rest.cut_right(ui.px(kSizeColumn), ui.px(12));
        if (!entry.is_folder()) ui.text(column, size_text(entry.bytes), Role::muted, Type::caption, Align::right);
    }
    ui.text(rest, entry.name);
}

}  // namespace convscope
