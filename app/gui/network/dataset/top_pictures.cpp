#include "app/gui/network/dataset/top_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

namespace {

constexpr std::size_t kColumns = 3;
constexpr float kMaxSide = 132, kMinSide = 72, kCaptionHeight = 36, kTileGap = 10;

}  // namespace

PixelRect field_of(const Scene& scene, const nn::TopPicture& top) {
    const nn::Region field =
        nn::clipped(nn::receptive_field(scene.model, scene.layer, nn::single({top.row, top.col, scene.channel}),
                                        scene.input_node()),
                    scene.input_shape());
    const nn::Shape& input = scene.input_shape();
    if (field.empty()) return {0, 0, static_cast<int>(input.rows()), static_cast<int>(input.cols())};
    return {static_cast<int>(field.rows.begin), static_cast<int>(field.cols.begin),
            static_cast<int>(field.rows.length()), static_cast<int>(field.cols.length())};
}

void TopPictures::find(const Scene& scene, const nn::ChannelSurvey& channel) {
    // Computing a receptive field in a deep model takes time, so do it only once for each map.
    const bool is_known = model_ == scene.network.model.model && layer_ == scene.layer && channel_ == scene.channel &&
                          std::ranges::equal(shown_, channel.top, {}, &Shown::top);
    if (is_known) return;
    model_ = scene.network.model.model;
    layer_ = scene.layer;
    channel_ = scene.channel;
    shown_.clear();
    for (const nn::TopPicture& top : channel.top) shown_.push_back({top, field_of(scene, top)});
}

void TopPictures::show_grid(Scene& scene, const nn::ChannelSurvey& channel, Rect& area) {
    Ui& ui = scene.ui;
    find(scene, channel);
    const float gap = ui.px(kTileGap);
    const float height = (area.h + gap) / 3 - ui.px(kCaptionHeight) - gap;
    const float side =
        std::floor(std::clamp(std::min((area.w - 2 * gap) / 3, height), ui.px(kMinSide), ui.px(kMaxSide)));
    std::vector<nn::PicturePart> cuts, wholes;
    for (const Shown& shown : shown_) {
        cuts.push_back({shown.top.example, shown.field});
        wholes.push_back(nn::whole_picture(*scene.dataset.data, shown.top.example));
    }
    cuts_.prepare(scene.dataset.data, std::move(cuts), static_cast<int>(side));
    wholes_.prepare(scene.dataset.data, std::move(wholes), static_cast<int>(side));
    const float step = side + ui.px(kCaptionHeight) + gap;
    const float top = area.y;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        const Rect square = grid_place(area, i, kColumns, side + gap, step, side, side);
        show_tile(scene, fmt::format("data.top.{}", i), i, square);
        Rect caption{square.x, square.bottom() + ui.px(2), side, ui.px(kCaptionHeight - 4)};
        ui.mark(fmt::format("data.top.{}.caption", i), caption);
        ui.text(caption.cut_top(caption.h / 2), short_number(shown_[i].top.value), Role::text, Type::caption);
        ui.text(caption, class_name(scene, scene.dataset.data->labels[static_cast<std::size_t>(shown_[i].top.example)]),
                Role::muted, Type::caption);
    }
    const auto rows = static_cast<float>(grid_lines(shown_.size(), kColumns));
    ui.mark("data.top", {area.x, top, 3 * (side + gap) - gap, rows * step});
    area.cut_top(rows * step);
}

void TopPictures::show_strip(Scene& scene, const nn::ChannelSurvey& channel, Rect line) {
    Ui& ui = scene.ui;
    find(scene, channel);
    const auto count = static_cast<float>(nn::kTopPictures);
    const float gap = ui.px(3);
    const float side = std::floor(std::min(line.h, (line.w - gap * (count - 1)) / count));
    std::vector<nn::PicturePart> cuts, wholes;
    for (const Shown& shown : shown_) {
        cuts.push_back({shown.top.example, shown.field});
        wholes.push_back(nn::whole_picture(*scene.dataset.data, shown.top.example));
    }
    cuts_.prepare(scene.dataset.data, std::move(cuts), static_cast<int>(side));
    wholes_.prepare(scene.dataset.data, std::move(wholes), static_cast<int>(side));
    for (std::size_t i = 0; i < shown_.size(); ++i)
        show_tile(scene, fmt::format("map.top.{}", i), i,
                  {std::round(line.x + static_cast<float>(i) * (side + gap)), line.y, side, side});
}

void TopPictures::show_tile(Scene& scene, std::string_view name, std::size_t index, Rect square) {
    Ui& ui = scene.ui;
    const Shown& shown = shown_[index];
    const nn::Dataset& data = *scene.dataset.data;
    const std::string label = class_name(scene, data.labels[static_cast<std::size_t>(shown.top.example)]);
    const std::string value = short_number(shown.top.value);
    const std::string tooltip =
        scene.shape().is_image()
            ? tr("Picture {}, {}: {} at row {}, column {}. Click to make it the input.", shown.top.example, label,
                 value, shown.top.row, shown.top.col)
            : tr("Picture {}, {}: {}. Click to make it the input.", shown.top.example, label, value);
    const Item item = picture_tile(ui, name, square, tooltip);
    if (item.hovered || item.focused) {
        const Rect picture = wholes_.show(ui, index, square);
        const float scale = picture.w / static_cast<float>(data.example.cols());
        const Rect field{picture.x + static_cast<float>(shown.field.col) * scale,
                         picture.y + static_cast<float>(shown.field.row) * scale,
                         static_cast<float>(shown.field.cols) * scale, static_cast<float>(shown.field.rows) * scale};
        ui.mark(std::string(name) + ".field", field);
        ui.outline(field, ui.colour(Role::accent), 0, ui.px(2));
    } else {
        cuts_.show(ui, index, square);
    }
    finish_tile(ui, item, is_input_example(scene, shown.top.example));
    if (!item.pressed) return;
    open_example(scene, shown.top.example);
    if (scene.shape().is_image())
        scene.change_view(
            [at = nn::Position{shown.top.row, shown.top.col, 0}](NetworkView& view) { view.pinned = at; });
}

}  // namespace convscope
