#include "core/image/files/load.h"

#include <fmt/format.h>
#include <stb_image.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/parallel.h"
#include "core/image/files/format.h"
#include "core/image/files/orientation.h"
#include "core/image/files/pnm.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30U;

/// Passes the bytes to stb_image and records reads past their end: most of its decoders then continue with zeros and
/// would return a truncated picture as if it were complete.
class Source {
  public:
    Source(Bytes bytes, PictureFormat format) : bytes_(bytes), format_(format) {}

    bool ran_out() const { return ran_out_; }
    /// Returns runs of length one past the end. Without bytes, the run-length decoder for HDR would wait forever.
    void pad_with_runs() { pads_with_runs_ = true; }
    static stbi_io_callbacks callbacks() { return {&Source::read, &Source::skip, &Source::at_end}; }

  private:
    static int read(void* self, char* data, int size) {
        return static_cast<Source*>(self)->deliver(data, static_cast<std::size_t>(size));
    }
    static void skip(void* self, int count) {
        auto* source = static_cast<Source*>(self);
        source->at_ += std::min(static_cast<std::size_t>(std::max(count, 0)), source->bytes_.size() - source->at_);
    }
    static int at_end(void* self) {
        const auto* source = static_cast<Source*>(self);
        return source->at_ == source->bytes_.size() ? 1 : 0;
    }

    int deliver(char* data, std::size_t size) {
        if (refill_buffer_ == nullptr) refill_buffer_ = data;
        const std::size_t count = std::min(size, bytes_.size() - at_);
        if (count > 0) std::memcpy(data, bytes_.data() + at_, count);
        // Browsers show the unpainted part of a GIF as transparent. Background index 0 makes stb_image do the same.
        if (format_ == PictureFormat::gif && at_ == 0 && count > kGifBackground) data[kGifBackground] = 0;
        at_ += count;
        // stb_image accepts a partly filled refill buffer; every other read needs all bytes.
        if (count == 0 || (count < size && data != refill_buffer_)) ran_out_ = true;
        if (count == 0 && pads_with_runs_) {
            std::memset(data, kRunOfOne, size);
            return static_cast<int>(size);
        }
        return static_cast<int>(count);
    }

    static constexpr std::size_t kGifBackground = 11;
    static constexpr int kRunOfOne = 0x81;
    Bytes bytes_;
    PictureFormat format_;
    std::size_t at_ = 0;
    const char* refill_buffer_ = nullptr;
    bool ran_out_ = false;
    bool pads_with_runs_ = false;
};

struct FreeStb {
    void operator()(void* pixels) const { stbi_image_free(pixels); }
};

template <typename T>
struct Samples {
    Size size;
    int channels = 0;
    std::unique_ptr<T[], FreeStb> values;
};

[[noreturn]] void throw_undecodable(const Source& source, PictureFormat format, const std::string& name) {
    if (source.ran_out()) throw_cut_short(format, name);
    const char* failure = stbi_failure_reason();
    std::string reason = failure != nullptr ? failure : "";
    std::erase_if(reason, [](char c) { return c < ' ' || c > '~'; });  // the reason may quote bytes of the file
    throw_damaged(format, reason, name);
}

/// Makes all checks that need no decoding. Returns the size that the header states.
Size check_header(Bytes bytes, PictureFormat format, const std::string& name) {
    if (format == PictureFormat::png) check_png(bytes, name);
    if (format == PictureFormat::jpeg) check_jpeg(bytes, name);
    if (format == PictureFormat::psd) check_psd(bytes, name);
    Source source(bytes, format);
    const stbi_io_callbacks callbacks = Source::callbacks();
    int cols = 0, rows = 0, channels = 0;
    const bool known = stbi_info_from_callbacks(&callbacks, &source, &cols, &rows, &channels) != 0;
    if (!known || source.ran_out()) throw_undecodable(source, format, name);
    // The row count of a BMP is negative if its rows are stored top down.
    const Size size = checked_size(std::abs(std::int64_t{rows}), cols, name);
    check_length(bytes, format, size, name);
    return size;
}

template <typename T>
Samples<T> decode(T* (*load)(const stbi_io_callbacks*, void*, int*, int*, int*, int), Bytes bytes, PictureFormat format,
                  const std::string& name) {
    Source source(bytes, format);
    if (format == PictureFormat::hdr) source.pad_with_runs();  // the header is already checked
    const stbi_io_callbacks callbacks = Source::callbacks();
    Samples<T> samples;
    int cols = 0, rows = 0;
    samples.values.reset(load(&callbacks, &source, &cols, &rows, &samples.channels, 0));
    if (!samples.values || source.ran_out()) throw_undecodable(source, format, name);
    samples.size = checked_size(rows, cols, name);
    return samples;
}

/// One sample in 0..255: unchanged, scaled from 16 bits, or (HDR, where 1 is white) with display gamma.
std::uint8_t display_value(std::uint8_t value) {
    return value;
}
float display_value(std::uint16_t value) {
    return static_cast<float>(value) / 257.0F;
}
float display_value(float value) {
    return std::clamp(255.0F * std::pow(std::max(value, 0.0F), 1.0F / 2.2F), 0.0F, 255.0F);
}

/// The sample blended with a white background.
std::uint8_t blended_with_white(std::uint8_t value, std::uint8_t alpha) {
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}
float blended_with_white(std::uint16_t value, std::uint16_t alpha) {
    const float opacity = static_cast<float>(alpha) / 65535.0F;
    return display_value(value) * opacity + 255.0F * (1.0F - opacity);
}
float blended_with_white(float value, float /*alpha: HDR files have none*/) {
    return display_value(value);
}

/// Splits the interleaved samples of stb_image into upright planes of 0..255.
template <typename T>
Picture to_picture(const Samples<T>& samples, int orientation) {
    using Value = decltype(display_value(T{}));
    const Walk walk = upright(samples.size, orientation);
    const std::ptrdiff_t channels = samples.channels;
    const std::ptrdiff_t colours = channels >= 3 ? 3 : 1;
    const bool has_alpha = channels == 2 || channels == 4;
    std::vector<std::vector<Value>> planes(static_cast<std::size_t>(colours));
    for (std::vector<Value>& plane : planes) plane.resize(static_cast<std::size_t>(walk.size.area()));

    parallel_for(walk.size.rows, [&](int row) {
        const T* in = samples.values.get() + (walk.origin + row * walk.row_step) * channels;
        std::size_t index = static_cast<std::size_t>(row) * static_cast<std::size_t>(walk.size.cols);
        // All channels of a pixel in one pass: a rotated photo is read across its rows, where each pixel is a cache
        // miss.
        for (int col = 0; col < walk.size.cols; ++col, ++index, in += walk.col_step * channels)
            for (std::ptrdiff_t c = 0; c < colours; ++c)
                planes[static_cast<std::size_t>(c)][index] =
                    has_alpha ? blended_with_white(in[c], in[channels - 1]) : display_value(in[c]);
    });
    Picture picture;
    for (std::vector<Value>& plane : planes) picture.planes.emplace_back(walk.size, std::move(plane));
    return picture;
}

/// stbi_is_16_bit() does not detect 16-bit PSD files. The headers are already checked.
bool has_16_bit(Bytes bytes, PictureFormat format) {
    return (format == PictureFormat::png && bytes[24] == 16) || (format == PictureFormat::psd && bytes[23] == 16);
}

Picture decode_with_stb(Bytes bytes, PictureFormat format, const std::string& name) {
    check_header(bytes, format, name);
    const int orientation = format == PictureFormat::jpeg ? exif_orientation(bytes) : 1;
    if (format == PictureFormat::hdr)
        return to_picture(decode<float>(stbi_loadf_from_callbacks, bytes, format, name), orientation);
    if (has_16_bit(bytes, format))
        return to_picture(decode<std::uint16_t>(stbi_load_16_from_callbacks, bytes, format, name), orientation);
    return to_picture(decode<std::uint8_t>(stbi_load_from_callbacks, bytes, format, name), orientation);
}

/// Throws LoadError if the bytes are not a picture of a known format.
PictureFormat known_format(Bytes bytes, const std::string& name) {
    const std::string remedy(kChoosePicture);
    if (bytes.empty()) throw LoadError(name, "is empty (0 bytes)", remedy);
    if (bytes.size() > kMaxFileBytes) throw LoadError(name, "is too large", "choose a file of at most 1 GiB");
    if (const std::optional<PictureFormat> format = picture_format(bytes)) return *format;
    const std::string_view kind = foreign_kind(bytes);
    if (kind.empty()) throw LoadError(name, "is not a picture of a known format", remedy);
    throw LoadError(name, fmt::format("is {}", kind), "save it as PNG or JPEG");
}

}  // namespace

Picture load_picture(const std::filesystem::path& file) {
    return decode_picture(read_file(file, kMaxFileBytes, std::string(kChoosePicture)), file.string());
}

Picture decode_picture(Bytes bytes, const std::string& name) {
    const PictureFormat format = known_format(bytes, name);
    try {
        return format == PictureFormat::pnm ? decode_pnm(bytes, name) : decode_with_stb(bytes, format, name);
    } catch (const std::bad_alloc&) {
        throw LoadError(name, "needs more memory than is available", "choose a smaller picture");
    }
}

Size picture_size(Bytes bytes, const std::string& name) {
    const PictureFormat format = known_format(bytes, name);
    return format == PictureFormat::pnm ? pnm_size(bytes, name) : check_header(bytes, format, name);
}

}  // namespace convscope
