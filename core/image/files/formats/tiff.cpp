#include "core/image/files/formats/tiff.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/format.h"
#include "core/image/files/formats/tiff_file.h"
#include "core/image/files/to_picture.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint64_t kMaxBlock = std::uint64_t{1} << 28U;  ///< bytes of a tile or a row
constexpr int kMaxSamples = 64;                               ///< samples per pixel

bool is_alpha(int extra_sample) {
    return extra_sample == EXTRASAMPLE_ASSOCALPHA || extra_sample == EXTRASAMPLE_UNASSALPHA;
}

/// Reads grey and RGB samples as they are stored. Source: TIFF 6.0.
class SampleReader {
  public:
    explicit SampleReader(const TiffFile& file)
        : file_(file),
          bits_(file.field(TIFFTAG_BITSPERSAMPLE)),
          format_(file.field(TIFFTAG_SAMPLEFORMAT)),
          stored_(file.field(TIFFTAG_SAMPLESPERPIXEL)),
          photometric_(file.field(TIFFTAG_PHOTOMETRIC, stored_ >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK)),
          separate_(file.field(TIFFTAG_PLANARCONFIG) == PLANARCONFIG_SEPARATE),
          size_(file.size()) {
        const int colours = photometric_ == PHOTOMETRIC_RGB ? 3 : 1;
        kept_ = colours + (is_alpha(file.extra_sample()) ? 1 : 0);
    }

    /// True except for palettes, CMYK, YCbCr and samples that are not whole bytes.
    bool can_read() const {
        const bool colours = photometric_ == PHOTOMETRIC_RGB || photometric_ == PHOTOMETRIC_MINISBLACK ||
                             photometric_ == PHOTOMETRIC_MINISWHITE;
        const bool real = format_ == SAMPLEFORMAT_IEEEFP && (bits_ == 32 || bits_ == 64);
        const bool whole =
            (format_ == SAMPLEFORMAT_UINT || format_ == SAMPLEFORMAT_INT) && (bits_ == 8 || bits_ == 16 || bits_ == 32);
        return colours && (real || whole) && stored_ >= kept_ && stored_ <= kMaxSamples;
    }

    Picture read() const {
        if (format_ == SAMPLEFORMAT_UINT && bits_ == 8) return read_integers<std::uint8_t>();
        if (format_ == SAMPLEFORMAT_UINT && bits_ == 16) return read_integers<std::uint16_t>();
        return read_floats();
    }

  private:
    template <typename T>
    std::vector<T> read_samples() const {
        std::vector<T> samples(static_cast<std::size_t>(size_.area() * kept_));
        // With separate planes each pass gives one sample of every pixel. Without, one pass gives all samples.
        for (int plane = 0; plane < (separate_ ? kept_ : 1); ++plane)
            TIFFIsTiled(file_.get()) != 0 ? read_tiles(samples, plane) : read_rows(samples, plane);
        return samples;
    }

    std::unique_ptr<std::uint8_t[]> block(std::uint64_t bytes) const {
        if (bytes == 0 || bytes > kMaxBlock) file_.throw_undecodable(tr("its rows or tiles are too large"));
        return std::make_unique<std::uint8_t[]>(bytes);
    }

    template <typename T>
    void read_rows(std::vector<T>& samples, int plane) const {
        const auto row_bytes = block(TIFFScanlineSize64(file_.get()));
        for (int row = 0; row < size_.rows; ++row) {
            const int status = TIFFReadScanline(file_.get(), row_bytes.get(), static_cast<std::uint32_t>(row),
                                                static_cast<std::uint16_t>(plane));
            if (status < 0) file_.throw_undecodable();
            keep(samples, row_bytes.get(), row, 0, size_.cols, plane);
        }
    }

    template <typename T>
    void read_tiles(std::vector<T>& samples, int plane) const {
        std::uint32_t tile_cols = 0, tile_rows = 0;
        TIFFGetField(file_.get(), TIFFTAG_TILEWIDTH, &tile_cols);
        TIFFGetField(file_.get(), TIFFTAG_TILELENGTH, &tile_rows);
        const auto tile = block(TIFFTileSize64(file_.get()));
        const auto row_bytes = static_cast<std::size_t>(TIFFTileRowSize64(file_.get()));
        const auto cols = static_cast<std::uint32_t>(size_.cols), rows = static_cast<std::uint32_t>(size_.rows);
        for (std::uint32_t top = 0; top < rows; top += tile_rows)
            for (std::uint32_t left = 0; left < cols; left += tile_cols) {
                if (TIFFReadTile(file_.get(), tile.get(), left, top, 0, static_cast<std::uint16_t>(plane)) < 0)
                    file_.throw_undecodable();
                const auto count = static_cast<int>(std::min(tile_cols, cols - left));
                for (std::uint32_t row = 0; row < std::min(tile_rows, rows - top); ++row)
                    keep(samples, tile.get() + row * row_bytes, static_cast<int>(top + row), static_cast<int>(left),
                         count, plane);
            }
    }

    /// Copies the kept samples of `count` pixels from column `col` on.
    template <typename T>
    void keep(std::vector<T>& samples, const std::uint8_t* in, int row, int col, int count, int plane) const {
        const std::size_t width = bits_ / 8U;
        const std::size_t pixel = width * static_cast<std::size_t>(separate_ ? 1 : stored_);
        const auto first = static_cast<std::size_t>(row) * static_cast<std::size_t>(size_.cols);
        T* out = samples.data() + (first + static_cast<std::size_t>(col)) * static_cast<std::size_t>(kept_) + plane;
        const int together = separate_ ? 1 : kept_;
        for (int i = 0; i < count; ++i, in += pixel, out += kept_)
            for (int c = 0; c < together; ++c) out[c] = sample<T>(in + static_cast<std::size_t>(c) * width);
    }

    /// libtiff has already converted the bytes to this machine's byte order.
    template <typename Stored>
    static Stored value_at(const std::uint8_t* in) {
        Stored value;
        std::memcpy(&value, in, sizeof value);
        return value;
    }

    template <typename T>
    T sample(const std::uint8_t* in) const {
        if constexpr (!std::is_same_v<T, float>) {
            return value_at<T>(in);
        } else {
            if (format_ == SAMPLEFORMAT_IEEEFP)
                return bits_ == 32 ? value_at<float>(in) : static_cast<float>(value_at<double>(in));
            if (format_ == SAMPLEFORMAT_UINT) return static_cast<float>(value_at<std::uint32_t>(in));
            if (bits_ == 8) return static_cast<float>(value_at<std::int8_t>(in));
            return bits_ == 16 ? static_cast<float>(value_at<std::int16_t>(in))
                               : static_cast<float>(value_at<std::int32_t>(in));
        }
    }

    /// The white that shows through a pixel with this alpha.
    template <typename T>
    static T shine_through(T alpha) {
        if constexpr (std::is_same_v<T, float>) {
            return 255.0F * (1.0F - alpha);
        } else {
            return static_cast<T>(std::numeric_limits<T>::max() - alpha);
        }
    }

    /// Inverts a picture where 0 is white. Blends colours that are already multiplied by their alpha with white.
    template <typename T>
    void normalise(std::vector<T>& samples, T white, T opaque) const {
        const bool inverted = photometric_ == PHOTOMETRIC_MINISWHITE;
        const bool multiplied = file_.extra_sample() == EXTRASAMPLE_ASSOCALPHA;
        if (!inverted && !multiplied) return;
        const auto step = static_cast<std::size_t>(kept_);
        const std::size_t colours = kept_ == 2 || kept_ == 4 ? step - 1 : step;
        for (std::size_t pixel = 0; pixel < samples.size(); pixel += step) {
            for (std::size_t c = pixel; c < pixel + colours; ++c)
                samples[c] = inverted ? static_cast<T>(white - samples[c]) : samples[c];
            if (!multiplied) continue;
            T& alpha = samples[pixel + colours];
            const T shine = shine_through(alpha);
            for (std::size_t c = pixel; c < pixel + colours; ++c)
                samples[c] = static_cast<T>(samples[c] + std::min<T>(shine, static_cast<T>(white - samples[c])));
            alpha = opaque;
        }
    }

    template <typename T>
    Picture read_integers() const {
        constexpr T kMaxSample = std::numeric_limits<T>::max();
        std::vector<T> samples = read_samples<T>();
        normalise(samples, kMaxSample, kMaxSample);
        return to_picture(size_, kept_, samples.data(), file_.orientation());
    }

    Picture read_floats() const {
        std::vector<float> samples = read_samples<float>();
        float largest = 0;
        const int colours = kept_ == 2 || kept_ == 4 ? kept_ - 1 : kept_;
        const auto step = static_cast<std::size_t>(kept_);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            float& value = samples[i];
            value = std::isnan(value) ? 0.0F : std::clamp(value, 0.0F, std::numeric_limits<float>::max());
            if (static_cast<int>(i % step) < colours) largest = std::max(largest, value);
        }
        const float scale = largest <= 1 ? 255.0F : largest <= 255 ? 1.0F : 255.0F / largest;
        // Alpha is 0..1 in floats, and 0..largest value in integers.
        const float opaque = format_ == SAMPLEFORMAT_IEEEFP ? 1.0F : std::ldexp(1.0F, bits_);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const bool is_colour = static_cast<int>(i % step) < colours;
            samples[i] = is_colour ? std::min(samples[i] * scale, 255.0F) : std::min(samples[i] / opaque, 1.0F);
        }
        normalise(samples, 255.0F, 1.0F);
        return to_picture(size_, kept_, samples.data(), file_.orientation());
    }

    const TiffFile& file_;
    int bits_;
    int format_;
    int stored_;  ///< samples of a pixel in the file
    int kept_;    ///< those that are read: the colours and the alpha
    int photometric_;
    bool separate_;
    Size size_;
};

/// Lets libtiff convert palettes, CMYK, YCbCr and samples of a few bits to 8-bit RGBA.
class Converter {
  public:
    explicit Converter(const TiffFile& file) : file_(file) {
        std::array<char, 1024> reason{};
        if (TIFFRGBAImageOK(file.get(), reason.data()) == 0 ||
            TIFFRGBAImageBegin(&image_, file.get(), 1, reason.data()) == 0)
            file.throw_undecodable(printable(reason.data()));
        // libtiff mirrors pictures but does not rotate them; to_picture() does both.
        image_.orientation = image_.req_orientation = ORIENTATION_TOPLEFT;
    }
    ~Converter() { TIFFRGBAImageEnd(&image_); }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    Picture convert() {
        const Size size = file_.size();
        const auto area = static_cast<std::size_t>(size.area());
        const auto pixels = std::make_unique_for_overwrite<std::uint32_t[]>(area);
        if (TIFFRGBAImageGet(&image_, pixels.get(), image_.width, image_.height) == 0) file_.throw_undecodable();
        const bool grey = image_.photometric == PHOTOMETRIC_MINISBLACK || image_.photometric == PHOTOMETRIC_MINISWHITE;
        const std::size_t channels = grey ? 1 : 3;
        std::vector<std::uint8_t> samples(area * channels);
        for (std::size_t i = 0; i < area; ++i) {
            const std::uint32_t pixel = pixels[i];
            const std::array<std::uint32_t, 3> colour{TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)};
            // The colours are multiplied by alpha.
            const std::uint32_t shine = image_.alpha != 0 ? 255 - TIFFGetA(pixel) : 0;
            for (std::size_t c = 0; c < channels; ++c)
                samples[i * channels + c] = static_cast<std::uint8_t>(std::min(colour[c] + shine, 255U));
        }
        return to_picture(size, static_cast<int>(channels), samples.data(), file_.orientation());
    }

  private:
    static std::string printable(std::string text) {
        std::erase_if(text, [](char c) { return c < ' ' || c > '~'; });
        return text;
    }

    const TiffFile& file_;
    TIFFRGBAImage image_{};
};

}  // namespace

Size tiff_size(Bytes bytes, const std::string& name) {
    return TiffFile(bytes, name).size();
}

bool tiff_has_alpha(Bytes bytes) {
    try {
        return is_alpha(TiffFile(bytes, {}).extra_sample());
    } catch (const LoadError&) {
        return false;
    }
}

Picture decode_tiff(Bytes bytes, const std::string& name) {
    const TiffFile file(bytes, name);
    const SampleReader samples(file);
    return samples.can_read() ? samples.read() : Converter(file).convert();
}

}  // namespace convscope
