// Thumbnails of the files that are on screen, made in the background and kept while the program runs.
// Knows no ImGui; uploads textures, so that it needs a current OpenGL context.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "app/gl/texture.h"
#include "app/gui/file_dialog/file_dialog_listing.h"
#include "app/jobs/job_queue.h"

namespace convscope {

/// The pixels that a picture file's header announces, without decoding it; 0 where the format has no such header.
std::int64_t announced_pixels(std::span<const std::uint8_t> bytes);

class ThumbnailCache {
  public:
    /// The file's thumbnail, null as long as there is none; one that is missing is asked for. `jobs` must be drained on
    /// this thread, and must not outlive the cache.
    const gl::Texture* find(const FileEntry& file, JobQueue& jobs);
    /// To be called when jobs were dropped: what was under way may be asked for again.
    void forget_pending() { pending_.clear(); }

  private:
    /// A file that has changed since is another one.
    using Key = std::pair<std::string, std::time_t>;
    struct Entry {
        std::optional<gl::Texture> texture;  ///< none: the file is too large or not a picture
        std::uint64_t used = 0;
    };
    void keep(const Key& key, std::optional<gl::Texture> texture);

    std::map<Key, Entry> entries_;
    std::set<Key> pending_;
    std::uint64_t clock_ = 0;
};

}  // namespace convscope
