#include "app/gui/layers/layer_exports.h"

#include <algorithm>
#include <cmath>

#include "app/gui/layers/layer_image.h"
#include "core/filter/kernel.h"
#include "core/image/save.h"
#include "core/io/files.h"
#include "core/io/npy.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kGap = 2;         ///< picture pixels between two maps
constexpr int kLeastMap = 64;   ///< maps are enlarged to at least about this side
constexpr std::uint8_t kWhite = 255;

/// An RGB picture to put maps into, white at first.
struct Sheet {
    Size size;
    std::vector<std::uint8_t> pixels;

    explicit Sheet(Size whole) : size(whole), pixels(static_cast<std::size_t>(whole.area()) * 3, kWhite) {}

    /// The image from (row, col) on, every value a square of `scale` pixels.
    void put(const FloatImage& image, const Look& look, int row, int col, int scale) {
        for (int r = 0; r < image.rows() * scale; ++r) {
            for (int c = 0; c < image.cols() * scale; ++c) {
                const Rgb colour = colour_of(look.map, look.shown, image.at(r / scale, c / scale));
                auto* pixel = &pixels.at(
                    (static_cast<std::size_t>(row + r) * static_cast<std::size_t>(size.cols) +
                     static_cast<std::size_t>(col + c)) * 3);
                pixel[0] = colour.red;
                pixel[1] = colour.green;
                pixel[2] = colour.blue;
            }
        }
    }
};

std::string layer_name(const Scene& scene) {
    return scene.node().name;
}

Request picture_request(const Scene& scene) {
    const nn::Shape& shape = scene.shape();
    const std::vector<std::int64_t> order = shape.is_image() ? ordered_channels(scene) : std::vector<std::int64_t>{0};
    const Size map = image_size(shape);
    const int scale = std::max(1, kLeastMap / std::max(map.rows, map.cols));
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(order.size()))));
    const int rows = (static_cast<int>(order.size()) + columns - 1) / columns;
    Sheet sheet({rows * (map.rows * scale + kGap) - kGap, columns * (map.cols * scale + kGap) - kGap});
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const std::int64_t channel = order[static_cast<std::size_t>(i)];
        sheet.put(layer_image(shape, scene.values().values, channel),
                  look_of(scene, scene.now, scene.layer, channel), i / columns * (map.rows * scale + kGap),
                  i % columns * (map.cols * scale + kGap), scale);
    }
    return {.kind = Request::Kind::save_as,
            .text = layer_name(scene) + ".png",
            .write = [sheet = std::move(sheet)](const fs::path& file) {
                save_png(file, sheet.size, 3, sheet.pixels);
            }};
}

/// A line per value: "row,column,channel,value".
std::string as_lines(const NpyArray& array) {
    const nn::Shape shape(array.shape);
    std::string text = "row,column,channel,value\n";
    for (std::size_t i = 0; i < array.values.size(); ++i) {
        const nn::Position at = nn::position_of(shape, static_cast<std::int64_t>(i));
        text += std::to_string(at.row) + "," + std::to_string(at.col) + "," + std::to_string(at.channel) + "," +
                number_text(array.values[i]) + "\n";
    }
    return text;
}

}  // namespace

std::string map_file_name(const Scene& scene, int node, std::int64_t channel) {
    const nn::Node& layer = scene.model.node(node);
    return layer.shape.is_image() ? layer.name + "_map_" + std::to_string(channel) : layer.name;
}

Request layer_request(const Scene& scene, std::string_view format) {
    if (format == "png") return picture_request(scene);
    NpyArray array{scene.shape().axes, scene.values().values};
    const bool numpy = format == "npy";
    return {.kind = Request::Kind::save_as,
            .text = layer_name(scene) + (numpy ? ".npy" : ".csv"),
            .write = [array = std::move(array), numpy](const fs::path& file) {
                if (numpy)
                    save_npy(file, array);
                else
                    write_file_atomically(file, as_lines(array));
            }};
}

Request journey_request(const Scene& scene) {
    static_cast<void>(scene);
    return {.kind = Request::Kind::say};
}

}  // namespace convscope
