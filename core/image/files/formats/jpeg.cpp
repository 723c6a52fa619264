#include "core/image/files/formats/jpeg.h"

#include <array>
#include <string_view>

#include "core/base/byte_cursor.h"
#include "core/base/text/translation.h"
#include "core/image/files/validation.h"

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
            if (length < 2) damaged(tr("a segment without a length"));
            const Bytes segment = in_.take(length - 2);
            if (in_.ran_out()) throw_cut_short(PictureFormat::jpeg, name_);
            visit(marker, ByteCursor(segment));
        }
        for (const Component& component : components_)
            if (!quantisation_[component.quantisation & 3U])
                damaged(tr("it uses a quantisation table it does not define"));
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
        if (starts_frame && marker > 0xC2) damaged(tr("lossless, hierarchical or arithmetic coding"));
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
                damaged(tr("an invalid Huffman table"));
            (target >> 4U == 0 ? dc_ : ac_)[target & 3U] = true;
        }
    }

    void define_quantisation(ByteCursor segment) {
        while (segment.left() > 0) {
            const std::uint32_t target = segment.u8();
            segment.take(target >> 4U == 0 ? 64 : 128);
            if (segment.ran_out()) damaged(tr("an invalid quantisation table"));
            quantisation_[target & 3U] = true;
        }
    }

    void begin_frame(bool progressive, ByteCursor segment) {
        if (!components_.empty()) damaged(tr("a second frame"));
        progressive_ = progressive;
        segment.take(5);  // precision, height, width
        for (int i = segment.u8(); i > 0; --i) {
            const std::uint32_t id = segment.u8();
            segment.u8();
            components_.push_back({id, segment.u8()});
        }
        if (segment.ran_out()) damaged(tr("an invalid frame header"));
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
                damaged(tr("it uses a Huffman table it does not define"));
    }

    ByteCursor in_;
    const std::string& name_;
    bool progressive_ = false;
    std::array<bool, 4> dc_{}, ac_{}, quantisation_{};
    std::vector<Component> components_;
};

}  // namespace

void check_jpeg(Bytes bytes, const std::string& name) {
    JpegCheck(bytes, name).run();
}

std::vector<std::uint8_t> with_cmyk_marker(Bytes jpeg) {
    using namespace std::string_view_literals;
    constexpr auto kAdobe = "Adobe"sv;
    ByteCursor in(jpeg);
    in.take(2);  // start of image
    while (in.u8() == 0xFF && !in.ran_out()) {
        const int marker = in.u8();
        const std::size_t length = in.be16();
        if (length < 2) return {};
        const Bytes segment = in.take(length - 2);
        if (marker == 0xEE &&
            std::string_view(reinterpret_cast<const char*>(segment.data()), segment.size()).starts_with(kAdobe))
            return {};
        if (marker < 0xC0 || marker > 0xC2) continue;
        // The frame's header: precision, height, width, number of components.
        if (segment.size() < 6 || segment[5] != 4) return {};
        constexpr auto kMarker =
            "\xFF\xEE\0\x0E"
            "Adobe\0\x64\0\0\0\0\0"sv;
        std::vector<std::uint8_t> rewritten(jpeg.begin(), jpeg.end());
        rewritten.insert(rewritten.begin() + 2, kMarker.begin(), kMarker.end());
        return rewritten;
    }
    return {};
}

}  // namespace convscope
