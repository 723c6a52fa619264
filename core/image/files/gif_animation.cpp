#include "core/image/files/gif_animation.h"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <new>
#include <span>
#include <utility>

#include "core/image/colours/palette.h"
#include "core/image/reduce.h"

namespace convscope {

namespace {

constexpr int kEntries = 256;
constexpr int kUnchanged = 255;  ///< the palette's entry for unchanged pixels

struct FreeMap {
    void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};

int append(GifFileType* gif, const GifByteType* bytes, int count) {
    static_cast<std::string*>(gif->UserData)
        ->append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
    return count;
}

/// Writing into memory fails only if there is none left.
void check(int result) {
    if (result == GIF_ERROR) throw std::bad_alloc();
}

}  // namespace

struct GifAnimation::Writer {
    Size size;
    PaletteIndex palette;
    std::string file;
    std::vector<std::uint8_t> shown;  ///< the frame on screen; empty before the first
    GifFileType* gif = nullptr;

    void begin();
    /// The smallest rectangle with all pixels that differ from the frame on screen.
    PixelRect changed(std::span<const std::uint8_t> frame) const;
    void put(std::span<const std::uint8_t> frame, const PixelRect& area, double seconds);
};

void GifAnimation::Writer::begin() {
    const std::unique_ptr<ColorMapObject, FreeMap> map(GifMakeMapObject(kEntries, nullptr));
    if (!map) throw std::bad_alloc();
    std::span<GifColorType> entries(map->Colors, kEntries);
    std::ranges::fill(entries, GifColorType{0, 0, 0});
    for (std::size_t i = 0; i < palette.palette().size(); ++i) {
        const Rgb colour = palette.palette()[i];
        entries[i] = {colour.red, colour.green, colour.blue};
    }
    int error = 0;
    gif = EGifOpen(&file, append, &error);
    if (gif == nullptr) throw std::bad_alloc();
    EGifSetGifVersion(gif, true);
    check(EGifPutScreenDesc(gif, size.cols, size.rows, 8, 0, map.get()));
    // The extension of Netscape: the animation repeats for ever.
    constexpr std::array<std::uint8_t, 3> kForEver{1, 0, 0};
    check(EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE));
    check(EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0"));
    check(EGifPutExtensionBlock(gif, static_cast<int>(kForEver.size()), kForEver.data()));
    check(EGifPutExtensionTrailer(gif));
}

PixelRect GifAnimation::Writer::changed(std::span<const std::uint8_t> frame) const {
    if (shown.empty()) return {0, 0, size.rows, size.cols};
    const auto width = static_cast<std::size_t>(size.cols) * 3;
    int top = size.rows, bottom = -1;
    std::size_t left = width, right = 0;
    for (int r = 0; r < size.rows; ++r) {
        const auto now = frame.subspan(static_cast<std::size_t>(r) * width, width);
        const auto before = std::span(shown).subspan(static_cast<std::size_t>(r) * width, width);
        const auto [first, at] = std::ranges::mismatch(now, before);
        if (first == now.end()) continue;
        top = std::min(top, r);
        bottom = r;
        left = std::min(left, static_cast<std::size_t>(first - now.begin()));
        std::size_t last = width;
        while (now[last - 1] == before[last - 1]) --last;
        right = std::max(right, last);
    }
    // A frame without a change keeps its place in time as one pixel.
    if (bottom < 0) return {0, 0, 1, 1};
    const auto first_col = static_cast<int>(left / 3), end_col = static_cast<int>((right + 2) / 3);
    return {top, first_col, bottom + 1 - top, end_col - first_col};
}

void GifAnimation::Writer::put(std::span<const std::uint8_t> frame, const PixelRect& area, double seconds) {
    const GraphicsControlBlock control{.DisposalMode = DISPOSE_DO_NOT,
                                       .UserInputFlag = false,
                                       .DelayTime = static_cast<int>(std::lround(seconds * 100)),
                                       .TransparentColor = shown.empty() ? NO_TRANSPARENT_COLOR : kUnchanged};
    std::array<GifByteType, 4> bytes{};
    EGifGCBToExtension(&control, bytes.data());
    check(EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(bytes.size()), bytes.data()));
    check(EGifPutImageDesc(gif, area.col, area.row, area.cols, area.rows, false, nullptr));
    std::vector<GifPixelType> line(static_cast<std::size_t>(area.cols));
    for (int r = area.row; r < area.row + area.rows; ++r) {
        const std::size_t start =
            (static_cast<std::size_t>(r) * static_cast<std::size_t>(size.cols) + static_cast<std::size_t>(area.col)) *
            3;
        for (std::size_t c = 0; c < line.size(); ++c) {
            const std::size_t at = start + c * 3;
            const Rgb colour{frame[at], frame[at + 1], frame[at + 2]};
            const bool is_same = !shown.empty() && colour == Rgb{shown[at], shown[at + 1], shown[at + 2]};
            line[c] = is_same ? GifPixelType{kUnchanged} : palette.nearest(colour);
        }
        check(EGifPutLine(gif, line.data(), area.cols));
    }
}

GifAnimation::GifAnimation(Size size, std::vector<Rgb> colours)
    : writer_(std::make_unique<Writer>(Writer{.size = size, .palette = PaletteIndex(std::move(colours))})) {
    assert(!writer_->palette.palette().empty() && writer_->palette.palette().size() <= kGifColours);
    writer_->begin();
}

GifAnimation::~GifAnimation() {
    int error = 0;
    if (writer_->gif != nullptr) EGifCloseFile(writer_->gif, &error);
}

void GifAnimation::add(const ColourBytes& frame, double seconds) {
    assert(frame.size == writer_->size);
    writer_->put(frame.values, writer_->changed(frame.values), seconds);
    writer_->shown = frame.values;
}

std::size_t GifAnimation::bytes() const {
    return writer_->file.size();
}

std::string GifAnimation::finish() {
    int error = 0;
    const int result = EGifCloseFile(std::exchange(writer_->gif, nullptr), &error);
    check(result);
    return std::move(writer_->file);
}

}  // namespace convscope
