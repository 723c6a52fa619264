#include "app/gui/file_dialog/file_dialog_thumbnails.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

#include "app/gui/toolkit/thumbnail.h"
#include "core/base/byte_cursor.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/image/format.h"
#include "core/image/load.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxFile = 40'000'000;    ///< bytes; above it reading alone takes too long for a thumbnail
constexpr std::int64_t kMaxPicture = 25'000'000;  ///< pixels
constexpr int kSide = 96;                         ///< sharp up to a scale of 200%
constexpr std::size_t kMaxKept = 512;
/// Few, so that the rows that are on screen now come first, however far the list has moved.
constexpr std::size_t kMaxPending = 2;

using Bytes = std::span<const std::uint8_t>;

std::int64_t number(Bytes bytes, std::size_t at, std::size_t width, bool big_endian) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width && at + width <= bytes.size(); ++i)
        value |= std::uint32_t{bytes[at + (big_endian ? width - 1 - i : i)]} << (8 * i);
    return static_cast<std::int32_t>(value);
}

/// From the first frame header. Source: ITU-T T.81, annex B.
std::int64_t jpeg_pixels(Bytes bytes) {
    ByteCursor cursor(bytes);
    cursor.be16();
    while (!cursor.ran_out()) {
        if (cursor.u8() != 0xFF) continue;
        std::uint8_t marker = cursor.u8();
        while (marker == 0xFF) marker = cursor.u8();
        const bool has_no_length = marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD9);
        if (has_no_length) continue;
        const std::uint32_t length = cursor.be16();
        const bool tables = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        if (marker >= 0xC0 && marker <= 0xCF && !tables) {
            cursor.u8();
            const std::int64_t rows = cursor.be16();
            return rows * cursor.be16();
        }
        cursor.take(std::max(length, 2U) - 2);
    }
    return 0;
}

Thumbnail make_thumbnail(const std::filesystem::path& file) {
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxFile, "a smaller picture has a thumbnail");
    if (announced_pixels(bytes) > kMaxPicture)
        throw LoadError(file.string(), "is too large for a thumbnail", "a smaller picture has one");
    return thumbnail_of(decode_picture(bytes, file.string()), kSide);
}

}  // namespace

std::int64_t announced_pixels(Bytes bytes) {
    struct Fields {
        PictureFormat format;
        std::size_t cols_at, rows_at, width;
        bool big_endian;
    };
    constexpr std::array<Fields, 5> kFields{{{PictureFormat::png, 16, 20, 4, true},
                                             {PictureFormat::psd, 18, 14, 4, true},
                                             {PictureFormat::bmp, 18, 22, 4, false},
                                             {PictureFormat::gif, 6, 8, 2, false},
                                             {PictureFormat::tga, 12, 14, 2, false}}};
    const std::optional<PictureFormat> format = picture_format(bytes.first(std::min(bytes.size(), kSniffedBytes)));
    if (format == PictureFormat::jpeg) return jpeg_pixels(bytes);
    for (const Fields& fields : kFields) {
        if (fields.format != format) continue;
        // A BMP's rows are negative when it is stored top down.
        return std::abs(number(bytes, fields.cols_at, fields.width, fields.big_endian) *
                        number(bytes, fields.rows_at, fields.width, fields.big_endian));
    }
    return 0;
}

const gl::Texture* ThumbnailCache::find(const FileEntry& file, JobQueue& jobs) {
    const Key key{file.path.native(), file.modified};
    if (const auto found = entries_.find(key); found != entries_.end()) {
        found->second.used = ++clock_;
        return found->second.texture ? &*found->second.texture : nullptr;
    }
    const bool worth_trying = file.kind == FileEntry::Kind::picture && file.bytes > 0 && file.bytes <= kMaxFile;
    if (!worth_trying || pending_.contains(key) || pending_.size() >= kMaxPending) return nullptr;
    pending_.insert(key);
    jobs.submit([path = file.path] { return make_thumbnail(path); },
                [this, key](const Thumbnail& made) {
                    gl::Texture texture;
                    texture.upload_rgba(made.size, made.rgba);
                    keep(key, std::move(texture));
                },
                [this, key](const std::string& /*why: opening the file says it*/) { keep(key, std::nullopt); });
    return nullptr;
}

void ThumbnailCache::keep(const Key& key, std::optional<gl::Texture> texture) {
    pending_.erase(key);
    if (entries_.size() >= kMaxKept) {
        const auto oldest = std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second.used; });
        entries_.erase(oldest);
    }
    entries_.insert_or_assign(key, Entry{std::move(texture), ++clock_});
}

}  // namespace convscope
