#include "core/image/files/validation.h"

#include <array>
#include <string_view>

#include "core/base/byte_cursor.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/picture.h"

namespace convscope {

namespace {

constexpr std::uint32_t kPsdRgb = 3;
constexpr Message kSaveAsPng = tr("save it as PNG or JPEG");

/// The name of a PSD file's colour mode.
Message psd_mode(std::uint32_t mode) {
    constexpr std::array<Message, 10> names{
        tr("black and white"), tr("grey"),    tr("indexed"), tr("RGB"),     tr("CMYK"),
        tr("unknown"),         tr("unknown"), tr("several"), tr("duotone"), tr("Lab")};
    return mode < names.size() ? names[mode] : tr("unknown");
}

}  // namespace

Size checked_size(std::int64_t rows, std::int64_t cols, const std::string& name) {
    if (rows <= 0 || cols <= 0)
        throw LoadError(name, tr("has no pixels"), tr("choose a picture with at least one pixel"));
    if (rows > kMaxPixels || cols > kMaxPixels || rows * cols > kMaxPixels)
        throw LoadError(name, tr("is too large with {} x {} pixels", cols, rows),
                        tr("choose a picture of at most {} megapixels", kMaxPixels / 1'000'000));
    return {static_cast<int>(rows), static_cast<int>(cols)};
}

void throw_cut_short(PictureFormat format, const std::string& name) {
    throw LoadError(name, tr("is cut short: its {} data ends before the picture is complete", format_name(format)),
                    tr("copy or download it again"));
}

void throw_damaged(PictureFormat format, const std::string& reason, const std::string& name) {
    throw LoadError(name, tr("is a damaged or unusual {} file", format_name(format)),
                    tr("save it again as PNG or JPEG"), reason);
}

void check_length(std::span<const std::uint8_t> bytes, PictureFormat format, Size size, const std::string& name) {
    std::int64_t bits = 0;     // per pixel
    std::int64_t packing = 1;  // the largest compression ratio; a run-length code gives up to 128 pixels
    switch (format) {
        case PictureFormat::tga:
            bits = bytes[16];
            packing = bytes[2] >= 8 ? 128 : 1;
            break;
        case PictureFormat::hdr:
            bits = 32;
            packing = 128;
            break;
        case PictureFormat::psd:
            bits = 24;
            packing = 128;
            break;
        default:
            return;
    }
    if (size.area() * bits / 8 / packing > static_cast<std::int64_t>(bytes.size())) throw_cut_short(format, name);
}

void check_psd(std::span<const std::uint8_t> bytes, const std::string& name) {
    ByteCursor in(bytes);
    in.take(22);  // signature, version, channels, size
    const std::uint32_t depth = in.be16(), mode = in.be16();
    for (int section = 0; section < 3; ++section) in.take(in.be32());
    const bool compressed = in.be16() != 0;
    if (in.ran_out()) throw_cut_short(PictureFormat::psd, name);
    if (mode != kPsdRgb)
        throw LoadError(name, tr("is a PSD file with {} colours, not RGB", psd_mode(mode)), kSaveAsPng);
    if (depth != 8 && depth != 16)
        throw LoadError(name, tr("is a PSD file with {} bits per channel", depth), kSaveAsPng);
    if (depth == 16 && compressed)
        throw LoadError(name, tr("is a compressed PSD file with 16 bits per channel"), kSaveAsPng);
}

}  // namespace convscope
