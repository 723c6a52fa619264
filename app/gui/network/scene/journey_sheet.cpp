#include "app/gui/network/scene/journey_sheet.h"

#include <algorithm>
#include <cmath>

#include "app/gui/network/scene/layer_image.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

// Sizes in pixels of the saved picture.
constexpr int kPictureHeight = 168;  ///< the largest maps are at most this high, unless a pixel per value needs more
constexpr int kStripWidth = 12;      ///< the width of a vector's strip
constexpr int kMargin = 28;
constexpr std::size_t kMaxAnswers = 3;
constexpr int kTextLines = 4;  ///< a station has up to three lines of text; the fourth is for the gaps above and below
constexpr ImU32 kInk = IM_COL32(20, 24, 31, 255);

/// A layer in the picture: its map or strip, with lines of text below, all centred on one column.
struct Station {
    FloatImage image;
    ColourScale colours;
    Size pixel;  ///< the size of one value
    std::vector<std::string> lines;
    int width = 0;   ///< of the image or the text, whichever is wider
    int middle = 0;  ///< the column of its centre

    Size drawn_size() const { return {image.rows() * pixel.rows, image.cols() * pixel.cols}; }
    int image_left() const { return middle - drawn_size().cols / 2; }
    int image_right() const { return middle + drawn_size().cols / 2; }
};

struct Journey {
    const ImFont& font;
    int line_height = 0;
    int height = 0;  ///< of the highest image
    std::vector<Station> stations;
    std::vector<std::string> answers;
    int answer_middle = 0;
    int width = 0;

    int centre_row() const { return kMargin + height / 2; }
};

/// Shows a vector as a strip at most kPictureHeight high; a longer vector is reduced to evenly spaced values.
void show_as_strip(Station& station, const std::vector<float>& values) {
    const int rows = std::min<int>(static_cast<int>(values.size()), kPictureHeight);
    station.image.resize({rows, 1});
    for (int r = 0; r < rows; ++r)
        station.image.at(r, 0) = values[static_cast<std::size_t>(r) * values.size() / static_cast<std::size_t>(rows)];
    station.pixel = {std::max(1, std::min(kStripWidth, kPictureHeight / rows)), kStripWidth};
}

int widest(const ImFont& font, const std::vector<std::string>& lines) {
    int width = 0;
    for (const std::string& line : lines) width = std::max(width, text_width(font, line));
    return width;
}

Station station_of(const Scene& scene, int node, int scale, const ImFont& font) {
    const nn::Node& layer = scene.model.node(node);
    const std::int64_t channel = std::min(scene.view.channel, layer.shape.channels() - 1);
    const std::vector<float>& values = scene.now.layer(node).values;
    Station station{.colours = scale_of(scene, scene.now, node, channel)};
    if (layer.shape.is_image()) {
        station.image = layer_image(layer.shape, values, channel);
        station.pixel = {scale, scale};
    } else {
        show_as_strip(station, values);
    }
    station.lines = {display_name(layer), shape_text(layer)};
    if (const std::int64_t count = nn::parameter_count(layer); count > 0)
        station.lines.push_back(tr_count(count, "{1} parameter", "{1} parameters", nn::with_commas(count)));
    station.width = std::max(station.drawn_size().cols, widest(font, station.lines));
    return station;
}

/// Texts such as "Ankle boot 98.8 %" for the classes with the largest values; empty if the model gives neither classes
/// nor one value.
std::vector<std::string> first_answers(const Scene& scene) {
    std::vector<std::string> answers;
    if (!nn::gives_ranking(scene.model)) return answers;
    const int output = scene.model.outputs().front();
    if (!nn::not_finite_note(scene.now.layer(output).values).empty()) return {tr("NaN or infinity"), tr("no class")};
    for (const nn::RankedClass& c : nn::ranked_classes(scene.model, scene.now.layer(output).values)) {
        if (answers.size() == kMaxAnswers) break;
        answers.push_back(c.label + " " + nn::answer_text(c.value, nn::answer_unit(scene.model)));
    }
    return answers;
}

/// Places the stations from left to right, then the answers.
Journey journey_of(const Scene& scene) {
    const ImFont& font = *scene.ui.font(Type::caption);
    Journey journey{.font = font, .line_height = static_cast<int>(std::ceil(font.FontSize * 1.3F))};
    std::int64_t highest = 1;
    for (const nn::Node& node : scene.model.nodes()) highest = std::max(highest, node.shape.rows());
    const int scale = std::max(1, kPictureHeight / static_cast<int>(highest));
    int col = kMargin;
    for (int node = 0; node < scene.model.size(); ++node) {
        Station station = station_of(scene, node, scale, font);
        station.middle = col + station.width / 2;
        col += station.width + kMargin;
        journey.height = std::max(journey.height, station.drawn_size().rows);
        journey.stations.push_back(std::move(station));
    }
    journey.answers = first_answers(scene);
    const int answer_width = widest(font, journey.answers);
    journey.answer_middle = col + answer_width / 2;
    journey.width = col + answer_width + kMargin;
    return journey;
}

void draw_lines(Sheet& sheet, const Journey& journey, const std::vector<std::string>& lines, int row, int middle) {
    for (const std::string& line : lines) {
        sheet.text(journey.font, line, row, middle, kInk);
        row += journey.line_height;
    }
}

void draw_link(Sheet& sheet, const Journey& journey, const Station& from, const Station& to) {
    const int left = from.image_right() + kMargin / 4;
    const int right = to.image_left() - kMargin / 4;
    sheet.fill(journey.centre_row() - 1, left, {2, std::max(0, right - left)}, kInk);
}

}  // namespace

Sheet journey_sheet(const Scene& scene) {
    const Journey journey = journey_of(scene);
    Sheet sheet({journey.height + kMargin * 2 + kTextLines * journey.line_height, journey.width});
    for (const Station& station : journey.stations) {
        const int top = kMargin + (journey.height - station.drawn_size().rows) / 2;
        sheet.put(station.image, station.colours, top, station.image_left(), station.pixel);
        draw_lines(sheet, journey, station.lines, kMargin + journey.height + journey.line_height / 2, station.middle);
    }
    for (std::size_t i = 0; i + 1 < journey.stations.size(); ++i)
        draw_link(sheet, journey, journey.stations[i], journey.stations[i + 1]);
    const int answer_height = static_cast<int>(journey.answers.size()) * journey.line_height;
    draw_lines(sheet, journey, journey.answers, journey.centre_row() - answer_height / 2, journey.answer_middle);
    return sheet;
}

}  // namespace convscope
