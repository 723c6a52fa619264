#include "app/gui/lab/picture/own_pictures.h"

#include <cstddef>
#include <string>
#include <utility>

#include "core/io/picture_file.h"

namespace convscope {

void OwnPictures::update(const std::vector<std::filesystem::path>& files) {
    jobs_.drain();
    if (files != files_) {
        files_ = files;
        changed_ = true;
    }
    if (!std::exchange(changed_, false)) return;
    thumbnails_ = {};
    for (std::size_t i = 0; i < files_.size(); ++i) {
        const auto [entry, is_new] = made_.try_emplace(files_[i]);
        thumbnails_.add(std::to_string(i), entry->second);
        if (!is_new) continue;
        jobs_.submit([file = files_[i]] { return thumbnail_of(load_picture_file(file), kThumbnailPixels); },
                     [this, file = files_[i]](Thumbnail made) {
                         made_[file] = std::move(made);
                         changed_ = true;
                     },
                     [](const std::string& /*error: shown when the file is opened*/) {});
    }
}

}  // namespace convscope
