#include "core/image/files/formats/bmp.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdlib>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/parallel.h"
#include "core/base/text/translation.h"
#include "core/image/files/format.h"
#include "core/image/files/to_picture.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;
using Colour = std::array<std::uint8_t, 3>;

enum Compression : std::uint32_t { kPlain, kRunLength8, kRunLength4, kMasks, kJpeg, kPng, kAlphaMasks };

constexpr std::size_t kHeaderStart = 14;
constexpr std::size_t kMaskStart = 54;  ///< offset of the masks: in longer headers, or after the header of 40 bytes
constexpr std::uint32_t kOldHeader = 12;
constexpr std::uint32_t kHeaderWithAlpha = 56;

/// A channel of a pixel of 16, 24 or 32 bits. If the channel has more than 8 bits, it keeps the highest 8.
class Mask {
  public:
    explicit Mask(std::uint32_t bits = 0) : empty_(bits == 0) {
        if (empty_) return;
        shift_ = std::countr_zero(bits);
        std::uint32_t largest = bits >> shift_;
        for (; largest > 255; largest >>= 1U) ++shift_;
        for (std::uint32_t value = 0; value <= largest; ++value)
            scaled_[value] = static_cast<std::uint8_t>(value * 255 / largest);
        kept_ = largest;
    }

    bool empty() const { return empty_; }
    /// The channel's value, scaled to 0..255.
    std::uint8_t of(std::uint32_t pixel) const { return scaled_[pixel >> shift_ & kept_]; }

  private:
    bool empty_;
    int shift_ = 0;
    std::uint32_t kept_ = 0;
    std::array<std::uint8_t, 256> scaled_{};
};

/// Unpacks run-length coded pixels of 8 or 4 bits.
class RunLengthReader {
  public:
    RunLengthReader(Bytes bytes, std::size_t bits, Size size, const std::string& name)
        : bytes_(bytes), bits_(bits), size_(size), name_(name) {}

    /// The palette index of each pixel, in the file's order of rows. Pixels that the file skips have index 0.
    std::vector<std::uint8_t> read() {
        numbers_.assign(static_cast<std::size_t>(size_.area()), 0);
        while (row_ < size_.rows) {
            const std::uint8_t count = next(), value = next();
            if (count > 0) {
                for (int i = 0; i < count; ++i) put(value, i);
            } else if (value == 1) {  // end of the picture
                break;
            } else if (value == 0) {  // end of the row
                ++row_;
                col_ = 0;
            } else if (value == 2) {  // a step to the right and to later rows
                col_ = std::min(col_ + next(), size_.cols);
                row_ += next();
            } else {
                read_single(value);
            }
        }
        return std::move(numbers_);
    }

  private:
    std::uint8_t next() {
        if (at_ >= bytes_.size()) throw_cut_short(PictureFormat::bmp, name_);
        return bytes_[at_++];
    }

    /// Sets one pixel. A byte holds two 4-bit pixels, the even one first.
    void put(std::uint8_t packed, int number) {
        if (col_ >= size_.cols || row_ >= size_.rows) return;
        const int half = number % 2 == 0 ? packed >> 4 : packed & 15;
        const auto index = static_cast<std::size_t>(row_) * static_cast<std::size_t>(size_.cols);
        numbers_[index + static_cast<std::size_t>(col_++)] = bits_ == 8 ? packed : static_cast<std::uint8_t>(half);
    }

    /// Reads pixels without runs, padded to an even number of bytes.
    void read_single(int count) {
        const std::size_t start = at_;
        std::uint8_t packed = 0;
        for (int i = 0; i < count; ++i) {
            if (bits_ == 8 || i % 2 == 0) packed = next();
            put(packed, i);
        }
        if ((at_ - start) % 2 != 0) next();
    }

    Bytes bytes_;
    std::size_t bits_;
    Size size_;
    const std::string& name_;
    std::size_t at_ = 0;
    int row_ = 0, col_ = 0;
    std::vector<std::uint8_t> numbers_;
};

class BmpReader {
  public:
    /// Reads the header. Also checks that the file has enough bytes.
    BmpReader(Bytes bytes, const std::string& name) : bytes_(bytes), name_(name) {
        if (bytes_.size() < kHeaderStart + kOldHeader) cut_short();
        header_ = le32(kHeaderStart);
        if (bytes_.size() < kHeaderStart + header_) cut_short();
        pixels_ = le32(10);
        read_fields();
        if (pixels_ < kHeaderStart + header_) damaged(tr("its pixels start inside its header"));
        if (bits_ <= 8)
            read_palette();
        else
            read_masks();
        check_length();
    }

    Size size() const { return size_; }

    bool has_alpha() const {
        if (alpha_.empty()) return false;
        for (int r = 0; r < size_.rows; ++r)
            for (int c = 0; c < size_.cols; ++c)
                if (alpha_.of(pixel(r, c)) != 0) return true;
        return false;
    }

    Picture read() const {
        const bool alpha = has_alpha();
        const int channels = alpha ? 4 : 3;
        std::vector<std::uint8_t> samples(static_cast<std::size_t>(size_.area() * channels));
        const std::vector<std::uint8_t> unpacked = unpacked_runs();
        parallel_for(size_.rows, [&](int r) {
            std::uint8_t* out = samples.data() + index(r, 0) * static_cast<std::size_t>(channels);
            for (int c = 0; c < size_.cols; ++c, out += channels) {
                const Colour colour = is_run_length() ? palette_[unpacked[index(stored_row(r), c)]] : colour_of(r, c);
                std::copy(colour.begin(), colour.end(), out);
                if (alpha) out[3] = alpha_.of(pixel(r, c));
            }
        });
        return to_picture(size_, channels, samples.data(), 1);
    }

  private:
    [[noreturn]] void damaged(const std::string& reason) const { throw_damaged(PictureFormat::bmp, reason, name_); }
    [[noreturn]] void cut_short() const { throw_cut_short(PictureFormat::bmp, name_); }

    std::uint32_t le16(std::size_t at) const { return bytes_[at] | std::uint32_t{bytes_[at + 1]} << 8U; }
    std::uint32_t le32(std::size_t at) const { return le16(at) | le16(at + 2) << 16U; }
    bool is_run_length() const { return compression_ == kRunLength8 || compression_ == kRunLength4; }
    std::size_t index(int row, int col) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(size_.cols) + static_cast<std::size_t>(col);
    }

    void read_fields() {
        if (header_ == kOldHeader) {
            size_ = checked_size(le16(20), le16(18), name_);
            bits_ = le16(24);
        } else {
            const std::int64_t rows = static_cast<std::int32_t>(le32(22));
            top_down_ = rows < 0;
            size_ = checked_size(std::abs(rows), static_cast<std::int32_t>(le32(18)), name_);
            bits_ = le16(28);
            compression_ = header_ > 16 ? le32(30) : kPlain;
        }
        if (compression_ == kJpeg || compression_ == kPng) damaged(tr("a JPEG or PNG picture inside a BMP file"));
        const bool run_length =
            (compression_ == kRunLength8 && bits_ == 8) || (compression_ == kRunLength4 && bits_ == 4);
        const bool masks = (compression_ == kMasks || compression_ == kAlphaMasks) && (bits_ == 16 || bits_ == 32);
        if (compression_ != kPlain && !run_length && !masks) damaged(tr("an unknown compression"));
        if (bits_ > 32 || !std::has_single_bit(bits_ == 24 ? 8 : bits_))
            damaged(tr("an unknown number of bits per pixel"));
    }

    /// Unused entries stay black.
    void read_palette() {
        const std::size_t start = kHeaderStart + header_, entry = header_ == kOldHeader ? 3 : 4;
        const std::size_t stated = header_ >= 40 ? le32(46) : 0;
        const std::size_t max_colours = std::size_t{1} << bits_;
        const std::size_t room = (std::min<std::size_t>(pixels_, bytes_.size()) - start) / entry;
        const std::size_t count = std::min({stated == 0 ? max_colours : stated, max_colours, room});
        for (std::size_t i = 0; i < count; ++i) {
            const Bytes bgr = bytes_.subspan(start + i * entry, 3);
            palette_[i] = {bgr[2], bgr[1], bgr[0]};
        }
    }

    void read_masks() {
        const bool five_bits = bits_ == 16;
        red_ = Mask(five_bits ? 0x7C00U : 0xFF0000U);
        green_ = Mask(five_bits ? 0x3E0U : 0xFF00U);
        blue_ = Mask(five_bits ? 0x1FU : 0xFFU);
        if (bits_ == 32) alpha_ = Mask(0xFF000000U);
        if (compression_ == kPlain) return;
        const bool has_alpha_mask = header_ >= kHeaderWithAlpha || compression_ == kAlphaMasks;
        if (bytes_.size() < kMaskStart + (has_alpha_mask ? 16 : 12)) cut_short();
        red_ = Mask(le32(kMaskStart));
        green_ = Mask(le32(kMaskStart + 4));
        blue_ = Mask(le32(kMaskStart + 8));
        alpha_ = Mask(has_alpha_mask ? le32(kMaskStart + 12) : 0);
    }

    void check_length() {
        constexpr std::int64_t kBestPacking = 128;  // pixels for each byte: a run of 255 pixels takes two bytes
        row_bytes_ = (static_cast<std::size_t>(size_.cols) * bits_ + 31) / 32 * 4;
        const std::size_t last_row = (static_cast<std::size_t>(size_.cols) * bits_ + 7) / 8;
        const std::size_t plain = row_bytes_ * static_cast<std::size_t>(size_.rows - 1) + last_row;
        const std::size_t needed = is_run_length() ? static_cast<std::size_t>(size_.area() / kBestPacking) : plain;
        if (pixels_ > bytes_.size() || bytes_.size() - pixels_ < needed) cut_short();
    }

    int stored_row(int row) const { return top_down_ ? row : size_.rows - 1 - row; }
    std::size_t row_start(int row) const { return pixels_ + row_bytes_ * static_cast<std::size_t>(stored_row(row)); }

    std::vector<std::uint8_t> unpacked_runs() const {
        if (!is_run_length()) return {};
        return RunLengthReader(bytes_.subspan(pixels_), bits_, size_, name_).read();
    }

    /// A pixel of 16, 24 or 32 bits.
    std::uint32_t pixel(int row, int col) const {
        const std::size_t at = row_start(row) + static_cast<std::size_t>(col) * bits_ / 8;
        if (bits_ == 16) return le16(at);
        return bits_ == 24 ? le16(at) | std::uint32_t{bytes_[at + 2]} << 16U : le32(at);
    }

    Colour colour_of(int row, int col) const {
        if (bits_ > 8) {
            const std::uint32_t value = pixel(row, col);
            return {red_.of(value), green_.of(value), blue_.of(value)};
        }
        const std::size_t bit = static_cast<std::size_t>(col) * bits_;
        const std::size_t shift = 8 - bits_ - bit % 8;
        return palette_[bytes_[row_start(row) + bit / 8] >> shift & ((1U << bits_) - 1)];
    }

    Bytes bytes_;
    const std::string& name_;
    std::uint32_t header_ = 0, pixels_ = 0, bits_ = 0, compression_ = kPlain;
    bool top_down_ = false;
    Size size_;
    std::size_t row_bytes_ = 0;
    std::array<Colour, 256> palette_{};
    Mask red_, green_, blue_, alpha_;
};

}  // namespace

Size bmp_size(Bytes bytes, const std::string& name) {
    return BmpReader(bytes, name).size();
}

bool bmp_has_alpha(Bytes bytes) {
    try {
        return BmpReader(bytes, {}).has_alpha();
    } catch (const LoadError&) {
        return false;
    }
}

Picture decode_bmp(Bytes bytes, const std::string& name) {
    return BmpReader(bytes, name).read();
}

}  // namespace convscope
