#include "core/image/files/formats/webp.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>
#include <new>

#include "core/base/text/translation.h"
#include "core/image/files/format.h"
#include "core/image/files/orientation.h"
#include "core/image/files/to_picture.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

struct DeleteDemuxer {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
struct DeleteAnimation {
    void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
};

/// Throws the LoadError for a file that libwebp refuses.
void check(VP8StatusCode status, const std::string& name) {
    switch (status) {
        case VP8_STATUS_OK:
            return;
        case VP8_STATUS_OUT_OF_MEMORY:
            throw std::bad_alloc();
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED:
            throw_cut_short(PictureFormat::webp, name);
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            throw_damaged(PictureFormat::webp, tr("an unknown coding"), name);
        default:
            throw_damaged(PictureFormat::webp, tr("its data is invalid"), name);
    }
}

/// The header. Also checks the size limit and the file's length.
WebPBitstreamFeatures read_header(Bytes bytes, const std::string& name) {
    WebPBitstreamFeatures features;
    check(WebPGetFeatures(bytes.data(), bytes.size(), &features), name);
    checked_size(features.height, features.width, name);
    // The length after "RIFF" does not count the first eight bytes.
    const std::uint64_t stated = 8U + (bytes[4] | std::uint64_t{bytes[5]} << 8U | std::uint64_t{bytes[6]} << 16U |
                                       std::uint64_t{bytes[7]} << 24U);
    if (stated > bytes.size()) throw_cut_short(PictureFormat::webp, name);
    return features;
}

int orientation_of(Bytes bytes) {
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPDemuxer, DeleteDemuxer> demuxer(WebPDemux(&data));
    WebPChunkIterator exif;
    if (!demuxer || WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &exif) == 0) return 1;
    const int orientation = exif_block_orientation({exif.chunk.bytes, exif.chunk.size});
    WebPDemuxReleaseChunkIterator(&exif);
    return orientation;
}

Picture decode_still(Bytes bytes, const WebPBitstreamFeatures& header, int orientation, const std::string& name) {
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) throw_damaged(PictureFormat::webp, tr("another version of libwebp"), name);
    const Size size{header.height, header.width};
    const int channels = header.has_alpha != 0 ? 4 : 3;
    const auto count = static_cast<std::size_t>(size.area() * channels);
    const auto samples = std::make_unique_for_overwrite<std::uint8_t[]>(count);
    config.output.colorspace = channels == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {samples.get(), size.cols * channels, count};
    check(WebPDecode(bytes.data(), bytes.size(), &config), name);
    return to_picture(size, channels, samples.get(), orientation);
}

Picture decode_first_frame(Bytes bytes, Size size, int orientation, const std::string& name) {
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPAnimDecoder, DeleteAnimation> decoder(WebPAnimDecoderNew(&data, nullptr));
    std::uint8_t* frame = nullptr;
    int milliseconds = 0;
    if (!decoder || WebPAnimDecoderGetNext(decoder.get(), &frame, &milliseconds) == 0)
        throw_damaged(PictureFormat::webp, tr("its first frame is invalid"), name);
    return to_picture(size, 4, frame, orientation);
}

}  // namespace

Size webp_size(Bytes bytes, const std::string& name) {
    const WebPBitstreamFeatures header = read_header(bytes, name);
    return {header.height, header.width};
}

bool webp_has_alpha(Bytes bytes) {
    WebPBitstreamFeatures features;
    return WebPGetFeatures(bytes.data(), bytes.size(), &features) == VP8_STATUS_OK && features.has_alpha != 0;
}

Picture decode_webp(Bytes bytes, const std::string& name) {
    const WebPBitstreamFeatures header = read_header(bytes, name);
    const int orientation = orientation_of(bytes);
    if (header.has_animation == 0) return decode_still(bytes, header, orientation, name);
    return decode_first_frame(bytes, {header.height, header.width}, orientation, name);
}

}  // namespace convscope
