#include "core/base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <memory>
#include <system_error>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

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
    if (error == ENOENT) throw LoadError(file.string(), tr("there is no such file"), tr("check its name and folder"));
    if (error == EACCES || error == EPERM)
        throw LoadError(file.string(), tr("you have no permission to read it"), tr("change its permissions"));
    throw LoadError(file.string(), tr("cannot be read"), tr("check its name and the disk it is on"), reason(error));
}

/// Opens plain files only: reading a pipe or a device might block or never end.
File open_plain_file(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (fs::is_directory(status))
        throw LoadError(file.string(), tr("is a folder"), tr("choose one of the files in it"));
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw LoadError(file.string(), tr("is a device or a pipe, not a file"), tr("save its content to a file first"));
    File stream(std::fopen(file.c_str(), "rb"));
    if (!stream) throw_unreadable(file, errno);
    return stream;
}

/// "2 MiB", or "256 KiB" below 1 MiB; rounded down.
std::string binary_size(std::uint64_t bytes) {
    constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;
    return bytes < kMebibyte ? fmt::format("{} KiB", bytes >> 10U) : fmt::format("{} MiB", bytes >> 20U);
}

/// The file's size in bytes, from 1 to `limit`. Throws LoadError.
std::uintmax_t checked_file_size(const fs::path& file, std::uint64_t limit, const std::string& remedy) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) throw_unreadable(file, error.value());
    if (size == 0) throw LoadError(file.string(), tr("is empty (0 bytes)"), remedy);
    if (size > limit)
        throw LoadError(file.string(), tr("is too large with {}", binary_size(size)),
                        tr("choose a file of at most {}", binary_size(limit)));
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
    size_ = checked_file_size(file, limit, remedy);
    map(::fileno(stream.get()), size_, file);
}

MappedFile::MappedFile(const fs::path& file, std::uint64_t count) {
    const File stream = open_plain_file(file);
    size_ = checked_file_size(file, std::numeric_limits<std::uint64_t>::max(), tr("copy it again"));
    map(::fileno(stream.get()), std::min(count, size_), file);
}

void MappedFile::map(int descriptor, std::uint64_t count, const fs::path& file) {
    if (count == 0) return;
    void* const start = ::mmap(nullptr, count, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED) throw_unreadable(file, errno);
    bytes_ = {static_cast<const std::uint8_t*>(start), count};
}

void MappedFile::release_memory() const {
    static_cast<void>(::madvise(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size(), MADV_DONTNEED));
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

std::vector<std::uint8_t> read_start(const fs::path& file, std::size_t count) noexcept {
    try {
        const File stream = open_plain_file(file);
        // Files of the kernel claim to be empty; reading one may wait for ever.
        std::vector<std::uint8_t> bytes(std::min<std::uintmax_t>(count, fs::file_size(file)));
        bytes.resize(std::fread(bytes.data(), 1, bytes.size(), stream.get()));
        return bytes;
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace convscope
