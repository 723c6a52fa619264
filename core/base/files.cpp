#include "core/base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

#include "core/base/load_error.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

struct CloseFile {
    void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string reason(int error) {
    return std::generic_category().message(error);
}

[[noreturn]] void throw_unreadable(const fs::path& file, int error) {
    if (error == ENOENT) throw LoadError(file.string(), "there is no such file", "check its name and folder");
    if (error == EACCES || error == EPERM)
        throw LoadError(file.string(), "you have no permission to read it", "change its permissions");
    throw LoadError(file.string(), "cannot be read", "check its name and the disk it is on", reason(error));
}

/// Opens plain files only: reading a pipe or a device might block or never end.
File open_plain_file(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (fs::is_directory(status)) throw LoadError(file.string(), "is a folder", "choose one of the files in it");
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw LoadError(file.string(), "is a device or a pipe, not a file", "save its content to a file first");
    File stream(std::fopen(file.c_str(), "rb"));
    if (!stream) throw_unreadable(file, errno);
    return stream;
}

/// The target of a chain of symbolic links, so that writing replaces that file and not the link.
fs::path written_path(const fs::path& file) {
    std::error_code error;
    fs::path target = fs::is_symlink(fs::symlink_status(file, error)) ? fs::weakly_canonical(file, error) : file;
    return error ? file : target;
}

/// A file that is being written. The destructor removes it unless move_into_place() was called.
class NewFile {
  public:
    explicit NewFile(const fs::path& target) : target_(target) {
        static std::atomic<unsigned> counter{0};
        struct stat old {};
        const bool replaces = ::stat(target.c_str(), &old) == 0;
        do {
            path_ =
                target.parent_path() / fmt::format(".{}.{}-{}.part", target.filename().string(), ::getpid(), ++counter);
            descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (descriptor_ < 0 && errno == EEXIST);
        if (descriptor_ < 0) throw std::system_error(errno, std::generic_category());
        if (replaces) static_cast<void>(::fchmod(descriptor_, old.st_mode & 07777));
    }
    ~NewFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
        if (!moved_) ::unlink(path_.c_str());
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
        if (failed != 0 || ::rename(path_.c_str(), target_.c_str()) != 0)
            throw std::system_error(errno, std::generic_category());
        moved_ = true;
    }

  private:
    fs::path target_;
    fs::path path_;
    int descriptor_ = -1;
    bool moved_ = false;
};

/// The file's size in bytes, from 1 to `limit`. Throws LoadError.
std::uintmax_t checked_file_size(const fs::path& file, std::uint64_t limit, const std::string& remedy) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) throw_unreadable(file, error.value());
    if (size == 0) throw LoadError(file.string(), "is empty (0 bytes)", remedy);
    if (size > limit)
        throw LoadError(file.string(), fmt::format("is too large with {} MiB", size >> 20U),
                        fmt::format("choose a file of at most {} MiB", limit >> 20U));
    return size;
}

}  // namespace

std::vector<std::uint8_t> read_file(const fs::path& file, std::uint64_t limit, const std::string& remedy) {
    const File stream = open_plain_file(file);
    std::vector<std::uint8_t> bytes(checked_file_size(file, limit, remedy));
    const std::size_t bytes_read = std::fread(bytes.data(), 1, bytes.size(), stream.get());
    if (bytes_read < bytes.size() && std::ferror(stream.get()) != 0) throw_unreadable(file, errno);
    bytes.resize(bytes_read);
    return bytes;
}

MappedFile::MappedFile(const fs::path& file, std::uint64_t limit, const std::string& remedy) {
    const File stream = open_plain_file(file);
    const std::size_t size = checked_file_size(file, limit, remedy);
    void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, ::fileno(stream.get()), 0);
    if (start == MAP_FAILED) throw_unreadable(file, errno);
    bytes_ = {static_cast<const std::uint8_t*>(start), size};
}

MappedFile::~MappedFile() {
    ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

std::vector<std::uint8_t> read_start(const fs::path& file, std::size_t count) noexcept {
    try {
        const File stream = open_plain_file(file);
        std::vector<std::uint8_t> bytes(count);
        bytes.resize(std::fread(bytes.data(), 1, count, stream.get()));
        return bytes;
    } catch (const std::exception&) {
        return {};
    }
}

namespace {

/// Calls use(new_file), where new_file is created in the folder of `file`. Throws LoadError if a step fails.
template <class Use>
void with_new_file(const fs::path& file, const Use& use) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (fs::is_directory(status)) throw LoadError(file.string(), "is a folder", "name a file to write");
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw LoadError(file.string(), "is a device or a pipe, not a file", "name a file to write");
    try {
        NewFile new_file(written_path(file));
        use(new_file);
    } catch (const std::system_error& e) {
        throw LoadError(file.string(), "cannot be written", "choose a folder that exists and that you may write to",
                        e.code().message());
    }
}

}  // namespace

void write_file_atomically(const fs::path& file, std::string_view content) {
    with_new_file(file, [&](NewFile& new_file) {
        new_file.write(content);
        new_file.move_into_place();
    });
}

void check_writable(const fs::path& file) {
    with_new_file(file, [](const NewFile& /*its destructor removes it*/) {});
}

}  // namespace convscope
