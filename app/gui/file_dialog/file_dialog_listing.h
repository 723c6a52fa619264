// Reads, sorts and filters folders for the file dialog; finds places; interprets typed paths. Must not include ImGui:
// all functions can be called on any thread.
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
    enum class Kind { folder, picture, data, other };  ///< data: models, sessions and arrays

    std::filesystem::path path;
    std::string name;       ///< as shown in the list
    std::u32string folded;  ///< the name in lower case, for sorting and searching
    Kind kind = Kind::other;
    std::uintmax_t bytes = 0;
    std::time_t modified = 0;  ///< seconds since 1970

    bool is_folder() const { return kind == Kind::folder; }
};

/// The folder's subfolders and then its files, each in natural order, without hidden ones and without devices, pipes
/// and dead links. After a stop request it returns the entries read so far. Throws LoadError if the folder cannot be
/// read.
std::vector<FileEntry> list_folder(const std::filesystem::path& folder, const std::stop_token& stop = {});

/// Selects the entries of a folder that are shown.
struct ListingFilter {
    bool all_files = false;      ///< also files with extensions that cannot be opened
    std::string extension = {};  ///< if not empty, only files with this extension (".png") and folders
    std::u32string typed = {};   ///< if not empty, only names that contain it, in upper or lower case
};
/// The indices of the entries that pass the filter, in ascending order.
std::vector<std::size_t> filtered(const std::vector<FileEntry>& entries, const ListingFilter& filter);

/// The path for a typed text: "~" is the home folder, and a relative path starts at `folder`. The path is normalised
/// and has no separator at its end; it is empty for blank text.
std::filesystem::path typed_path(std::string_view text, const std::filesystem::path& folder,
                                 const std::filesystem::path& home);
/// The typed text, continued as far as all files and folders agree that begin with its last part; a single folder gets
/// a separator at its end. The same text if there is nothing to add.
std::string completed_path(const std::string& text, const std::filesystem::path& folder,
                           const std::filesystem::path& home);
/// `file` with `extension` (".png") appended, unless it already has it in upper or lower case, or has the other ending
/// of sheets (.html for ".pdf").
std::filesystem::path with_extension(std::filesystem::path file, const std::string& extension);

/// A folder in the column of places. `key` is part of its control's name.
struct Place {
    std::string key;
    std::string label;
    std::filesystem::path folder;
};
/// The home folder; the pictures, downloads and desktop folders that exist, as `config`/user-dirs.dirs names them; the
/// media mounted in the folders `media_roots`; the root of the file system. Throws only std::bad_alloc.
std::vector<Place> find_places(const std::filesystem::path& home, const std::filesystem::path& config,
                               const std::vector<std::filesystem::path>& media_roots);

}  // namespace convscope
