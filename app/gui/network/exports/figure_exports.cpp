#include "app/gui/network/exports/figure_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "app/gui/network/scene/layer_image.h"
#include "app/gui/panels/sheet.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/image/files/save.h"
#include "core/image/range.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kTile = 168;  ///< the side of the square for a map, in pixels of the picture
constexpr int kSpace = 16;
constexpr ImU32 kFigureInk = IM_COL32(20, 24, 31, 255);

std::string answer_of(const Scene& scene, const FigureRows& rows, std::size_t row) {
    if (!nn::gives_ranking(scene.model)) return {};
    const std::vector<float>& values = rows.results(row).now->layer(scene.model.outputs().front()).values;
    if (!nn::not_finite_note(values).empty()) return tr("no class");
    const nn::RankedClass best = nn::ranked_classes(scene.model, values).front();
    return best.label + "  " + nn::answer_text(best.value, nn::answer_unit(scene.model));
}

/// Draws the map in the middle of its square; all values have equally many pixels.
void put_map(Sheet& sheet, const FloatImage& image, const ColourScale& scale, int row, int col) {
    const int pixel = std::max(1, kTile / std::max(image.rows(), image.cols()));
    sheet.put(image, scale, row + (kTile - image.rows() * pixel) / 2, col + (kTile - image.cols() * pixel) / 2,
              {pixel, pixel});
}

/// The colour scale of a map in the figure: from dark to bright over the map's own range.
ColourScale own_scale(const FloatImage& image) {
    const Range range = finite_range(image);
    return {ColourMap::inferno, {range.low, range.high > range.low ? range.high : range.low + 1}};
}

Sheet figure_sheet(const Scene& scene, const FigureRows& rows, const std::vector<int>& columns) {
    const ImFont& font = *scene.ui.font(Type::caption);
    const int line = static_cast<int>(std::ceil(font.FontSize * 1.4F));
    const int head = kSpace + 2 * line + kSpace / 2, pitch = kTile + kSpace;
    int answers = 0;
    for (std::size_t row = 0; row < FigureRows::kCount; ++row)
        answers = std::max(
            {answers, text_width(font, answer_of(scene, rows, row)), text_width(font, rows.input(row).title())});
    const auto count = static_cast<int>(columns.size()) + 1;
    Sheet sheet({head + static_cast<int>(FigureRows::kCount) * pitch, kSpace + count * pitch + answers + kSpace});
    const auto heading = [&](int column, const std::string& name, const nn::Shape& shape) {
        const int middle = kSpace + column * pitch + kTile / 2;
        sheet.text(font, name, kSpace, middle, kFigureInk);
        sheet.text(font, shape_text(shape), kSpace + line, middle, kFigureInk);
    };
    heading(0, tr("Input"), scene.input_shape());
    for (int i = 1; i < count; ++i) {
        const nn::Node& layer = scene.model.node(columns[static_cast<std::size_t>(i) - 1]);
        heading(i, display_name(layer), layer.shape);
    }
    for (std::size_t row = 0; row < FigureRows::kCount; ++row) {
        const nn::Trace& trace = *rows.results(row).now;
        const int top = head + static_cast<int>(row) * pitch;
        const int input = scene.input_node();
        put_map(sheet, layer_image(scene.input_shape(), trace.layer(input).values, 0), scale_of(scene, trace, input, 0),
                top, kSpace);
        for (int i = 1; i < count; ++i) {
            const int node = columns[static_cast<std::size_t>(i) - 1];
            const nn::Shape& shape = scene.model.node(node).shape;
            if (scene.view.channel >= shape.channels()) continue;
            const FloatImage image = layer_image(shape, trace.layer(node).values, scene.view.channel);
            put_map(sheet, image, own_scale(image), top, kSpace + i * pitch);
        }
        const int middle = kSpace + count * pitch + answers / 2;
        sheet.text(font, answer_of(scene, rows, row), top + kTile / 2 - line, middle, kFigureInk);
        sheet.text(font, rows.input(row).title(), top + kTile / 2, middle, kFigureInk);
    }
    return sheet;
}

std::string figure_lines(const Scene& scene, const FigureRows& rows, const std::vector<int>& columns) {
    std::string text = "input,layer,map,row,column,value\n";
    for (std::size_t row = 0; row < FigureRows::kCount; ++row)
        for (const int node : columns) {
            const nn::Node& layer = scene.model.node(node);
            if (scene.view.channel >= layer.shape.channels()) continue;
            const FloatImage image =
                layer_image(layer.shape, rows.results(row).now->layer(node).values, scene.view.channel);
            for (int r = 0; r < image.rows(); ++r)
                for (int c = 0; c < image.cols(); ++c)
                    text += fmt::format("{},{},{},{},{},{}\n", rows.input(row).name(), layer.name, scene.view.channel,
                                        r, c, number_text(image.at(r, c)));
        }
    return text;
}

}  // namespace

Action figure_export(const Scene& scene, const FigureRows& rows, const std::vector<int>& columns,
                     std::string_view format) {
    const std::string name = fmt::format("{}_figure_map_{}", scene.model.info().name, scene.view.channel);
    if (format == "csv")
        return SaveAs{name + ".csv", [text = figure_lines(scene, rows, columns)](const fs::path& file) {
                          write_file_atomically(file, text);
                      }};
    return SaveAs{name + ".png", [sheet = figure_sheet(scene, rows, columns)](const fs::path& file) {
                      save_png(file, sheet.size, 3, sheet.pixels);
                  }};
}

}  // namespace convscope
