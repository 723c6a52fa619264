#include "core/image/files/formats/pnm.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/format.h"
#include "core/image/files/validation.h"

namespace convscope {

namespace {

bool is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(int c) {
    return c >= '0' && c <= '9';
}

class PnmReader {
  public:
    PnmReader(std::span<const std::uint8_t> bytes, const std::string& name) : bytes_(bytes), name_(name) {}

    Picture read() {
        read_header();
        return maximum_ > 255 ? planes<float>() : planes<std::uint8_t>();
    }

    /// Reads the header and checks that the file has enough bytes.
    Size read_header() {
        read_maximum();
        if (!ascii_) ++at_;  // exactly one space between header and data
        check_length();
        return size_;
    }

    /// Reads the header up to its last number, the maximum.
    std::uint32_t read_maximum() {
        const int kind = bytes_[1] - '0';
        at_ = 2;
        bits_ = kind == 1 || kind == 4;
        ascii_ = kind <= 3;
        const std::int64_t cols = number(), rows = number();
        size_ = checked_size(rows, cols, name_);
        maximum_ = bits_ ? 1 : static_cast<std::uint32_t>(number());
        if (maximum_ < 1 || maximum_ > 65535) damaged(tr("its maximum value is not 1 to 65535"));
        channels_ = kind == 3 || kind == 6 ? 3 : 1;
        if (at_ >= bytes_.size()) throw_cut_short(PictureFormat::pnm, name_);  // the number may be cut off
        return maximum_;
    }

  private:
    [[noreturn]] void damaged(const std::string& reason) const { throw_damaged(PictureFormat::pnm, reason, name_); }

    int peek() const { return at_ < bytes_.size() ? bytes_[at_] : -1; }

    void skip_space() {
        for (; is_space(peek()) || peek() == '#'; ++at_)
            if (peek() == '#')
                while (at_ + 1 < bytes_.size() && bytes_[at_ + 1] != '\n') ++at_;
    }

    std::int64_t number() {
        skip_space();
        if (at_ >= bytes_.size()) throw_cut_short(PictureFormat::pnm, name_);
        if (!is_digit(peek())) damaged(tr("a number is missing"));
        std::int64_t value = 0;
        for (; is_digit(peek()); ++at_) value = std::min<std::int64_t>(value * 10 + peek() - '0', 1'000'000'000);
        return value;
    }

    /// Checks the file's length before memory is allocated: a sample in text takes a digit and a space, but bitmaps may
    /// omit the space.
    void check_length() const {
        const std::int64_t samples = size_.area() * channels_;
        const std::int64_t packed_row = (size_.cols + 7) / 8;
        const std::int64_t needed = ascii_  ? (bits_ ? samples : 2 * samples - 1)
                                    : bits_ ? packed_row * size_.rows
                                            : samples * (maximum_ > 255 ? 2 : 1);
        if (static_cast<std::int64_t>(bytes_.size() - std::min(at_, bytes_.size())) < needed)
            throw_cut_short(PictureFormat::pnm, name_);
    }

    std::uint32_t sample(int col) {
        if (bits_ && ascii_) {
            skip_space();
            if (at_ >= bytes_.size()) throw_cut_short(PictureFormat::pnm, name_);
            const int digit = bytes_[at_++];
            if (digit != '0' && digit != '1') damaged(tr("a digit that is neither 0 nor 1"));
            return digit == '0' ? 1 : 0;  // 1 is black
        }
        if (ascii_) return static_cast<std::uint32_t>(number());
        if (bits_) {
            const bool black = (bytes_[at_] >> (7 - col % 8) & 1) != 0;
            if (col % 8 == 7 || col == size_.cols - 1) ++at_;
            return black ? 0 : 1;
        }
        std::uint32_t value = bytes_[at_++];
        if (maximum_ > 255) value = value << 8U | bytes_[at_++];
        return value;
    }

    template <typename T>
    T scaled(std::uint32_t value) const {
        value = std::min(value, maximum_);
        if constexpr (std::is_same_v<T, float>) {
            return static_cast<float>(value * 255.0 / maximum_);
        } else {
            return static_cast<T>((value * 255 + maximum_ / 2) / maximum_);
        }
    }

    template <typename T>
    Picture planes() {
        const auto area = static_cast<std::size_t>(size_.area());
        std::vector<std::vector<T>> values(static_cast<std::size_t>(channels_), std::vector<T>(area));
        std::size_t index = 0;
        for (int r = 0; r < size_.rows; ++r)
            for (int c = 0; c < size_.cols; ++c, ++index)
                for (std::vector<T>& plane : values) plane[index] = scaled<T>(sample(c));
        Picture picture;
        for (std::vector<T>& plane : values) picture.planes.emplace_back(size_, std::move(plane));
        return picture;
    }

    std::span<const std::uint8_t> bytes_;
    const std::string& name_;
    std::size_t at_ = 0;
    bool ascii_ = false, bits_ = false;
    Size size_;
    int channels_ = 1;
    std::uint32_t maximum_ = 255;
};

}  // namespace

Size pnm_size(std::span<const std::uint8_t> bytes, const std::string& name) {
    return PnmReader(bytes, name).read_header();
}

std::optional<int> pnm_maximum(std::span<const std::uint8_t> start) {
    if (picture_format(start.first(std::min(start.size(), kSniffedBytes))) != PictureFormat::pnm) return std::nullopt;
    try {
        return static_cast<int>(PnmReader(start, {}).read_maximum());
    } catch (const LoadError&) {
        return std::nullopt;
    }
}

Picture decode_pnm(std::span<const std::uint8_t> bytes, const std::string& name) {
    return PnmReader(bytes, name).read();
}

}  // namespace convscope
