#include "app/paper/map_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/text/short_number.h"
#include "core/image/reduce.h"

namespace convscope {

namespace {

constexpr double kMinValueCell = 22;  ///< canvas units of the smallest cells with numbers
constexpr double kMinMark = 7;

/// The reduction of values of this kind in these colours, as in the window.
Reduction reduction_of(const ColourScale& scale, ValueKind kind) {
    if (scale.map != ColourMap::grey) return Reduction::extreme;
    return kind == ValueKind::picture || scale.shown.low < 0 ? Reduction::mean : Reduction::largest;
}

/// The picture's size, reduction and scale for a room; without pixels.
MapPicture sized(Size size, double room_width, double room_height) {
    MapPicture map{.size = size};
    while (map.factor < 64 && (size.cols > room_width * map.factor || size.rows > room_height * map.factor))
        map.factor *= 2;
    const double fit = std::min(room_width / size.cols, room_height / size.rows);
    map.side = fit >= 2 ? std::floor(fit) : fit;
    return map;
}

template <typename Values>
MapPicture reduced_map(const Values& values, const ColourScale& scale, ValueKind kind, double room_width,
                       double room_height) {
    MapPicture map = sized(values.size(), room_width, room_height);
    FloatImage small;
    reduce(values, {0, 0, values.rows(), values.cols()}, map.factor, small, reduction_of(scale, kind));
    map.pixels.size = small.size();
    map.pixels.values.reserve(static_cast<std::size_t>(small.size().area()) * 3);
    for (int r = 0; r < small.rows(); ++r)
        for (int c = 0; c < small.cols(); ++c) {
            const Rgb colour = colour_of(scale, small.at(r, c));
            map.pixels.values.insert(map.pixels.values.end(), {colour.red, colour.green, colour.blue});
        }
    return map;
}

std::uint8_t level_byte(float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
}

double relative_luminance(Rgb colour) {
    const auto linear = [](std::uint8_t byte) {
        const double v = byte / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

}  // namespace

MapPicture map_picture(const FloatImage& values, const ColourScale& scale, ValueKind kind, double room_width,
                       double room_height) {
    return reduced_map(values, scale, kind, room_width, room_height);
}

MapPicture map_picture(const Plane& values, const ColourScale& scale, ValueKind kind, double room_width,
                       double room_height) {
    return reduced_map(values, scale, kind, room_width, room_height);
}

MapPicture colour_picture(const Picture& picture, double room_width, double room_height) {
    MapPicture map = sized(picture.size(), room_width, room_height);
    std::vector<FloatImage> small(picture.planes.size());
    for (std::size_t i = 0; i < small.size(); ++i)
        reduce(picture.planes[i], {0, 0, picture.size().rows, picture.size().cols}, map.factor, small[i]);
    map.pixels.size = small.front().size();
    map.pixels.values.reserve(static_cast<std::size_t>(map.pixels.size.area()) * 3);
    for (int r = 0; r < map.pixels.size.rows; ++r)
        for (int c = 0; c < map.pixels.size.cols; ++c)
            for (std::size_t i = 0; i < 3; ++i)
                map.pixels.values.push_back(level_byte(small[i % small.size()].at(r, c)));
    return map;
}

Box draw_map(Canvas& canvas, double x, double y, const MapPicture& map, std::optional<Reached> reached) {
    const Box box{x, y, map.width(), map.height()};
    // The last block of a reduced map may reach beyond the map.
    const double pixel = map.side * map.factor;
    const Box drawn{x, y, map.pixels.size.cols * pixel, map.pixels.size.rows * pixel};
    canvas.begin_clip(box);
    if (!reached || reached->values >= map.size.area()) {
        canvas.picture(drawn, map.pixels);
    } else {
        canvas.fill(box, ink::kGround);
        canvas.picture(drawn, map.pixels, reached->faint);
        const auto whole_rows = reached->values / map.size.cols;
        const auto rows = static_cast<double>(whole_rows);
        const auto cols = static_cast<double>(reached->values % map.size.cols);
        canvas.begin_clip({x, y, box.w, rows * map.side});
        canvas.picture(drawn, map.pixels);
        canvas.end_clip();
        canvas.begin_clip({x, y + rows * map.side, cols * map.side, map.side});
        canvas.picture(drawn, map.pixels);
        canvas.end_clip();
    }
    canvas.end_clip();
    return box;
}

void write_values(Canvas& canvas, const Box& box, Size size, const std::function<double(int, int)>& value,
                  const std::function<Rgb(int, int)>& ground, std::optional<Reached> reached) {
    const double side = box.w / size.cols;
    if (side < kMinValueCell) return;
    std::string widest;
    for (int r = 0; r < size.rows; ++r)
        for (int c = 0; c < size.cols; ++c)
            if (std::string text = short_number(value(r, c)); text.size() > widest.size()) widest = std::move(text);
    double text_size = std::min(16.0, side * 0.5);
    const double width = canvas.text_width(widest, {.size = text_size});
    if (width > side - 2) text_size *= (side - 2) / width;
    if (text_size < 6.5) return;
    const std::int64_t shown = reached ? reached->values : size.area();
    for (int r = 0; r < size.rows; ++r)
        for (int c = 0; c < size.cols && std::int64_t{r} * size.cols + c < shown; ++c)
            canvas.label(box.cell(r, c, size.rows, size.cols), short_number(value(r, c)),
                         {.size = text_size, .colour = readable_ink(ground(r, c)), .align = TextAlign::centre});
}

Box map_cells(const Box& box, Size size, int row, int col, int rows, int cols) {
    const double cell_w = box.w / size.cols, cell_h = box.h / size.rows;
    return {box.x + col * cell_w, box.y + row * cell_h, cols * cell_w, rows * cell_h};
}

void mark_cells(Canvas& canvas, const Box& box, Rgb colour) {
    Box mark = box;
    if (mark.w < kMinMark) mark = {mark.x + mark.w / 2 - kMinMark / 2, mark.y, kMinMark, mark.h};
    if (mark.h < kMinMark) mark = {mark.x, mark.y + mark.h / 2 - kMinMark / 2, mark.w, kMinMark};
    canvas.outline(mark.inset(-3.5), ink::kPaper, 1.5);
    canvas.outline(mark.inset(-2), colour, 2);
}

void draw_legend(Canvas& canvas, const Box& box, const ColourScale& scale, ValueKind kind, double text_size) {
    const Range part = legend_range(scale, kind);
    const std::string low = short_number(part.low), high = short_number(part.high);
    const TextStyle style{.size = text_size, .colour = ink::kMuted};
    Box bar = box;
    const double low_width = canvas.text_width(low, style) + 1, high_width = canvas.text_width(high, style) + 1;
    canvas.label(bar.cut_left(low_width, text_size / 2), low, style);
    canvas.label({box.right() - high_width, box.y, high_width, box.h}, high, style);
    bar.w -= high_width + text_size / 2;
    constexpr int kColours = 128;
    ColourBytes colours{.size = {1, kColours}, .values = {}};
    colours.values.reserve(std::size_t{kColours} * 3);
    for (int i = 0; i < kColours; ++i) {
        const float value = part.low + (part.high - part.low) * (static_cast<float>(i) + 0.5F) / kColours;
        const Rgb colour = colour_of(scale.map, scale.shown, value);
        colours.values.insert(colours.values.end(), {colour.red, colour.green, colour.blue});
    }
    if (bar.w > 4) canvas.picture({bar.x, bar.y + bar.h / 2 - text_size / 3, bar.w, text_size / 1.5}, colours);
}

Rgb readable_ink(Rgb ground) {
    // Equal contrast ratios to black and white are at a luminance of 0.179 (WCAG 2).
    return relative_luminance(ground) > 0.179 ? Rgb{0, 0, 0} : Rgb{255, 255, 255};
}

std::string size_text(Size size) {
    return fmt::format("{} \u00d7 {}", size.rows, size.cols);
}

}  // namespace convscope
