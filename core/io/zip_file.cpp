#include "core/io/zip_file.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr Message kRemedy = tr("save or download it again");
constexpr std::size_t kBlock = std::size_t{1} << 20;

}  // namespace

bool starts_like_zip(std::span<const std::uint8_t> start) {
    constexpr std::array<std::uint8_t, 4> kStart{'P', 'K', 3, 4};
    return start.size() >= kStart.size() && std::ranges::equal(start.first(kStart.size()), kStart);
}

void ZipFile::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

ZipFile::ZipFile(std::span<const std::uint8_t> archive, std::string file) : file_(std::move(file)) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
    if (source != nullptr) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!archive_) {
        zip_source_free(source);  // an opened archive owns it
        throw LoadError(file_, tr("is a damaged zip archive"), kRemedy, reason);
    }
    if (zip_get_num_entries(archive_.get(), 0) > static_cast<zip_int64_t>(kMaxZipEntries))
        throw LoadError(file_, tr("is a zip archive with too many entries"), tr("open a model saved by Keras"));
}

std::vector<ZipEntry> ZipFile::entries() const {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    std::vector<ZipEntry> entries;
    entries.reserve(static_cast<std::size_t>(count));
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t status;
        zip_stat_init(&status);
        if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(i), 0, &status) != 0 ||
            (status.valid & ZIP_STAT_NAME) == 0 || (status.valid & ZIP_STAT_SIZE) == 0)
            throw LoadError(file_, tr("is a damaged zip archive"), kRemedy);
        std::string name = status.name;
        if (!name.ends_with('/')) entries.push_back({std::move(name), status.size});
    }
    return entries;
}

bool ZipFile::read_pieces(const std::string& entry, std::uint64_t limit,
                          const std::function<void(std::span<const std::uint8_t>)>& take) const {
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat(archive_.get(), entry.c_str(), 0, &status) != 0) return false;
    const auto too_large = [&] {
        return LoadError(file_, tr("has more than {} MiB in {}", limit >> 20, entry), tr("open a smaller model"));
    };
    if ((status.valid & ZIP_STAT_SIZE) != 0 && status.size > limit) throw too_large();
    struct CloseEntry {
        void operator()(zip_file_t* opened) const { zip_fclose(opened); }
    };
    const std::unique_ptr<zip_file_t, CloseEntry> opened(zip_fopen(archive_.get(), entry.c_str(), 0));
    if (!opened)
        throw LoadError(file_, tr("has a {} that cannot be unpacked", entry), kRemedy, zip_strerror(archive_.get()));
    std::vector<std::uint8_t> block(kBlock);
    std::uint64_t total = 0;
    for (;;) {
        const zip_int64_t bytes_read = zip_fread(opened.get(), block.data(), block.size());
        if (bytes_read < 0) throw LoadError(file_, tr("has a damaged {}", entry), kRemedy);
        if (bytes_read == 0) return true;
        const auto count = static_cast<std::size_t>(bytes_read);
        total += count;
        if ((status.valid & ZIP_STAT_SIZE) != 0 && total > status.size)
            throw LoadError(file_, tr("has a {} that is longer than stated", entry), kRemedy);
        if (total > limit) throw too_large();
        take(std::span(block).first(count));
    }
}

std::optional<std::vector<std::uint8_t>> ZipFile::read(const std::string& entry, std::uint64_t limit) const {
    std::vector<std::uint8_t> bytes;
    const auto append = [&bytes](std::span<const std::uint8_t> piece) {
        bytes.insert(bytes.end(), piece.begin(), piece.end());
    };
    if (!read_pieces(entry, limit, append)) return std::nullopt;
    return bytes;
}

}  // namespace convscope
