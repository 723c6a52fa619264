#include "app/gui/network/scene/layer_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/scene/layer_image.h"
#include "app/gui/network/scene/sheet.h"
#include "core/base/files.h"
#include "core/filter/kernel.h"
#include "core/image/save.h"
#include "core/io/npy.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kGap = 2;        ///< picture pixels between two maps
constexpr int kPicture = 168;  ///< about the height of the journey's largest maps
constexpr int kStrip = 12;     ///< the width of a vector's strip
constexpr int kMargin = 28;
constexpr std::size_t kAnswers = 3;
constexpr int kMinMap = 64;  ///< maps are enlarged to at least about this side
std::string layer_name(const Scene& scene) {
    return scene.node().name;
}

Request picture_request(const Scene& scene) {
    const nn::Shape& shape = scene.shape();
    const std::vector<std::int64_t> order = shape.is_image() ? ordered_channels(scene) : std::vector<std::int64_t>{0};
    const Size map = image_size(shape);
    const int scale = std::max(1, kMinMap / std::max(map.rows, map.cols));
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(order.size()))));
    const int rows = (static_cast<int>(order.size()) + columns - 1) / columns;
    Sheet sheet({rows * (map.rows * scale + kGap) - kGap, columns * (map.cols * scale + kGap) - kGap});
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const std::int64_t channel = order[static_cast<std::size_t>(i)];
        sheet.put(layer_image(shape, scene.values().values, channel), scale_of(scene, scene.now, scene.layer, channel),
                  i / columns * (map.rows * scale + kGap), i % columns * (map.cols * scale + kGap), {scale, scale});
    }
    return {.kind = Request::Kind::save_as,
            .text = layer_name(scene) + ".png",
            .write = [sheet = std::move(sheet)](const fs::path& file) { save_png(file, sheet.size, 3, sheet.pixels); }};
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

/// A layer as the journey's picture shows it.
struct Station {
    FloatImage image;
    ColourScale look;
    Size pixel;  ///< of a value
    std::vector<std::string> lines;
    int width = 0;
    Size drawn() const { return {image.rows() * pixel.rows, image.cols() * pixel.cols}; }
};

Station station_of(const Scene& scene, int node, int scale, const ImFont& font) {
    const nn::Node& layer = scene.model.node(node);
    const std::int64_t channel = std::min(scene.view.channel, layer.shape.channels() - 1);
    Station station{.look = scale_of(scene, scene.now, node, channel)};
    if (layer.shape.is_image()) {
        station.image = layer_image(layer.shape, scene.now.layer(node).values, channel);
        station.pixel = {scale, scale};
    } else {
        // A strip of at most the picture's height; more values than that are reduced to what fits.
        const std::vector<float>& values = scene.now.layer(node).values;
        const int rows = std::min<int>(static_cast<int>(values.size()), kPicture);
        station.image.resize({rows, 1});
        for (int r = 0; r < rows; ++r)
            station.image.at(r, 0) =
                values[static_cast<std::size_t>(r) * values.size() / static_cast<std::size_t>(rows)];
        station.pixel = {std::max(1, std::min(kStrip, kPicture / rows)), kStrip};
    }
    station.lines = {display_name(layer), shape_text(layer)};
    if (const std::int64_t count = nn::parameter_count(layer); count > 0)
        station.lines.push_back(nn::with_commas(count) + " parameters");
    station.width = station.drawn().cols;
    for (const std::string& line : station.lines) station.width = std::max(station.width, text_width(font, line));
    return station;
}

Sheet journey_sheet(const Scene& scene) {
    const ImFont& font = *scene.ui.font(Type::caption);
    const auto line_height = static_cast<int>(std::ceil(font.FontSize * 1.3F));
    std::int64_t highest = 1;
    for (const nn::Node& node : scene.model.nodes()) highest = std::max(highest, node.shape.rows());
    const int scale = std::max(1, kPicture / static_cast<int>(highest));
    std::vector<Station> stations;
    stations.reserve(static_cast<std::size_t>(scene.model.size()));
    int width = kMargin, height = 0;
    for (int node = 0; node < scene.model.size(); ++node) {
        stations.push_back(station_of(scene, node, scale, font));
        width += stations.back().width + kMargin;
        height = std::max(height, stations.back().drawn().rows);
    }
    std::vector<std::string> answers;
    if (nn::gives_classes(scene.model)) {
        const int output = scene.model.outputs().front();
        for (const nn::RankedClass& c : nn::ranked_classes(scene.model, scene.now.layer(output).values)) {
            if (answers.size() == kAnswers) break;
            answers.push_back(c.label + " " + nn::answer_text(c.value, nn::answer_unit(scene.model)));
        }
    }
    int answer_width = 0;
    for (const std::string& answer : answers) answer_width = std::max(answer_width, text_width(font, answer));
    Sheet sheet({height + kMargin * 2 + 4 * line_height, width + answer_width + kMargin});
    constexpr ImU32 kInk = IM_COL32(20, 24, 31, 255);
    int col = kMargin;
    for (const Station& station : stations) {
        const int middle = col + station.width / 2;
        const Size drawn = station.drawn();
        sheet.put(station.image, station.look, kMargin + (height - drawn.rows) / 2, middle - drawn.cols / 2,
                  station.pixel);
        int row = kMargin + height + line_height / 2;
        for (const std::string& line : station.lines) {
            sheet.text(font, line, row, middle, kInk);
            row += line_height;
        }
        const int next = col + station.width + kMargin;
        const int from = middle + drawn.cols / 2 + kMargin / 4;
        const int to = &station == &stations.back()
                           ? from
                           : next + (&station)[1].width / 2 - (&station)[1].drawn().cols / 2 - kMargin / 4;
        sheet.fill(kMargin + height / 2 - 1, from, {2, std::max(0, to - from)}, kInk);
        col = next;
    }
    int row = kMargin + height / 2 - static_cast<int>(answers.size()) * line_height / 2;
    for (const std::string& answer : answers) {
        sheet.text(font, answer, row, col + answer_width / 2, kInk);
        row += line_height;
    }
    return sheet;
}

}  // namespace

std::string map_file_name(const Scene& scene, int node, std::int64_t channel) {
    const nn::Node& layer = scene.model.node(node);
    return layer.shape.is_image() ? layer.name + "_map_" + std::to_string(channel) : layer.name;
}

Request layer_request(const Scene& scene, std::string_view format) {
    if (format == "png") return picture_request(scene);
    const bool numpy = format == "npy";
    // As the model takes an input in NumPy, by row and column in a table.
    NpyArray array{numpy ? scene.node().declared_shape().axes : scene.shape().axes, scene.values().values};
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
    Sheet sheet = journey_sheet(scene);
    return {.kind = Request::Kind::save_as,
            .text = scene.model.info().name + "_journey.png",
            .write = [sheet = std::move(sheet)](const fs::path& file) { save_png(file, sheet.size, 3, sheet.pixels); }};
}

}  // namespace convscope
