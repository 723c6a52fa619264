#include "app/film/film.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/colours/palette.h"
#include "core/image/files/gif_animation.h"

namespace convscope {

namespace {

constexpr Rgb kWhite{255, 255, 255};
constexpr int kSampledFrames = 9;  ///< frames that decide the palette
constexpr int kMinFrames = 8;
constexpr int kSweeps = 8;

std::vector<Rgb> palette_of(const Film& film) {
    ColourCounts counts;
    const int samples = std::min(kSampledFrames, film.frames);
    for (int i = 0; i < samples; ++i) {
        const int frame = samples == 1 ? 0 : static_cast<int>(std::int64_t{film.frames - 1} * i / (samples - 1));
        counts.add(film_frame(film, frame).values);
    }
    return counts.palette(kGifColours);
}

/// The GIF of every `step`-th frame and the last one; nullopt if it becomes too large.
std::optional<std::string> gif_of(const Film& film, const std::vector<Rgb>& palette, int step, std::size_t limit,
                                  const FilmProgress& progress) {
    GifAnimation gif(film.size, palette);
    for (int frame = 0; frame < film.frames; frame += step) {
        const bool last = frame + step >= film.frames;
        const int drawn = last ? film.frames - 1 : frame;
        gif.add(film_frame(film, drawn), last ? kLastFrame : film.seconds * step);
        if (gif.bytes() > limit) return std::nullopt;
        if (progress) progress((drawn + 1.0) / film.frames);
    }
    return gif.finish();
}

}  // namespace

ColourBytes film_frame(const Film& film, int frame) {
    Canvas canvas(film.size, kWhite);
    film.draw(canvas, frame);
    return canvas.pixels();
}

std::string film_as_gif(const Film& film, const std::string& name, const FilmProgress& progress, std::size_t limit) {
    assert(film.frames >= 1 && film.frames <= kMaxFrames && film.size.area() > 0);
    if (film.size.area() > kMaxFramePixels)
        throw LoadError(name,
                        tr("frames of {} x {} pixels are too large for an animation", film.size.cols, film.size.rows),
                        tr("show fewer or smaller maps"));
    const std::vector<Rgb> palette = palette_of(film);
    for (int step = 1; step == 1 || film.frames / step >= kMinFrames; step *= 2)
        if (auto gif = gif_of(film, palette, step, limit, progress)) return std::move(*gif);
    throw LoadError(name, tr("the animation would be larger than {} megabytes", limit / 1'000'000),
                    tr("choose a smaller picture or fewer maps"));
}

void save_film(const std::filesystem::path& file, const Film& film, const FilmProgress& progress) {
    check_writable(file);
    write_file_atomically(file, film_as_gif(film, file.string(), progress));
}

std::vector<std::int64_t> sliding_positions(Size outputs) {
    std::vector<std::int64_t> positions;
    const std::int64_t count = outputs.area();
    if (count <= kMaxFrames) {
        positions.reserve(static_cast<std::size_t>(count));
        for (std::int64_t i = 0; i < count; ++i) positions.push_back(i);
        return positions;
    }
    const int frames = kMaxFrames - 40;
    // Few rows: the window passes over each of them.
    const int sweeps = outputs.rows <= frames / 4 ? outputs.rows : kSweeps;
    positions.reserve(static_cast<std::size_t>(frames));
    std::int64_t reached = 0;
    for (int frame = 0; frame < frames; ++frame) {
        const double part = static_cast<double>(frame) / (frames - 1);
        const double sweep = part * sweeps;
        const auto row = std::min(static_cast<std::int64_t>(part * outputs.rows), std::int64_t{outputs.rows} - 1);
        const auto col = static_cast<std::int64_t>((sweep - std::floor(sweep)) * outputs.cols);
        const std::int64_t position = frame + 1 == frames ? count - 1 : row * outputs.cols + col;
        reached = std::max(reached, position);
        positions.push_back(reached);
    }
    return positions;
}

double frame_seconds(std::size_t frames, double total, double longest) {
    return std::clamp(total / static_cast<double>(std::max<std::size_t>(1, frames)), 0.06, longest);
}

}  // namespace convscope
