#include "core/image/files/save.h"

#include <stb_image_write.h>

#include <cassert>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

void append(void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

/// Rounds to nearest and limits to 0..255. NaN fails `value > 0` and becomes 0.
std::uint8_t to_byte(float value) {
    if (!(value > 0)) return 0;
    return value < 255 ? static_cast<std::uint8_t>(std::lround(value)) : std::uint8_t{255};
}

}  // namespace

void save_png(const std::filesystem::path& file, const FloatImage& image) {
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(image.size().area()));
    for (int r = 0; r < image.rows(); ++r)
        for (int c = 0; c < image.cols(); ++c) pixels.push_back(to_byte(image.at(r, c)));
    save_png(file, image.size(), 1, pixels);
}

std::string png_bytes(const std::string& name, Size size, int channels, std::span<const std::uint8_t> pixels) {
    assert(static_cast<std::int64_t>(pixels.size()) == size.area() * channels);
    if (size.area() == 0)
        throw LoadError(name, tr("there are no pixels to write"), tr("choose a picture with at least one pixel"));
    std::string png;
    if (stbi_write_png_to_func(append, &png, size.cols, size.rows, channels, pixels.data(), size.cols * channels) == 0)
        throw LoadError(name, tr("a picture of {} x {} cannot be packed as PNG", size.rows, size.cols),
                        tr("choose a smaller picture"));
    return png;
}

void save_png(const std::filesystem::path& file, Size size, int channels, std::span<const std::uint8_t> pixels) {
    write_file_atomically(file, png_bytes(file.string(), size, channels, pixels));
}

}  // namespace convscope
