#include "core/image/files/formats/stb_reader.h"

#include <stb_image.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

#include "core/base/parallel.h"
#include "core/image/files/formats/jpeg.h"
#include "core/image/files/formats/png.h"
#include "core/image/files/formats/tga.h"
#include "core/image/files/orientation.h"
#include "core/image/files/to_picture.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Passes the bytes to stb_image and records reads past their end: most of its decoders then continue with zeros and
/// would return a truncated picture as if it were complete.
class Source {
  public:
    Source(Bytes bytes, PictureFormat format) : bytes_(bytes), format_(format) {}

    bool ran_out() const { return ran_out_; }
    /// After the end of the bytes, returns runs of length 1. Without bytes, the run-length decoder for HDR would wait
    /// forever.
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

/// Maps light, where 1 is white, to 0..255 with display gamma.
void apply_gamma(const Samples<float>& samples) {
    const auto row_length = static_cast<std::size_t>(samples.size.cols) * static_cast<std::size_t>(samples.channels);
    parallel_for(samples.size.rows, [&](int row) {
        float* const start = samples.values.get() + static_cast<std::size_t>(row) * row_length;
        for (float& value : std::span(start, row_length))
            value = std::clamp(255.0F * std::pow(std::max(value, 0.0F), 1.0F / 2.2F), 0.0F, 255.0F);
    });
}

/// stbi_is_16_bit() does not detect 16-bit PSD files. The headers are already checked.
bool has_16_bit(Bytes bytes, PictureFormat format) {
    return (format == PictureFormat::png && bytes[24] == 16) || (format == PictureFormat::psd && bytes[23] == 16);
}

int orientation_of(Bytes bytes, PictureFormat format) {
    if (format == PictureFormat::jpeg) return exif_orientation(bytes);
    if (format == PictureFormat::png) return png_orientation(bytes);
    return format == PictureFormat::tga && is_mirrored_tga(bytes) ? 2 : 1;
}

/// The file changed so that stb_image reads it correctly; empty if it need not change.
std::vector<std::uint8_t> rewritten(Bytes bytes, PictureFormat format) {
    if (format == PictureFormat::png) return with_full_palette(bytes);
    if (format == PictureFormat::jpeg) return with_cmyk_marker(bytes);
    return format == PictureFormat::tga ? with_palette_from_zero(bytes) : std::vector<std::uint8_t>();
}

template <typename T>
Picture to_picture(const Samples<T>& samples, int orientation) {
    return to_picture(samples.size, samples.channels, samples.values.get(), orientation);
}

}  // namespace

Size stb_size(Bytes bytes, PictureFormat format, const std::string& name) {
    if (format == PictureFormat::png) check_png(bytes, name);
    if (format == PictureFormat::jpeg) check_jpeg(bytes, name);
    if (format == PictureFormat::psd) check_psd(bytes, name);
    Source source(bytes, format);
    const stbi_io_callbacks callbacks = Source::callbacks();
    int cols = 0, rows = 0, channels = 0;
    const bool known = stbi_info_from_callbacks(&callbacks, &source, &cols, &rows, &channels) != 0;
    if (!known || source.ran_out()) throw_undecodable(source, format, name);
    const Size size = checked_size(rows, cols, name);
    check_length(bytes, format, size, name);
    return size;
}

Picture decode_with_stb(Bytes bytes, PictureFormat format, const std::string& name) {
    stb_size(bytes, format, name);
    if (format == PictureFormat::png) check_png_checksums(bytes, name);
    const int orientation = orientation_of(bytes, format);
    const std::vector<std::uint8_t> changed = rewritten(bytes, format);
    if (!changed.empty()) bytes = changed;
    if (format == PictureFormat::hdr) {
        const Samples<float> samples = decode<float>(stbi_loadf_from_callbacks, bytes, format, name);
        apply_gamma(samples);
        return to_picture(samples, orientation);
    }
    if (has_16_bit(bytes, format))
        return to_picture(decode<std::uint16_t>(stbi_load_16_from_callbacks, bytes, format, name), orientation);
    return to_picture(decode<std::uint8_t>(stbi_load_from_callbacks, bytes, format, name), orientation);
}

}  // namespace convscope
