#include "core/image/files/load.h"

#include <new>
#include <optional>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/format.h"
#include "core/image/files/formats/bmp.h"
#include "core/image/files/formats/heif.h"
#include "core/image/files/formats/pnm.h"
#include "core/image/files/formats/stb_reader.h"
#include "core/image/files/formats/tiff.h"
#include "core/image/files/formats/webp.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30U;

/// Throws LoadError if the bytes are not a picture of a known format.
PictureFormat known_format(Bytes bytes, const std::string& name) {
    const std::string remedy = kChoosePicture;
    if (bytes.empty()) throw LoadError(name, tr("is empty (0 bytes)"), remedy);
    if (bytes.size() > kMaxFileBytes) throw LoadError(name, tr("is too large"), tr("choose a file of at most 1 GiB"));
    if (const std::optional<PictureFormat> format = picture_format(bytes)) return *format;
    if (is_git_lfs_pointer(bytes))
        throw LoadError(name, tr("is a Git LFS pointer, a text in place of the picture"),
                        tr("get the picture with git lfs pull"));
    const Message kind = foreign_kind(bytes);
    if (kind.empty()) throw LoadError(name, tr("is not a picture of a known format"), remedy);
    throw LoadError(name, tr("is {}", kind), tr("save it as PNG or JPEG"));
}

Picture decode(Bytes bytes, PictureFormat format, const std::string& name) {
    switch (format) {
        case PictureFormat::pnm:
            return decode_pnm(bytes, name);
        case PictureFormat::bmp:
            return decode_bmp(bytes, name);
        case PictureFormat::webp:
            return decode_webp(bytes, name);
        case PictureFormat::heic:
        case PictureFormat::avif:
            return decode_heif(bytes, format, name);
        case PictureFormat::tiff:
            return decode_tiff(bytes, name);
        default:
            return decode_with_stb(bytes, format, name);
    }
}

}  // namespace

Picture load_picture(const std::filesystem::path& file) {
    return decode_picture(read_file(file, kMaxFileBytes, kChoosePicture), file.string());
}

Picture decode_picture(Bytes bytes, const std::string& name) {
    const PictureFormat format = known_format(bytes, name);
    try {
        return decode(bytes, format, name);
    } catch (const std::bad_alloc&) {
        throw LoadError(name, tr("needs more memory than is available"), tr("choose a smaller picture"));
    }
}

Size picture_size(Bytes bytes, const std::string& name) {
    const PictureFormat format = known_format(bytes, name);
    switch (format) {
        case PictureFormat::pnm:
            return pnm_size(bytes, name);
        case PictureFormat::bmp:
            return bmp_size(bytes, name);
        case PictureFormat::webp:
            return webp_size(bytes, name);
        case PictureFormat::heic:
        case PictureFormat::avif:
            return heif_size(bytes, format, name);
        case PictureFormat::tiff:
            return tiff_size(bytes, name);
        default:
            return stb_size(bytes, format, name);
    }
}

}  // namespace convscope
