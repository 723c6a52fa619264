#include "core/image/files/formats/heif.h"

#include <libheif/heif.h>

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/parallel.h"
#include "core/base/text/translation.h"
#include "core/image/files/formats/heif_coded_size.h"
#include "core/image/files/to_picture.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

struct FreeHeif {
    void operator()(heif_context* context) const { heif_context_free(context); }
    void operator()(const heif_image_handle* handle) const { heif_image_handle_release(handle); }
    void operator()(const heif_image* image) const { heif_image_release(image); }
};

/// Throws the LoadError for a file that libheif refuses.
void check(const heif_error& error, PictureFormat format, const std::string& name) {
    if (error.code == heif_error_Ok) return;
    // libheif's own limits. Of these, undamaged files can exceed only the limit of the picture's size.
    if (error.subcode == heif_suberror_Security_limit_exceeded)
        throw LoadError(name, tr("is too large"),
                        tr("choose a picture of at most {} megapixels", kMaxPixels / 1'000'000));
    if (error.code == heif_error_Memory_allocation_error) throw std::bad_alloc();
    if (error.subcode == heif_suberror_End_of_data) throw_cut_short(format, name);
    std::string reason = error.message != nullptr ? error.message : "";
    std::erase_if(reason, [](char c) { return c < ' ' || c > '~'; });  // the reason may quote bytes of the file
    throw_damaged(format, reason, name);
}

/// The file's main picture, not yet decoded.
class HeifFile {
  public:
    HeifFile(Bytes bytes, PictureFormat format, const std::string& name)
        : format_(format), name_(name), context_(heif_context_alloc()) {
        if (!context_) throw std::bad_alloc();
#if LIBHEIF_HAVE_VERSION(1, 19, 0)
        heif_security_limits limits = *heif_get_global_security_limits();
        limits.max_image_size_pixels = static_cast<std::uint64_t>(kMaxPixels);
        heif_context_set_security_limits(context_.get(), &limits);
#endif
        check(heif_context_read_from_memory_without_copy(context_.get(), bytes.data(), bytes.size(), nullptr));
        heif_image_handle* handle = nullptr;
        check(heif_context_get_primary_image_handle(context_.get(), &handle));
        handle_.reset(handle);
        // The decoder takes memory and time for these sizes, whatever size the header states.
        for (const CodedSize& coded : heif_coded_sizes(bytes)) checked_size(coded.rows, coded.cols, name_);
    }

    Size size() const {
        return checked_size(heif_image_handle_get_height(handle_.get()), heif_image_handle_get_width(handle_.get()),
                            name_);
    }
    bool has_alpha() const {
        return heif_image_handle_has_alpha_channel(handle_.get()) != 0;
    }

    Picture decode() const {
        size();
        check_decoder();
        const bool deep = heif_image_handle_get_luma_bits_per_pixel(handle_.get()) > 8;
        const heif_chroma bytes = has_alpha() ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
        const heif_chroma words = has_alpha() ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE;
        heif_image* decoded = nullptr;
        check(heif_decode_image(handle_.get(), &decoded, heif_colorspace_RGB, deep ? words : bytes, nullptr));
        const std::unique_ptr<const heif_image, FreeHeif> image(decoded);
        return deep ? picture_of_words(image.get()) : picture_of_bytes(image.get());
    }

  private:
    void check(const heif_error& error) const {
        convscope::check(error, format_, name_);
    }
    int channels() const {
        return has_alpha() ? 4 : 3;
    }

    void check_decoder() const {
        const bool avif = format_ == PictureFormat::avif;
        if (heif_have_decoder_for_format(avif ? heif_compression_AV1 : heif_compression_HEVC) != 0) return;
        throw LoadError(
            name_, tr("needs a decoder for {} pictures, which is not installed", format_name(format_)),
            tr("install the package libheif-plugin-{}, or save it as PNG or JPEG", avif ? "dav1d" : "libde265"));
    }

    /// Copies the rows without their padding; `convert` maps each sample.
    template <typename T, typename Convert>
    Picture picture_of(const heif_image* image, Convert convert) const {
        const Size size = checked_size(heif_image_get_height(image, heif_channel_interleaved),
                                       heif_image_get_width(image, heif_channel_interleaved), name_);
        int row_bytes = 0;
        const std::uint8_t* const stored = heif_image_get_plane_readonly(image, heif_channel_interleaved, &row_bytes);
        if (stored == nullptr) throw_damaged(format_, tr("it has no pixels"), name_);
        const auto row_length = static_cast<std::size_t>(size.cols) * static_cast<std::size_t>(channels());
        std::vector<T> samples(row_length * static_cast<std::size_t>(size.rows));
        parallel_for(size.rows, [&](int row) {
            const std::uint8_t* in = stored + static_cast<std::ptrdiff_t>(row) * row_bytes;
            T* out = samples.data() + static_cast<std::size_t>(row) * row_length;
            for (std::size_t i = 0; i < row_length; ++i, in += sizeof(T)) out[i] = convert(in);
        });
        return to_picture(size, channels(), samples.data(), 1);
    }

    Picture picture_of_bytes(const heif_image* image) const {
        return picture_of<std::uint8_t>(image, [](const std::uint8_t* in) { return *in; });
    }

    Picture picture_of_words(const heif_image* image) const {
        const int bits = heif_image_get_bits_per_pixel_range(image, heif_channel_interleaved);
        const std::uint32_t largest = (std::uint32_t{1} << static_cast<unsigned>(std::clamp(bits, 8, 16))) - 1;
        return picture_of<std::uint16_t>(image, [largest](const std::uint8_t* in) {
            const std::uint32_t value = std::min(in[0] | std::uint32_t{in[1]} << 8U, largest);
            return static_cast<std::uint16_t>((value * 65535 + largest / 2) / largest);
        });
    }

    PictureFormat format_;
    const std::string& name_;
    std::unique_ptr<heif_context, FreeHeif> context_;
    std::unique_ptr<const heif_image_handle, FreeHeif> handle_;
};

}  // namespace

Size heif_size(Bytes bytes, PictureFormat format, const std::string& name) {
    return HeifFile(bytes, format, name).size();
}

bool heif_has_alpha(Bytes bytes) {
    try {
        return HeifFile(bytes, PictureFormat::heic, {}).has_alpha();
    } catch (const LoadError&) {
        return false;
    }
}

Picture decode_heif(Bytes bytes, PictureFormat format, const std::string& name) {
    return HeifFile(bytes, format, name).decode();
}

}  // namespace convscope
