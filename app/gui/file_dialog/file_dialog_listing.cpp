#include "app/gui/file_dialog/file_dialog_listing.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "app/gui/file_dialog/file_dialog_text.h"
#include "core/base/load_error.h"
#include "core/base/text/natural_order.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"
#include "core/io/file_endings.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

using Kind = FileEntry::Kind;

/// Decides by the extension, because reading every file of a large folder takes too long.
Kind file_kind(const fs::path& file) {
    if (has_ending(file, kPictureEndings)) return Kind::picture;
    if (file.extension() == ".md") return Kind::data;  // a lesson
    return has_ending(file, kDataEndings) || has_ending(file, kTextEndings) ? Kind::data : Kind::other;
}

[[noreturn]] void throw_unreadable(const fs::path& folder, const std::error_code& error) {
    const std::string remedy = tr("choose another folder");
    if (error == std::errc::no_such_file_or_directory)
        throw LoadError(shown(folder), tr("there is no such folder"), remedy);
    if (error == std::errc::not_a_directory) throw LoadError(shown(folder), tr("is a file, not a folder"), remedy);
    if (error == std::errc::permission_denied)
        throw LoadError(shown(folder), tr("you have no permission to read this folder"), remedy);
    throw LoadError(shown(folder), tr("cannot be read"), remedy, error.message());
}

/// The entry; for a link, its target. nullopt if it does not exist any more, or is neither a folder nor a file.
std::optional<FileEntry> read_entry(const fs::directory_entry& found) {
    struct stat status {};
    if (::stat(found.path().c_str(), &status) != 0) {
        // Without permission to search a folder its names can be read, but not its files.
        std::error_code error;
        if (errno == EACCES && !found.is_symlink(error))
            throw_unreadable(found.path().parent_path(), std::make_error_code(std::errc::permission_denied));
        return std::nullopt;
    }
    if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode)) return std::nullopt;
    FileEntry entry;
    entry.path = found.path();
    std::u32string name = decoded(entry.path.filename().string());
    entry.name = encoded(name);
    entry.folded = folded(std::move(name));
    entry.kind = S_ISDIR(status.st_mode) ? Kind::folder : file_kind(entry.path);
    entry.bytes = static_cast<std::uintmax_t>(status.st_size);
    entry.modified = status.st_mtime;
    return entry;
}

bool comes_before(const FileEntry& a, const FileEntry& b) {
    if (a.is_folder() != b.is_folder()) return a.is_folder();
    if (natural_less(a.folded, b.folded)) return true;
    if (natural_less(b.folded, a.folded)) return false;
    return a.path.native() < b.path.native();
}

/// The folder named `key` in user-dirs.dirs, whose lines read XDG_PICTURES_DIR="$HOME/Pictures".
fs::path user_folder(const fs::path& config, const fs::path& home, std::string_view key) {
    std::ifstream file(config / "user-dirs.dirs");
    const std::string start = std::string(key) + "=\"";
    constexpr std::string_view kHome = "$HOME";
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(start)) continue;
        std::string value = line.substr(start.size());
        value.erase(std::min(value.find('"'), value.size()));
        if (value.starts_with(kHome)) return home / fs::path(value.substr(kHome.size())).relative_path();
        return value;
    }
    return {};
}

}  // namespace

std::vector<FileEntry> list_folder(const fs::path& folder, const std::stop_token& stop) {
    std::error_code error;
    std::vector<FileEntry> entries;
    fs::directory_iterator found(folder, error);
    for (; !error && found != fs::directory_iterator() && !stop.stop_requested(); found.increment(error)) {
        if (found->path().filename().native().starts_with('.')) continue;
        if (auto entry = read_entry(*found)) entries.push_back(std::move(*entry));
    }
    if (error) throw_unreadable(folder, error);
    std::ranges::sort(entries, comes_before);
    return entries;
}

std::vector<std::size_t> filtered(const std::vector<FileEntry>& entries, const ListingFilter& filter) {
    const std::u32string typed = folded(filter.typed);
    const auto kind_passes = [&](const FileEntry& entry) {
        if (entry.is_folder()) return true;
        if (!filter.extension.empty()) return ending_of(entry.path) == filter.extension;
        return filter.all_files || entry.kind != Kind::other;
    };
    std::vector<std::size_t> passed;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (kind_passes(entries[i]) && entries[i].folded.find(typed) != std::u32string::npos) passed.push_back(i);
    return passed;
}

fs::path typed_path(std::string_view text, const fs::path& folder, const fs::path& home) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t start = text.find_first_not_of(kBlanks);
    if (start == std::string_view::npos) return {};
    const std::string trimmed(text.substr(start, text.find_last_not_of(kBlanks) - start + 1));
    fs::path path = trimmed;
    if (trimmed == "~")
        path = home;
    else if (trimmed.starts_with("~/"))
        path = home / fs::path(trimmed.substr(1)).relative_path();
    path = (folder / path).lexically_normal();
    return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

std::string completed_path(const std::string& text, const fs::path& folder, const fs::path& home) {
    if (text == "~") return "~/";
    const std::size_t last = text.find_last_of('/') + 1;  // npos + 1 is 0
    const std::string start = text.substr(last);
    const fs::path searched = last == 0 ? folder : typed_path(text.substr(0, last), folder, home);
    std::optional<std::string> common;
    bool is_single_folder = false;
    std::error_code error;
    fs::directory_iterator found(searched, fs::directory_options::skip_permission_denied, error);
    for (; !error && found != fs::directory_iterator(); found.increment(error)) {
        const std::string name = found->path().filename().string();
        if (!name.starts_with(start) || (start.empty() && name.starts_with('.'))) continue;
        std::error_code unknown;
        is_single_folder = !common && found->is_directory(unknown);
        if (!common) common = name;
        const auto same = std::ranges::mismatch(*common, name).in1 - common->begin();
        common = utf8_prefix(name, static_cast<std::size_t>(same));
    }
    if (!common) return text;
    return text.substr(0, last) + *common + (is_single_folder ? "/" : "");
}

fs::path with_extension(fs::path file, const std::string& extension) {
    const std::string own = ending_of(file);
    if (own == extension || (extension == ".pdf" && own == ".html")) return file;
    if (own == ".") file.replace_extension();
    return file += extension;
}

std::vector<Place> find_places(const fs::path& home, const fs::path& config, const std::vector<fs::path>& media_roots) {
    struct Kept {
        std::string_view key, variable, usual;
    };
    constexpr std::array<Kept, 3> kUserFolders{Kept{"pictures", "XDG_PICTURES_DIR", "Pictures"},
                                               Kept{"downloads", "XDG_DOWNLOAD_DIR", "Downloads"},
                                               Kept{"desktop", "XDG_DESKTOP_DIR", "Desktop"}};
    std::vector<Place> places{{"home", tr("Home"), home}};
    std::error_code error;
    for (const Kept& kept : kUserFolders) {
        fs::path folder = user_folder(config, home, kept.variable);
        if (folder.empty()) folder = home / kept.usual;
        // Desktops set the path of a folder that was removed to the home folder.
        if (fs::is_directory(folder, error) && folder.lexically_relative(home) != ".")
            places.push_back({std::string(kept.key), shown(folder.filename()), folder});
    }
    for (const fs::path& root : media_roots) {
        fs::directory_iterator found(root, error);
        for (; !error && found != fs::directory_iterator(); found.increment(error)) {
            const std::string name = shown(found->path().filename());
            if (std::error_code broken; found->is_directory(broken))
                places.push_back({"media." + name, name, found->path()});
        }
    }
    places.push_back({"root", tr("File system"), "/"});
    return places;
}

}  // namespace convscope
