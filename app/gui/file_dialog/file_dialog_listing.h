// What a folder holds, sorted and narrowed as the file dialog shows it; places; paths as they are typed.
// Knows no ImGui and no window; every function is safe on any thread.
#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

struct FileEntry {
    enum class Kind { folder, picture, data, other };  ///< data: sessions and arrays

    std::filesystem::path path;
    std::string name;       ///< as it is shown
    std::u32string folded;  ///< the name in lower case, to sort and search by
    Kind kind = Kind::other;
    std::uintmax_t bytes = 0;
    std::time_t modified = 0;  ///< seconds since 1970

    bool is_folder() const { return kind == Kind::folder; }
};

/// The folder's subfolders and files: folders first, then files, each in natural order. Hidden ones are left out, as is
/// what is neither folder nor file. Once a stop is asked for, what has been read so far is returned.
/// Throws LoadError when the folder cannot be read.
std::vector<FileEntry> list_folder(const std::filesystem::path& folder, const std::stop_token& stop = {});

/// Which entries of a folder are seen.
struct ListingFilter {
    bool all_files = false;      ///< else folders and what opens here, by extension
    std::string extension = {};  ///< not empty: folders and files with this one (".png") only
    std::u32string typed = {};   ///< not empty: names that contain it, in upper or lower case
};
/// Indices of the entries that pass, in order.
std::vector<std::size_t> narrowed(const std::vector<FileEntry>& entries, const ListingFilter& filter);

/// The path that typed text means: "~" is the home folder, a relative path starts at `folder`. Normalised, without a
/// separator at its end; empty for blank text.
std::filesystem::path typed_path(std::string_view text, const std::filesystem::path& folder,
                                 const std::filesystem::path& home);
/// `file` with `extension` (".png") appended unless it has it, in upper or lower case.
std::filesystem::path with_extension(std::filesystem::path file, const std::string& extension);

/// A folder that is one click away. `key` names its control.
struct Place {
    std::string key;
    std::string label;
    std::filesystem::path folder;
};
/// Home; pictures, downloads and desktop where they exist, under the names that `config`/user-dirs.dirs has for them;
/// media in `media_roots`' folders; the file system's root. Never throws but for want of memory.
std::vector<Place> find_places(const std::filesystem::path& home, const std::filesystem::path& config,
                               const std::vector<std::filesystem::path>& media_roots);

}  // namespace convscope
