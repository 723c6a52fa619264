#include "app/gui/network/dataset/similar_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::size_t kSimilarColumns = 3;
constexpr float kMaxSimilarSide = 132, kMinSimilarSide = 64, kSimilarCaption = 36, kSimilarGap = 10;

}  // namespace

void SimilarView::show(Scene& scene, const std::vector<nn::SimilarPicture>& pictures, Rect& area) {
    Ui& ui = scene.ui;
    shown_.clear();
    for (const nn::SimilarPicture& picture : pictures)
        if (!is_input_example(scene, picture.example) && shown_.size() < kSimilarShown) shown_.push_back(picture);
    const bool side_by_side = area.w >= ui.px(560);
    Rect texts = area;
    Rect grid = area;
    if (side_by_side) texts = grid.cut_right(std::max(ui.px(200), area.w * 0.38F), ui.px(24));
    if (!side_by_side) {
        show_explanation(scene, grid);
        grid.cut_top(0, ui.px(8));
    }
    const float gap = ui.px(kSimilarGap);
    const float height = (area.h + gap) / 3 - ui.px(kSimilarCaption) - gap;
    const float side = std::floor(
        std::clamp(std::min((grid.w - 2 * gap) / 3, height), ui.px(kMinSimilarSide), ui.px(kMaxSimilarSide)));
    std::vector<nn::PicturePart> parts;
    for (const nn::SimilarPicture& picture : shown_)
        parts.push_back(nn::whole_picture(*scene.dataset.data, picture.example));
    sheet_.prepare(scene.dataset.data, std::move(parts), static_cast<int>(side));
    const float step = side + ui.px(kSimilarCaption) + gap;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        const Rect square = grid_place(grid, i, kSimilarColumns, side + gap, step, side, side);
        const std::int64_t example = shown_[i].example;
        const std::string label = class_name(scene, scene.dataset.data->labels[static_cast<std::size_t>(example)]);
        const Item item = picture_tile(ui, fmt::format("data.similar.{}", i), square,
                                       tr("Picture {}, {}. Click to make it the input.", example, label));
        sheet_.show(ui, i, square);
        finish_tile(ui, item, false);
        Rect caption{square.x, square.bottom() + ui.px(2), side, ui.px(kSimilarCaption - 4)};
        ui.mark(fmt::format("data.similar.{}.caption", i), caption);
        ui.text(caption.cut_top(caption.h / 2), fmt::format("{:.3f}", shown_[i].similarity), Role::text, Type::caption);
        ui.text(caption, label, Role::muted, Type::caption);
        if (item.pressed) open_example(scene, example);
    }
    const auto rows = static_cast<float>(grid_lines(shown_.size(), kSimilarColumns));
    if (side_by_side) show_explanation(scene, texts);
    area.y = std::max(grid.y + rows * step, side_by_side ? texts.y : 0);
}

void SimilarView::show_explanation(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    std::map<std::int64_t, int> classes;
    for (const nn::SimilarPicture& picture : shown_)
        ++classes[scene.dataset.data->labels[static_cast<std::size_t>(picture.example)]];
    const auto most = std::ranges::max_element(classes, {}, [](const auto& entry) { return entry.second; });
    const std::string layer = display_name(scene.node());
    const std::string text =
        most == classes.end()
            ? tr("The pictures of the data set that {} sees most like the input.", layer)
            : tr("The pictures of the data set that {} sees most like the input. {} of these {} are {}.", layer,
                 most->second, shown_.size(), class_name(scene, most->first));
    float height = ui.paragraph(area, text, Role::text);
    ui.mark("data.similar.text", area.cut_top(height, ui.px(8)));
    const std::string note =
        tr("The number is the cosine of the angle between both lists of {} activations: 1 for equal "
           "patterns, 0 for patterns that share nothing. Another layer, chosen in the row at the top, finds "
           "other pictures: early ones compare edges, late ones meaning.",
           with_separators(scene.shape().count()));
    height = ui.paragraph(area, note, Role::muted, Type::caption);
    area.cut_top(height);
}

}  // namespace convscope
