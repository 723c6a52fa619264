#include "core/image/files/formats/heif_coded_size.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "core/base/byte_cursor.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Reads the bits of each byte from the highest to the lowest, never past the end.
class BitReader {
  public:
    explicit BitReader(Bytes bytes) : bytes_(bytes) {}

    bool ran_out() const { return at_ > bytes_.size() * 8; }
    std::uint64_t bits(unsigned count) {
        std::uint64_t value = 0;
        for (unsigned i = 0; i < count; ++i, ++at_) {
            const std::size_t byte = at_ / 8;
            const unsigned bit = byte < bytes_.size() ? bytes_[byte] >> (7 - at_ % 8) & 1U : 0U;
            value = value << 1U | bit;
        }
        return value;
    }
    bool flag() { return bits(1) != 0; }
    void skip(std::size_t count) { at_ += count; }
    /// Reads a number after as many zeros as it has further bits: ue(v) of HEVC, uvlc() of AV1.
    std::uint64_t exponential() {
        unsigned zeros = 0;
        while (zeros < 32 && !ran_out() && !flag()) ++zeros;
        return (std::uint64_t{1} << zeros) - 1 + bits(zeros);
    }

  private:
    Bytes bytes_;
    std::size_t at_ = 0;
};

std::optional<CodedSize> size_if_whole(const BitReader& in, std::uint64_t rows, std::uint64_t cols) {
    if (in.ran_out()) return std::nullopt;
    return CodedSize{static_cast<std::int64_t>(rows), static_cast<std::int64_t>(cols)};
}

/// Skips the part of AV1's sequence header that films need: timing and operating points.
void skip_operating_points(BitReader& in) {
    bool has_model = false;
    unsigned delay_bits = 0;
    if (in.flag()) {  // timing_info_present_flag
        in.skip(64);
        if (in.flag()) in.exponential();
        has_model = in.flag();
        if (has_model) {
            delay_bits = static_cast<unsigned>(in.bits(5)) + 1;
            in.skip(42);
        }
    }
    const bool has_delay = in.flag();
    const std::uint64_t points = in.bits(5) + 1;
    for (std::uint64_t i = 0; i < points; ++i) {
        in.skip(12);
        if (in.bits(5) > 7) in.skip(1);
        if (has_model && in.flag()) in.skip(std::size_t{2} * delay_bits + 1);
        if (has_delay && in.flag()) in.skip(4);
    }
}

/// Skips profile_tier_level() of HEVC.
void skip_profiles(BitReader& in, unsigned sub_layers) {
    constexpr std::size_t kProfileBits = 88, kLevelBits = 8;
    in.skip(kProfileBits + kLevelBits);
    std::size_t further = 0;
    for (unsigned i = 0; i < sub_layers; ++i) {
        further += in.flag() ? kProfileBits : 0;
        further += in.flag() ? kLevelBits : 0;
    }
    if (sub_layers > 0) in.skip(std::size_t{2} * (8 - sub_layers));
    in.skip(further);
}

/// The unit without the byte 3 that HEVC inserts after two zeros.
std::vector<std::uint8_t> without_escapes(Bytes unit) {
    std::vector<std::uint8_t> out;
    out.reserve(unit.size());
    std::size_t zeros = 0;
    for (const std::uint8_t byte : unit) {
        const bool is_escape = zeros >= 2 && byte == 3;
        zeros = byte == 0 ? zeros + 1 : 0;
        if (!is_escape) out.push_back(byte);
    }
    return out;
}

std::uint64_t number(ByteCursor& in, std::size_t bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : in.take(bytes)) value = value << 8U | byte;
    return value;
}

bool is_type(Bytes type, std::string_view name) {
    return std::ranges::equal(type, name, {}, [](std::uint8_t byte) { return static_cast<char>(byte); });
}

/// Calls `use(type, content)` for each box. A box whose header states more bytes than there are ends at the last byte.
template <typename Use>
void for_each_box(Bytes bytes, const Use& use) {
    while (bytes.size() >= 8) {
        ByteCursor in(bytes);
        std::uint64_t size = in.be32();
        const Bytes type = in.take(4);
        if (size == 1) size = number(in, 8);
        const std::size_t head = bytes.size() - in.left();
        if (size == 0) size = bytes.size();
        if (size < head) return;
        const Bytes box = bytes.first(std::min<std::uint64_t>(size, bytes.size()));
        use(type, box.subspan(std::min(head, box.size())));
        bytes = bytes.subspan(box.size());
    }
}

Bytes from(Bytes bytes, std::uint64_t offset) {
    return bytes.subspan(std::min<std::uint64_t>(offset, bytes.size()));
}

class CodedSizes {
  public:
    explicit CodedSizes(Bytes file) : file_(file) {}

    std::vector<CodedSize> read() {
        for_each_box(file_, [&](Bytes type, Bytes content) {
            if (is_type(type, "meta")) read_meta(from(content, 4));
        });
        return std::move(sizes_);
    }

  private:
    void read_meta(Bytes meta) {
        Bytes locations;
        for_each_box(meta, [&](Bytes type, Bytes content) {
            if (is_type(type, "iinf")) read_items(content);
            if (is_type(type, "idat")) data_ = content;
            if (is_type(type, "iloc")) locations = content;
            if (is_type(type, "iprp")) read_properties(content);
        });
        if (!locations.empty()) read_locations(locations);
    }

    /// Records the numbers of the items that are coded with AV1 or HEVC.
    void read_items(Bytes content) {
        const bool short_count = !content.empty() && content[0] == 0;
        for_each_box(from(content, short_count ? 6 : 8), [&](Bytes type, Bytes entry) {
            if (!is_type(type, "infe")) return;
            ByteCursor in(entry);
            const std::uint8_t version = in.u8();
            in.take(3);
            const std::uint32_t item = version == 3 ? in.be32() : in.be16();
            in.take(2);
            const Bytes coding = version >= 2 ? in.take(4) : Bytes();
            if (is_type(coding, "av01")) av1_items_.push_back(item);
            if (is_type(coding, "hvc1") || is_type(coding, "hev1")) hevc_items_.push_back(item);
        });
    }

    void read_properties(Bytes content) {
        for_each_box(content, [&](Bytes type, Bytes container) {
            if (!is_type(type, "ipco")) return;
            for_each_box(container, [&](Bytes property, Bytes value) {
                if (is_type(property, "hvcC")) read_hevc_headers(value);
                if (is_type(property, "av1C")) read_av1_units(from(value, 4));
            });
        });
    }

    /// Reads the parameter sets in a property of HEVC.
    void read_hevc_headers(Bytes value) {
        ByteCursor in(from(value, 22));
        for (int arrays = in.u8(); arrays > 0; --arrays) {
            in.u8();
            for (std::uint32_t units = in.be16(); units > 0 && !in.ran_out(); --units) add_hevc(in.take(in.be16()));
        }
    }

    /// Reads further parameter sets, which the data of an item may hold.
    void read_hevc_units(Bytes units) {
        ByteCursor in(units);
        for (; in.left() > 4 && units_left_ > 0; --units_left_) add_hevc(in.take(in.be32()));
    }

    void add_hevc(Bytes unit) {
        constexpr unsigned kSequenceParameters = 33;
        if (!unit.empty() && (unit[0] >> 1U & 63U) == kSequenceParameters) add(hevc_sequence_size(unit));
    }

    /// Reads the units up to the first frame.
    void read_av1_units(Bytes units) {
        constexpr unsigned kSequenceHeader = 1, kFrameHeader = 3, kFrame = 6;
        for (unsigned kind = 0; kind != kFrameHeader && kind != kFrame && !units.empty(); --units_left_) {
            if (units_left_ == 0) return;
            ByteCursor in(units);
            const std::uint8_t head = in.u8();
            if ((head & 4U) != 0) in.u8();  // the extension
            std::uint64_t length = in.left();
            if ((head & 2U) != 0) {  // the length follows, seven bits a byte, the lowest first
                length = 0;
                std::uint8_t byte = 128;
                for (unsigned shift = 0; shift < 56 && (byte & 128U) != 0; shift += 7) {
                    byte = in.u8();
                    length |= std::uint64_t{byte & 127U} << shift;
                }
            }
            const Bytes unit = in.take(std::min<std::uint64_t>(length, in.left()));
            kind = head >> 3U & 15U;
            if (kind == kSequenceHeader) add(av1_sequence_size(unit));
            units = units.last(in.left());
        }
    }

    void read_locations(Bytes content) {
        ByteCursor in(content);
        const std::uint8_t version = in.u8();
        in.take(3);
        const std::uint8_t lengths = in.u8(), further = in.u8();
        const std::uint32_t items = version < 2 ? in.be16() : in.be32();
        for (std::uint32_t i = 0; i < items && !in.ran_out(); ++i) {
            const std::uint32_t item = version < 2 ? in.be16() : in.be32();
            const unsigned method = version == 0 ? 0 : in.be16() & 15U;
            in.take(2);
            const std::uint64_t base = number(in, further >> 4U);
            for (std::uint32_t extents = in.be16(), first = extents; extents > 0 && !in.ran_out(); --extents) {
                if (version > 0) in.take(further & 15U);
                const std::uint64_t offset = base + number(in, lengths >> 4U);
                const std::uint64_t length = number(in, lengths & 15U);
                if (extents != first) continue;
                const Bytes data = from(method == 1 ? data_ : file_, offset);
                read_item(item, length == 0 ? data : data.first(std::min<std::uint64_t>(length, data.size())));
            }
        }
    }

    void read_item(std::uint32_t item, Bytes data) {
        if (std::ranges::find(av1_items_, item) != av1_items_.end()) read_av1_units(data);
        if (std::ranges::find(hevc_items_, item) != hevc_items_.end()) read_hevc_units(data);
    }

    void add(std::optional<CodedSize> size) {
        if (size) sizes_.push_back(*size);
    }

    Bytes file_;
    Bytes data_;
    std::vector<std::uint32_t> av1_items_, hevc_items_;
    std::size_t units_left_ = 1'000'000;  ///< bounds the time for a file whose items share their data
    std::vector<CodedSize> sizes_;
};

}  // namespace

std::optional<CodedSize> av1_sequence_size(Bytes header) {
    BitReader in(header);
    in.skip(4);  // profile, still_picture
    if (in.flag())
        in.skip(5);
    else
        skip_operating_points(in);
    const auto col_bits = static_cast<unsigned>(in.bits(4)) + 1, row_bits = static_cast<unsigned>(in.bits(4)) + 1;
    const std::uint64_t cols = in.bits(col_bits) + 1, rows = in.bits(row_bits) + 1;
    return size_if_whole(in, rows, cols);
}

std::optional<CodedSize> hevc_sequence_size(Bytes unit) {
    const std::vector<std::uint8_t> plain = without_escapes(unit);
    BitReader in(plain);
    in.skip(16 + 4);
    const auto sub_layers = static_cast<unsigned>(in.bits(3));
    in.skip(1);
    skip_profiles(in, sub_layers);
    in.exponential();                       // the set's number
    if (in.exponential() == 3) in.skip(1);  // chroma 4:4:4
    const std::uint64_t cols = in.exponential(), rows = in.exponential();
    return size_if_whole(in, rows, cols);
}

std::vector<CodedSize> heif_coded_sizes(Bytes file) {
    return CodedSizes(file).read();
}

}  // namespace convscope
