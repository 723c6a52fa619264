#include "core/image/files/validation.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "core/base/byte_cursor.h"
#include "core/base/load_error.h"
#include "core/image/picture.h"

namespace convscope {

namespace {

using Bytes = std::span<const std::uint8_t>;

class JpegCheck {
  public:
    JpegCheck(Bytes bytes, const std::string& name) : in_(bytes), name_(name) {}

    void run() {
        in_.take(2);  // start of image
        for (int marker = next_marker(); marker != kEndOfImage; marker = next_marker()) {
            const std::size_t length = in_.be16();
            if (length < 2) damaged("a segment without a length");
            const Bytes segment = in_.take(length - 2);
            if (in_.ran_out()) throw_cut_short(PictureFormat::jpeg, name_);
            visit(marker, ByteCursor(segment));
        }
        for (const Component& component : components_)
            if (!quantisation_[component.quantisation & 3U]) damaged("it uses a quantisation table it does not define");
    }

  private:
    static constexpr int kEndOfImage = 0xD9;
    struct Component {
        std::uint32_t id, quantisation;
    };

    [[noreturn]] void damaged(const std::string& reason) const { throw_damaged(PictureFormat::jpeg, reason, name_); }

    /// Skips the entropy-coded data, which holds 0xFF only before 0 and in restart markers.
    int next_marker() {
        while (!in_.ran_out()) {
            if (in_.u8() != 0xFF) continue;
            int marker = in_.u8();
            while (marker == 0xFF) marker = in_.u8();
            if (marker != 0 && (marker < 0xD0 || marker > 0xD7)) return marker;
        }
        throw_cut_short(PictureFormat::jpeg, name_);
    }

    void visit(int marker, ByteCursor segment) {
        if (marker == 0xC4) define_huffman(segment);
        if (marker == 0xDB) define_quantisation(segment);
        const bool starts_frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (starts_frame && marker > 0xC2) damaged("lossless, hierarchical or arithmetic coding");
        if (starts_frame) begin_frame(marker == 0xC2, segment);
        if (marker == 0xDA) begin_scan(segment);
    }

    void define_huffman(ByteCursor segment) {
        while (segment.left() > 0) {
            const std::uint32_t target = segment.u8();
            std::size_t codes = 0;
            for (int length = 1; length <= 16; ++length) codes += segment.u8();
            segment.take(codes);
            if (target >> 4U > 1 || (target & 15U) > 3 || codes > 256 || segment.ran_out())
                damaged("an invalid Huffman table");
            (target >> 4U == 0 ? dc_ : ac_)[target & 3U] = true;
        }
    }

    void define_quantisation(ByteCursor segment) {
        while (segment.left() > 0) {
            const std::uint32_t target = segment.u8();
            segment.take(target >> 4U == 0 ? 64 : 128);
            if (segment.ran_out()) damaged("an invalid quantisation table");
            quantisation_[target & 3U] = true;
        }
    }

    void begin_frame(bool progressive, ByteCursor segment) {
        if (!components_.empty()) damaged("a second frame");
        progressive_ = progressive;
        segment.take(5);  // precision, height, width
        for (int i = segment.u8(); i > 0; --i) {
            const std::uint32_t id = segment.u8();
            segment.u8();
            components_.push_back({id, segment.u8()});
        }
        if (segment.ran_out()) damaged("an invalid frame header");
    }

    void begin_scan(ByteCursor segment) {
        std::vector<std::uint32_t> tables(segment.u8());
        for (std::uint32_t& table : tables) {
            segment.u8();
            table = segment.u8();
        }
        const int first = segment.u8();
        segment.u8();
        const bool refines = segment.u8() >> 4U != 0;
        const bool needs_dc = !progressive_ || (first == 0 && !refines);
        const bool needs_ac = !progressive_ || first > 0;
        for (const std::uint32_t table : tables)
            if ((needs_dc && !dc_[table >> 4U & 3U]) || (needs_ac && !ac_[table & 3U]))
                damaged("it uses a Huffman table it does not define");
    }

    ByteCursor in_;
    const std::string& name_;
    bool progressive_ = false;
    std::array<bool, 4> dc_{}, ac_{}, quantisation_{};
    std::vector<Component> components_;
};

}  // namespace

Size checked_size(std::int64_t rows, std::int64_t cols, const std::string& name) {
    if (rows <= 0 || cols <= 0) throw LoadError(name, "has no pixels", "choose a picture with at least one pixel");
    if (rows > kMaxPixels || cols > kMaxPixels || rows * cols > kMaxPixels)
        throw LoadError(name, fmt::format("is too large with {} x {} pixels", cols, rows),
                        fmt::format("choose a picture of at most {} megapixels", kMaxPixels / 1'000'000));
    return {static_cast<int>(rows), static_cast<int>(cols)};
}

void throw_cut_short(PictureFormat format, const std::string& name) {
    throw LoadError(name,
                    fmt::format("is cut short: its {} data ends before the picture is complete", format_name(format)),
                    "copy or download it again");
}

void throw_damaged(PictureFormat format, const std::string& reason, const std::string& name) {
    throw LoadError(name, fmt::format("is a damaged or unusual {} file", format_name(format)),
                    "save it again as PNG or JPEG", reason);
}

void check_length(Bytes bytes, PictureFormat format, Size size, const std::string& name) {
    std::int64_t bits = 0;     // per pixel
    std::int64_t packing = 1;  // the largest compression ratio; a run-length code gives up to 128 pixels
    switch (format) {
        case PictureFormat::bmp:
            bits = bytes[14] == 12 ? bytes[24] : bytes[28];
            break;
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

void check_png(Bytes bytes, const std::string& name) {
    ByteCursor in(bytes);
    in.take(16);  // signature, length and type of the header
    const std::uint32_t cols = in.be32(), rows = in.be32();
    if (in.ran_out()) throw_cut_short(PictureFormat::png, name);
    const Size size = checked_size(rows, cols, name);
    const std::uint64_t depth = in.u8(), colour = in.u8();
    const std::uint64_t channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
    const std::uint64_t raw = (static_cast<std::uint64_t>(size.cols) * depth * channels / 8 + 2) * rows;
    in.take(7);  // compression, filter, interlace, checksum
    std::uint64_t packed = 0;
    while (in.left() > 0) {
        const std::uint32_t length = in.be32();
        if (in.be32() == 0x49444154) packed += length;  // IDAT
        in.take(std::size_t{length} + 4);
    }
    // Deflate enlarges incompressible data by far less than a quarter, and compresses up to 1032 times: without this
    // limit 4 MB would unpack into 4 GB.
    if (packed < raw / 2048) throw_cut_short(PictureFormat::png, name);
    if (packed > raw + raw / 4 + 65536) throw_damaged(PictureFormat::png, "it holds far more data than pixels", name);
}

void check_jpeg(Bytes bytes, const std::string& name) {
    JpegCheck(bytes, name).run();
}

void check_psd(Bytes bytes, const std::string& name) {
    ByteCursor in(bytes);
    in.take(22);  // signature, version, channels, size
    const std::uint32_t depth = in.be16(), mode = in.be16();
    for (int section = 0; section < 3; ++section) in.take(in.be32());
    const bool compressed = in.be16() != 0;
    if (in.ran_out()) throw_cut_short(PictureFormat::psd, name);
    if (mode != 3) throw_damaged(PictureFormat::psd, "its colours are not RGB", name);
    if (depth == 16 && compressed) throw_damaged(PictureFormat::psd, "16 bit with compression", name);
}

}  // namespace convscope
