#include "app/gui/file_dialog/file_dialog_thumbnails.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "app/gui/toolkit/thumbnail.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxFile = 40'000'000;    ///< bytes; reading larger files takes too long for a thumbnail
constexpr std::int64_t kMaxPicture = 25'000'000;  ///< pixels
constexpr int kSide = 96;                         ///< pixels; sharp up to a scale of 200 %
constexpr std::size_t kMaxKept = 512;
/// The number of jobs at a time. It is small, so that after scrolling the visible rows come first.
constexpr std::size_t kMaxPending = 2;

Thumbnail make_thumbnail(const std::filesystem::path& file) {
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxFile, tr("choose a smaller picture"));
    if (picture_size(bytes, file.string()).area() > kMaxPicture)
        throw LoadError(file.string(), tr("is too large for a thumbnail"), tr("choose a smaller picture"));
    return thumbnail_of(decode_picture(bytes, file.string()), kSide);
}

}  // namespace

const gl::Texture* ThumbnailCache::find(const FileEntry& file, JobQueue& jobs) {
    const Key key{file.path.native(), file.modified};
    if (const auto found = entries_.find(key); found != entries_.end()) {
        found->second.used = ++clock_;
        return found->second.texture ? &*found->second.texture : nullptr;
    }
    const bool worth_trying = file.kind == FileEntry::Kind::picture && file.bytes > 0 && file.bytes <= kMaxFile;
    if (!worth_trying || pending_.contains(key) || pending_.size() >= kMaxPending) return nullptr;
    pending_.insert(key);
    jobs.submit([path = file.path] { return make_thumbnail(path); },
                [this, key](const Thumbnail& made) {
                    gl::Texture texture;
                    texture.upload_rgba(made.size, made.rgba);
                    keep(key, std::move(texture));
                },
                [this, key](const std::string& /*error: shown when the file is opened*/) { keep(key, std::nullopt); });
    return nullptr;
}

void ThumbnailCache::keep(const Key& key, std::optional<gl::Texture> texture) {
    pending_.erase(key);
    if (entries_.size() >= kMaxKept) {
        const auto oldest = std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second.used; });
        entries_.erase(oldest);
    }
    entries_.insert_or_assign(key, Entry{std::move(texture), ++clock_});
}

}  // namespace convscope
