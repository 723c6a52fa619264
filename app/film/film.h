// An animation as a function of the frame's number, and how it is written as a file. A film holds copies of all values
// that it draws, so that it can be written on another thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/paper/canvas.h"

namespace convscope {

struct Film {
    Size size;             ///< of a frame, in pixels
    int frames = 0;        ///< 1 to kMaxFrames
    double seconds = 0.1;  ///< for which each frame but the last is shown
    /// Draws a frame, 0 to frames - 1, on a white canvas of that size.
    std::function<void(Canvas&, int)> draw;
};

inline constexpr int kMaxFrames = 200;
inline constexpr std::int64_t kMaxFramePixels = 2'000'000;
inline constexpr std::size_t kMaxFilmBytes = 20'000'000;
inline constexpr double kLastFrame = 2;  ///< seconds for which the last frame stays

/// Called with the written share, 0..1, after every frame.
using FilmProgress = std::function<void(double)>;

/// The frame as a picture.
ColourBytes film_frame(const Film& film, int frame);
/// The film as a GIF that repeats for ever. If the file would be larger than `limit` bytes, every second frame is left
/// out, or more. `name` names the file in errors. Throws LoadError if the frames are too large, or if even 8 frames
/// give too large a file.
std::string film_as_gif(const Film& film, const std::string& name, const FilmProgress& progress = {},
                        std::size_t limit = kMaxFilmBytes);
/// Writes film_as_gif(). Throws LoadError.
void save_film(const std::filesystem::path& file, const Film& film, const FilmProgress& progress = {});

/// The positions of a window that slides over rows x cols outputs, one for each frame, ascending, the last one at the
/// end. Up to kMaxFrames outputs: all of them. Otherwise the window moves from left to right several times while it
/// moves down.
std::vector<std::int64_t> sliding_positions(Size outputs);
/// The frames' duration with which `frames` take about `total` seconds, within .06 to `longest`.
double frame_seconds(std::size_t frames, double total, double longest);

}  // namespace convscope
