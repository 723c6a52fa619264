#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/base/writing/unfinished_files.h"
#include "core/base/writing/written_path.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

// Short and independent of the written file's name, which may have all the 255 bytes that file systems allow.
constexpr std::string_view kPartStart = ".convscope-", kPartEnd = ".part";
constexpr std::chrono::hours kStaleAge{1};
constexpr int kMaxLinks = 40;  ///< in a chain of symbolic links, as in Linux

/// The new files of all writes that are running in this process, so that abandon_writes() finds them.
class RunningWrites {
  public:
    static RunningWrites& instance() {
        static auto& writes = *new RunningWrites;  // never destroyed: threads may outlive main()
        return writes;
    }
    /// Opens a file of a name that no other write uses. Throws std::system_error.
    std::pair<fs::path, int> create(const fs::path& folder) {
        const std::lock_guard lock(mutex_);
        fs::path path;
        int descriptor = -1;
        do {
            path = folder / fmt::format("{}{}-{}{}", kPartStart, ::getpid(), ++counter_, kPartEnd);
            descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (descriptor < 0 && errno == EEXIST);
        if (descriptor < 0) throw std::system_error(errno, std::generic_category());
        paths_.insert(path);
        return {path, descriptor};
    }
    void remove(const fs::path& path) {
        const std::lock_guard lock(mutex_);
        ::unlink(path.c_str());
        paths_.erase(path);
    }
    /// Gives the file its final name; false (errno) if that fails.
    bool move(const fs::path& path, const fs::path& target) {
        const std::lock_guard lock(mutex_);
        if (::rename(path.c_str(), target.c_str()) != 0) return false;
        paths_.erase(path);
        return true;
    }
    void abandon() {
        mutex_.lock();  // forever
        for (const fs::path& path : paths_) ::unlink(path.c_str());
    }

  private:
    std::mutex mutex_;
    std::set<fs::path> paths_;
    unsigned counter_ = 0;
};

/// A file that is being written. The destructor removes it unless move_into_place() was called.
class NewFile {
  public:
    explicit NewFile(const fs::path& target) : target_(target) {
        struct stat old {};
        const bool replaces = ::stat(target.c_str(), &old) == 0;
        std::tie(path_, descriptor_) = RunningWrites::instance().create(target.parent_path());
        if (replaces) static_cast<void>(::fchmod(descriptor_, old.st_mode & 07777));
    }
    ~NewFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
        if (!moved_) RunningWrites::instance().remove(path_);
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(std::string_view content) const {
        while (!content.empty()) {
            const ssize_t written = ::write(descriptor_, content.data(), content.size());
            if (written < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category());
            if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void move_into_place() {
        // Without fsync a power cut after the rename could leave an empty file under the old name.
        const int failed = ::fsync(descriptor_) | ::close(std::exchange(descriptor_, -1));
        if (failed != 0 || !RunningWrites::instance().move(path_, target_))
            throw std::system_error(errno, std::generic_category());
        moved_ = true;
    }

  private:
    fs::path target_;
    fs::path path_;
    int descriptor_ = -1;
    bool moved_ = false;
};

/// True if nobody may write to the file, or this user may not. An administrator may write to every file, but a file
/// without any permission to write is protected on purpose.
bool is_write_protected(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return false;
    return (status.st_mode & 0222U) == 0 || ::faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) != 0;
}

LoadError unwritable(const fs::path& file, const std::error_code& code) {
    if (code == std::errc::no_space_on_device || code == std::error_code(EDQUOT, std::generic_category()))
        return {file.string(), tr("cannot be written, because the disk is full"),
                tr("free some space, or choose another disk")};
    if (code == std::errc::filename_too_long)
        return {file.string(), tr("cannot be written, because its name is too long"), tr("choose a shorter name")};
    return {file.string(), tr("cannot be written"), tr("choose a folder that exists and that you may write to"),
            code.message()};
}

/// Calls use(new_file), where new_file is created in the folder of `file`. Throws LoadError if a step fails.
template <class Use>
void with_new_file(const fs::path& file, const Use& use) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (fs::is_directory(status)) throw LoadError(file.string(), tr("is a folder"), tr("name a file to write"));
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw LoadError(file.string(), tr("is a device or a pipe, not a file"), tr("name a file to write"));
    if (is_write_protected(file))
        throw LoadError(file.string(), tr("is write-protected"), tr("change its permissions, or choose another name"));
    try {
        const fs::path target = written_path(file);
        remove_stale_files(target.parent_path());
        NewFile new_file(target);
        use(new_file);
    } catch (const std::system_error& e) {
        throw unwritable(file, e.code());
    }
}

}  // namespace

fs::path written_path(fs::path file) {
    std::error_code error;
    for (int i = 0; i < kMaxLinks && fs::is_symlink(fs::symlink_status(file, error)); ++i) {
        const fs::path target = fs::read_symlink(file, error);
        if (error) break;
        file = target.is_absolute() ? target : file.parent_path() / target;
    }
    return file;
}

void write_file_atomically(const fs::path& file, std::string_view content) {
    with_new_file(file, [&](NewFile& new_file) {
        new_file.write(content);
        new_file.move_into_place();
    });
}

void check_writable(const fs::path& file) {
    with_new_file(file, [](const NewFile& /*its destructor removes it*/) {});
}

void remove_stale_files(const fs::path& folder) noexcept {
    try {
        const auto latest = fs::file_time_type::clock::now() - kStaleAge;
        std::error_code error;
        fs::directory_iterator found(folder.empty() ? "." : folder, error);
        for (; !error && found != fs::directory_iterator(); found.increment(error)) {
            const std::string name = found->path().filename().string();
            if (!name.starts_with(kPartStart) || !name.ends_with(kPartEnd)) continue;
            std::error_code gone;
            const bool is_file = fs::is_regular_file(found->symlink_status(gone));
            if (is_file && fs::last_write_time(found->path(), gone) < latest && !gone) fs::remove(found->path(), gone);
        }
    } catch (const std::exception&) {
        // A file that cannot be removed does no harm.
    }
}

void abandon_writes() noexcept {
    RunningWrites::instance().abandon();
}

}  // namespace convscope
