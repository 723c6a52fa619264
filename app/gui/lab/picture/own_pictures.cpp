#include "app/gui/lab/picture/own_pictures.h"

#include <algorithm>
#include <cstddef>
#include <system_error>

#include "core/io/picture_file.h"

namespace convscope {

void OwnPictures::update(const std::vector<std::filesystem::path>& files) {
    jobs_.drain();
    if (files == files_) return;
    files_ = files;
    // Files that are not listed any more are read again if they come back: they may have changed.
    std::erase_if(made_, [this](const auto& made) { return std::ranges::find(files_, made.first) == files_.end(); });
    thumbnails_ = {};
    for (std::size_t i = 0; i < files_.size(); ++i) {
        const auto [entry, is_new] = made_.try_emplace(files_[i]);
        thumbnails_.add(std::to_string(i), entry->second);
        if (is_new) read(files_[i]);
    }
}

void OwnPictures::read(const std::filesystem::path& file) {
    jobs_.submit([file] { return thumbnail_of(load_scaled_picture(file).picture, kThumbnailPixels); },
                 [this, file](Thumbnail made) {
                     const auto place = std::ranges::find(files_, file);
                     if (place == files_.end()) return;
                     thumbnails_.set(static_cast<std::size_t>(place - files_.begin()), made);
                     made_[file] = std::move(made);
                 },
                 [this, file](const std::string& problem) {
                     // Do not report a missing file: it may come back, for instance with a memory stick, and opening it
                     // gives the message.
                     std::error_code error;
                     if (std::filesystem::exists(file, error)) unreadable_.push_back({file, problem});
                 });
}

std::vector<OwnPictures::Unreadable> OwnPictures::take_unreadable() {
    if (busy()) return {};
    return std::exchange(unreadable_, {});
}

}  // namespace convscope
