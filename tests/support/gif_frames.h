// Decodes the animations that the tests write, with giflib's reader.
#pragma once

#include <gif_lib.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/image/colours/map_overlay.h"

namespace convscope {

struct GifFrame {
    ColourBytes picture;  ///< as a viewer shows it
    int hundredths = 0;   ///< for which it is shown
};

struct GifBytes {
    const std::string* file;
    std::size_t at = 0;
};

inline int read_gif_bytes(GifFileType* gif, GifByteType* to, int count) {
    auto* const bytes = static_cast<GifBytes*>(gif->UserData);
    const std::size_t length = std::min(static_cast<std::size_t>(count), bytes->file->size() - bytes->at);
    std::ranges::copy_n(bytes->file->begin() + static_cast<std::ptrdiff_t>(bytes->at),
                        static_cast<std::ptrdiff_t>(length), to);
    bytes->at += length;
    return static_cast<int>(length);
}

/// All frames of the file, each painted over the one before; empty if the file is damaged.
inline std::vector<GifFrame> gif_frames(const std::string& file) {
    GifBytes bytes{&file};
    int error = 0;
    GifFileType* const gif = DGifOpen(&bytes, read_gif_bytes, &error);
    std::vector<GifFrame> frames;
    if (gif == nullptr) return frames;
    if (DGifSlurp(gif) == GIF_OK) {
        ColourBytes screen{.size = {gif->SHeight, gif->SWidth}, .values = {}};
        screen.values.resize(static_cast<std::size_t>(screen.size.area()) * 3);
        for (int i = 0; i < gif->ImageCount; ++i) {
            const SavedImage& image = gif->SavedImages[i];
            GraphicsControlBlock control{};
            DGifSavedExtensionToGCB(gif, i, &control);
            const GifImageDesc& place = image.ImageDesc;
            for (int r = 0; r < place.Height; ++r)
                for (int c = 0; c < place.Width; ++c) {
                    const int index = image.RasterBits[r * place.Width + c];
                    if (index == control.TransparentColor) continue;
                    const GifColorType colour = gif->SColorMap->Colors[index];
                    const auto at = static_cast<std::size_t>((place.Top + r) * gif->SWidth + place.Left + c) * 3;
                    screen.values.at(at) = colour.Red;
                    screen.values.at(at + 1) = colour.Green;
                    screen.values.at(at + 2) = colour.Blue;
                }
            frames.push_back({screen, control.DelayTime});
        }
    }
    DGifCloseFile(gif, &error);
    return frames;
}

}  // namespace convscope
