#include "app/gui/network/scene/layer_exports.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/gui/network/scene/journey_sheet.h"
#include "app/gui/network/scene/layer_image.h"
#include "app/gui/panels/sheet.h"
#include "core/base/files.h"
#include "core/filter/kernel.h"
#include "core/image/files/save.h"
#include "core/io/npy/npy.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kGap = 2;      ///< between two maps, in pixels of the picture
constexpr int kMinMap = 64;  ///< maps are enlarged so that a side has at least about this many pixels

std::vector<std::int64_t> exported_channels(const Scene& scene, int node) {
    const nn::Shape& shape = scene.model.node(node).shape;
    if (!shape.is_image()) return {0};
    if (node == scene.layer) return ordered_channels(scene);
    std::vector<std::int64_t> channels(static_cast<std::size_t>(shape.channels()));
    std::iota(channels.begin(), channels.end(), std::int64_t{0});
    return channels;
}

Action picture_export(const Scene& scene, int node) {
    const nn::Shape& shape = scene.model.node(node).shape;
    const std::vector<std::int64_t> order = exported_channels(scene, node);
    const Size map = image_size(shape);
    const int scale = std::max(1, kMinMap / std::max(map.rows, map.cols));
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(order.size()))));
    const int rows = (static_cast<int>(order.size()) + columns - 1) / columns;
    Sheet sheet({rows * (map.rows * scale + kGap) - kGap, columns * (map.cols * scale + kGap) - kGap});
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const std::int64_t channel = order[static_cast<std::size_t>(i)];
        sheet.put(layer_image(shape, scene.now.layer(node).values, channel), scale_of(scene, scene.now, node, channel),
                  i / columns * (map.rows * scale + kGap), i % columns * (map.cols * scale + kGap), {scale, scale});
    }
    return SaveAs{scene.model.node(node).name + ".png",
                  [sheet = std::move(sheet)](const fs::path& file) { save_png(file, sheet.size, 3, sheet.pixels); }};
}

/// One line per value: "row,column,channel,value".
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

Action layer_export(const Scene& scene, std::string_view format) {
    return layer_export(scene, scene.layer, format);
}

Action layer_export(const Scene& scene, int node, std::string_view format) {
    if (format == "png") return picture_export(scene, node);
    const bool numpy = format == "npy";
    const nn::Node& layer = scene.model.node(node);
    // .npy has the shape that the model's file declares; .csv lists the values by row and column.
    NpyArray array{numpy ? layer.declared_shape().axes : layer.shape.axes, scene.now.layer(node).values};
    return SaveAs{layer.name + (numpy ? ".npy" : ".csv"), [array = std::move(array), numpy](const fs::path& file) {
                      if (numpy)
                          save_npy(file, array);
                      else
                          write_file_atomically(file, as_lines(array));
                  }};
}

Action journey_export(const Scene& scene) {
    Sheet sheet = journey_sheet(scene);
    return SaveAs{scene.model.info().name + "_journey.png",
                  [sheet = std::move(sheet)](const fs::path& file) { save_png(file, sheet.size, 3, sheet.pixels); }};
}

}  // namespace convscope
