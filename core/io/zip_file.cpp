#include "core/io/zip_file.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>

#include "core/base/load_error.h"

namespace convscope {

namespace {

const char* const kRemedy = "save or download it again";
constexpr zip_int64_t kMaxEntries = 1 << 16;
constexpr std::size_t kBlock = std::size_t{1} << 20;

}  // namespace

bool starts_like_zip(std::span<const std::uint8_t> start) {
    constexpr std::array<std::uint8_t, 4> kStart{'P', 'K', 3, 4};
    return start.size() >= kStart.size() && std::ranges::equal(start.first(kStart.size()), kStart);
}

void ZipFile::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

ZipFile::ZipFile(const std::filesystem::path& path) : file_(path.string()) {
    int error = 0;
    archive_.reset(zip_open(file_.c_str(), ZIP_RDONLY, &error));
    if (!archive_) {
        zip_error_t details;
        zip_error_init_with_code(&details, error);
        const std::string reason = zip_error_strerror(&details);
        zip_error_fini(&details);
        throw LoadError(file_, "is a damaged zip archive", kRemedy, reason);
    }
    if (zip_get_num_entries(archive_.get(), 0) > kMaxEntries)
        throw LoadError(file_, "is a zip archive with too many entries", "open a model saved by Keras");
}

std::optional<std::vector<std::uint8_t>> ZipFile::read(const std::string& entry, std::uint64_t limit) const {
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat(archive_.get(), entry.c_str(), 0, &status) != 0) return std::nullopt;
    const auto too_large = [&] {
        return LoadError(file_, fmt::format("has more than {} MiB in {}", limit >> 20, entry), "open a smaller model");
    };
    if ((status.valid & ZIP_STAT_SIZE) != 0 && status.size > limit) throw too_large();
    struct CloseEntry {
        void operator()(zip_file_t* opened) const { zip_fclose(opened); }
    };
    const std::unique_ptr<zip_file_t, CloseEntry> opened(zip_fopen(archive_.get(), entry.c_str(), 0));
    if (!opened)
        throw LoadError(file_, fmt::format("has a {} that cannot be unpacked", entry), kRemedy,
                        zip_strerror(archive_.get()));
    std::vector<std::uint8_t> bytes;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + kBlock);
        const zip_int64_t bytes_read = zip_fread(opened.get(), &bytes[before], kBlock);
        if (bytes_read < 0) throw LoadError(file_, fmt::format("has a damaged {}", entry), kRemedy);
        bytes.resize(before + static_cast<std::size_t>(bytes_read));
        if (bytes.size() > limit) throw too_large();
        if (bytes_read == 0) return bytes;
    }
}

}  // namespace convscope
