// Thumbnails of the visible files, made in background jobs and cached while the program runs. Needs a current OpenGL
// context, because they are textures.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "app/gl/texture.h"
#include "app/gui/file_dialog/file_dialog_listing.h"
#include "app/jobs/job_queue.h"

namespace convscope {

class ThumbnailCache {
  public:
    /// The file's thumbnail, or null if there is none yet; then a job makes it. The caller must drain `jobs` on this
    /// thread, and the cache must outlive `jobs`.
    const gl::Texture* find(const FileEntry& file, JobQueue& jobs);
    /// Must be called after jobs were dropped, so that find() submits them again.
    void forget_pending() { pending_.clear(); }

  private:
    /// {path, time of the last change}: a file that has changed needs a new thumbnail.
    using Key = std::pair<std::string, std::time_t>;
    struct Entry {
        std::optional<gl::Texture> texture;  ///< empty if the file is too large or not a picture
        std::uint64_t used = 0;
    };
    void keep(const Key& key, std::optional<gl::Texture> texture);

    std::map<Key, Entry> entries_;
    std::set<Key> pending_;
    std::uint64_t clock_ = 0;
};

}  // namespace convscope
