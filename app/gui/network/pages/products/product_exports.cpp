#include "app/gui/network/pages/products/product_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/film/product_film.h"
#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/scene/layer_exports.h"
#include "app/gui/network/scene/layer_image.h"
#include "app/gui/panels/sheet.h"
#include "app/gui/workspace/film_export.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/image/files/save.h"
#include "core/io/npy/npy.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kGap = 2;      ///< between two maps, in pixels of the picture
constexpr int kMinMap = 64;  ///< maps are enlarged so that a side has at least about this many pixels

Sheet sheet_of(const nn::ProductMaps& maps, std::span<const int> order, ColourMap colours) {
    const Size map{static_cast<int>(maps.rows), static_cast<int>(maps.cols)};
    const int scale = std::max(1, kMinMap / std::max(map.rows, map.cols));
    const auto count = static_cast<int>(order.size());
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
    const int rows = (count + columns - 1) / columns;
    Sheet sheet({rows * (map.rows * scale + kGap) - kGap, columns * (map.cols * scale + kGap) - kGap});
    const ColourScale colour_scale{colours, shown_range(colours, maps.range)};
    for (int i = 0; i < count; ++i) {
        const auto& values = maps.maps[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])].values;
        sheet.put(layer_image({maps.rows, maps.cols, 1}, values, 0), colour_scale,
                  i / columns * (map.rows * scale + kGap), i % columns * (map.cols * scale + kGap), {scale, scale});
    }
    return sheet;
}

NpyArray array_of(const nn::ProductMaps& maps) {
    const std::size_t places = maps.before.size(), channels = maps.maps.size();
    NpyArray array{{maps.rows, maps.cols, static_cast<std::int64_t>(channels)}, std::vector<float>(places * channels)};
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t i = 0; i < places; ++i) array.values[i * channels + c] = maps.maps[c].values[i];
    return array;
}

std::string as_lines(const nn::ProductMaps& maps) {
    std::string text = "row,column,input channel,product\n";
    for (const nn::ProductMap& map : maps.maps)
        for (std::size_t i = 0; i < map.values.size(); ++i) {
            const auto at = static_cast<std::int64_t>(i);
            text += std::to_string(at / maps.cols) + "," + std::to_string(at % maps.cols) + "," +
                    std::to_string(map.channel) + "," + number_text(map.values[i]) + "\n";
        }
    return text;
}

}  // namespace

Action product_export(const Scene& scene, const nn::ProductMaps& maps, std::span<const int> order, ColourMap colours,
                      std::string_view format) {
    const std::string name = map_file_name(scene, scene.layer, maps.filter) + "_products";
    if (format == "png")
        return SaveAs{name + ".png", [sheet = sheet_of(maps, order, colours)](const fs::path& file) {
                          save_png(file, sheet.size, 3, sheet.pixels);
                      }};
    if (format == "npy")
        return SaveAs{name + ".npy", [array = array_of(maps)](const fs::path& file) { save_npy(file, array); }};
    return SaveAs{name + ".csv", [maps](const fs::path& file) { write_file_atomically(file, as_lines(maps)); }};
}

Action product_film_export(const Scene& scene, const nn::ProductMaps& maps, std::span<const int> order,
                           std::span<const HeatMap> sums) {
    const ColourMap colours = sums.front().colours;
    const nn::Activation activation = scene.node().layer->activation();
    const bool is_linear = activation.kind == nn::ActivationKind::linear;
    ProductFilmSource source{.maps = maps,
                             .order = {order.begin(), order.end()},
                             .result = to_plane(layer_image(scene.shape(), scene.values().values, maps.filter)),
                             .activation = is_linear ? std::string() : display_name(activation),
                             .title = tr("{}, map {}", display_name(scene.node()), maps.filter),
                             .map_scale = {colours, shown_range(colours, maps.range)},
                             .sum_scale = {colours, shown_range(colours, maps.sum_range)},
                             .result_scale = sums.back().scale(),
                             .result_kind = ValueKind::signed_values};
    return film_export(map_file_name(scene, scene.layer, maps.filter) + "_products",
                       [source = std::move(source)] { return product_film(source); });
}

}  // namespace convscope
