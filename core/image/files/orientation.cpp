#include "core/image/files/orientation.h"

#include <libexif/exif-data.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

namespace convscope {

namespace {

struct UnrefExif {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};

}  // namespace

int exif_orientation(std::span<const std::uint8_t> jpeg) {
    if (jpeg.size() > std::numeric_limits<unsigned>::max()) return 1;
    const std::unique_ptr<ExifData, UnrefExif> data(
        exif_data_new_from_data(jpeg.data(), static_cast<unsigned>(jpeg.size())));
    if (!data) return 1;
    const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components < 1 || entry->size < 2) return 1;
    const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

int exif_block_orientation(std::span<const std::uint8_t> block) {
    constexpr std::string_view kHead("Exif\0\0", 6);
    if (block.size() >= kHead.size() && std::equal(kHead.begin(), kHead.end(), block.begin()))
        return exif_orientation(block);
    // EXIF data in a JPEG takes at most 64 KiB; the orientation is in its first directory.
    const std::span<const std::uint8_t> start = block.first(std::min<std::size_t>(block.size(), 1U << 16U));
    std::vector<std::uint8_t> headed(kHead.begin(), kHead.end());
    headed.insert(headed.end(), start.begin(), start.end());
    return exif_orientation(headed);
}

Walk upright(Size stored, int orientation) {
    const std::ptrdiff_t down = stored.cols, right = 1;
    const std::ptrdiff_t last_row = down * (stored.rows - 1), last_col = stored.cols - 1;
    const Size transposed{stored.cols, stored.rows};
    switch (orientation) {
        case 2:
            return {stored, last_col, down, -right};
        case 3:
            return {stored, last_row + last_col, -down, -right};
        case 4:
            return {stored, last_row, -down, right};
        case 5:
            return {transposed, 0, right, down};
        case 6:
            return {transposed, last_row, right, -down};
        case 7:
            return {transposed, last_row + last_col, -right, -down};
        case 8:
            return {transposed, last_col, -right, down};
        default:
            return {stored, 0, down, right};
    }
}

}  // namespace convscope
