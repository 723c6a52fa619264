#include "app/gui/training/pages/watch_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/panels/layer_names.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kGap = 6, kTitle = 26, kLegend = 20;
constexpr float kMinPinnedCell = 92, kMaxPicture = 128, kPinnedLine = 18;
constexpr float kPinnedPart = .36F;  ///< of the page's height, at most
constexpr std::int64_t kMaxShownFilters = 128;

std::string percent(float probability) {
    return fmt::format("{:.0f} %", 100 * probability);
}

/// Shows the maps of a pinned picture: of the layer that is shown, or of the first one.
void show_maps_of(TrainingScene& scene, int example, bool shows_maps) {
    scene.change_view([example, shows_maps](TrainingView& view) {
        view.example = example;
        if (!shows_maps) view.maps_layer = 1;
    });
}

/// "Coat 12 %". In a narrow place the name is shortened, not the number.
void show_answer(Ui& ui, Rect place, const std::string& name, const std::string& probability, Role role) {
    if (ui.text_width(name + probability, Type::caption) <= place.w)
        return ui.text(place, name + probability, role, Type::caption, Align::centre);
    const float width = std::ceil(ui.text_width(probability, Type::caption)) + 1;
    ui.text(place.cut_right(width), probability, role, Type::caption, Align::right);
    ui.text(place, name, role, Type::caption, Align::right);
}

}  // namespace

SquareGrid square_grid(std::size_t count, float width, float height, float gap) {
    SquareGrid best;
    for (std::size_t columns = 1; columns <= std::max<std::size_t>(1, count); ++columns) {
        const auto across = static_cast<float>(columns);
        const auto down = static_cast<float>(grid_lines(count, columns));
        const float side =
            std::floor(std::min((width - gap * (across - 1)) / across, (height - gap * (down - 1)) / down));
        if (side > best.side) best = {columns, side};
    }
    return best;
}

std::shared_ptr<const nn::Tensor> first_kernel(const nn::Model& model, const nn::Shape& input) {
    const std::optional<int> node = first_weighted_node(model);
    if (!node) return nullptr;
    const nn::SharedTensor& weights = model.node(*node).weights.front();
    if (weights->shape.axes.size() == 4) return weights;
    if (weights->shape.axes.size() != 2 || weights->shape.axes[0] != input.count()) return nullptr;
    return std::make_shared<const nn::Tensor>(
        nn::Tensor{nn::Shape{input.rows(), input.cols(), input.channels(), weights->shape.axes[1]}, weights->values});
}

std::shared_ptr<const nn::Tensor> kernel_change(const nn::Tensor& now, const nn::Tensor& before) {
    nn::Tensor change{now.shape, now.values};
    for (std::size_t i = 0; i < change.values.size(); ++i) change.values[i] -= before.values[i];
    return std::make_shared<const nn::Tensor>(std::move(change));
}

void WatchPage::update(const TrainingScene& scene) {
    const nn::Snapshot* const now = scene.moment();
    const nn::Snapshot* const before = scene.moment_before();
    const std::shared_ptr<const nn::Model> model = now != nullptr ? now->model : scene.keeper.start();
    const std::shared_ptr<const nn::Model> earlier = before != nullptr ? before->model : nullptr;
    if (model == now_ && earlier == before_) return;
    now_ = model;
    before_ = earlier;
    ++revision_;
    kernel_ = model ? first_kernel(*model, scene.keeper.task().input) : nullptr;
    change_.reset();
    if (!kernel_ || !earlier) return;
    const auto old = first_kernel(*earlier, scene.keeper.task().input);
    if (old && old->shape == kernel_->shape) change_ = kernel_change(*kernel_, *old);
}

void WatchPage::show(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    update(scene);
    const auto classes = scene.keeper.pinned() ? static_cast<std::size_t>(scene.keeper.pinned()->size()) : 0;
    const auto fits = static_cast<std::size_t>(std::max(1.0F, area.w / ui.px(kMinPinnedCell)));
    const std::size_t columns = std::clamp<std::size_t>(classes, 1, fits >= classes ? classes : (classes + 1) / 2);
    const auto rows =
        static_cast<float>(grid_lines(std::max<std::size_t>(1, classes), std::max<std::size_t>(1, columns)));
    const float picture = std::min(ui.px(kMaxPicture), area.h * kPinnedPart / rows - ui.px(2 * kPinnedLine + 8));
    const float pinned = ui.px(kTitle) + rows * (picture + ui.px(2 * kPinnedLine + 8));
    const Rect below = area.cut_bottom(pinned, ui.px(10));
    show_filters(scene, painter, area);
    show_pinned(scene, below);
}

void WatchPage::show_filters(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    if (!now_) return;
    const Rect left = area.column(0, 2, ui.px(20)), right = area.column(1, 2, ui.px(20));
    show_right(scene, painter, right);
    if (!kernel_) {
        ui.paragraph(left, tr("The first layer has no filters that can be shown as pictures."), Role::muted);
        return;
    }
    const std::optional<int> node = first_weighted_node(*now_);
    Rect head = left;
    ui.text(head.cut_top(ui.px(kTitle), ui.px(4)), tr("{}: filters", display_name(now_->node(*node))));
    show_grid(scene, "training.filter", *kernel_, filters_, painter, head);
}

void WatchPage::show_right(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    show_choice(scene, area.cut_top(scene.ui.px(kTitle), scene.ui.px(4)));
    if (shown_layer(scene.view, *now_)) return maps_.show(scene, painter, area);
    show_change(scene, painter, area);
}

void WatchPage::show_choice(TrainingScene& scene, Rect place) const {
    const nn::Snapshot* const before = scene.moment_before();
    std::string change = tr("Last change of the filters");
    if (before != nullptr && change_)
        change = scene.moment()->step - before->step == 1 ? std::string(tr("Change in the last step"))
                                                          : tr("Change since step {}", with_separators(before->step));
    std::vector<Choice> choices{
        {.key = "change", .label = change, .tooltip = tr("What the steps have added to the filters")}};
    for (int node = 1; node < now_->size(); ++node)
        choices.push_back({.key = std::to_string(node),
                           .label = display_name(now_->node(node)),
                           .group = tr("Maps of the chosen picture"),
                           .detail = shape_text(now_->node(node).shape)});
    const int chosen = shown_layer(scene.view, *now_).value_or(0);
    const std::string& label = choices.at(static_cast<std::size_t>(chosen)).label;
    const auto picked =
        dropdown(scene.ui, "training.watch.shown", place, chosen == 0 ? label : tr("Maps: {}", label), choices, chosen,
                 tr("Show the filters' change, or the maps of a layer for the picture chosen below"));
    if (picked) scene.change_view([node = *picked == 0 ? -1 : *picked](TrainingView& view) { view.maps_layer = node; });
}

void WatchPage::show_change(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    if (scene.moment_before() == nullptr || !change_) {
        area.cut_top(scene.ui.px(8));
        scene.ui.paragraph(area,
                           tr("Nothing has been learned yet: these filters are random. Press Train, or take one step."),
                           Role::muted);
        return;
    }
    show_grid(scene, "training.change", *change_, changes_, painter, area);
}

void WatchPage::show_grid(TrainingScene& scene, std::string_view name, const nn::Tensor& kernel, TileCanvas& canvas,
                          gl::TilePainter& painter, Rect area) const {
    Ui& ui = scene.ui;
    const FilterPictures pictures(kernel, 0, false);
    area.h = std::max(0.0F, area.h - ui.px(kLegend + 8));
    const auto count = static_cast<std::size_t>(std::min(kernel.shape.axes[3], kMaxShownFilters));
    const float gap = ui.px(kGap);
    const SquareGrid grid = square_grid(count, area.w, area.h, gap);
    ui.mark(std::string(name) + "s", area);
    canvas.begin(area, revision_);
    const FocusGroup group(ui, std::string(name) + "s");
    for (std::size_t i = 0; i < count; ++i) {
        const auto filter = static_cast<std::int64_t>(i);
        canvas.add(grid_place(area, i, grid.columns, grid.side + gap, grid.side + gap, grid.side, grid.side),
                   pictures.tile(filter), ColourMap::diverging, pictures.shown(filter));
    }
    canvas.paint(ui, painter);
    for (std::size_t i = 0; i < count; ++i) {
        const auto filter = static_cast<std::int64_t>(i);
        const Rect place = grid_place(area, i, grid.columns, grid.side + gap, grid.side + gap, grid.side, grid.side);
        const FilterPictures::Figures figures = pictures.figures(filter);
        const std::string tooltip =
            tr("Filter {}: {} to {}", filter, with_true_minus(fmt::format("{:.3g}", figures.range.low)),
               with_true_minus(fmt::format("{:.3g}", figures.range.high)));
        const Item item = ui.item(fmt::format("{}.{}", name, filter), place,
                                  {.tooltip = tooltip, .entry = filter == scene.view.filter});
        pictures.write_values(ui, place, filter);
        if (filter == scene.view.filter)
            ui.outline(place.inset(-ui.px(2)), ui.colour(Role::accent), ui.px(2), ui.px(2));
        else if (item.hovered)
            ui.outline(place.inset(-ui.px(1)), ui.colour(Role::muted), ui.px(2), ui.line_width());
        ui.focus_ring(item, ui.px(2));
        if (item.pressed) scene.change_view([filter](TrainingView& view) { view.filter = filter; });
    }
    const float bottom = area.y + (grid.side + gap) * static_cast<float>(grid_lines(count, grid.columns)) + ui.px(2);
    colour_bar(ui, std::string(name) + ".legend", {area.x, bottom, std::min(area.w, ui.px(260)), ui.px(16)},
               {ColourMap::diverging, pictures.shown(0)}, pictures.shown(0));
}

void WatchPage::show_pinned(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const auto& pinned = scene.keeper.pinned();
    if (!pinned || pinned->size() == 0) return;
    const std::shared_ptr<const SnapshotAnswers> answers = scene.keeper.pinned_answers();
    const auto count = static_cast<std::size_t>(pinned->size());
    const std::string title = scene.keeper.studies_validation()
                                  ? tr("One validation picture of each class, and its answer")
                                  : tr("One picture of each class, and its answer");
    ui.text(area.cut_top(ui.px(kTitle)), title);
    const auto fits = static_cast<std::size_t>(std::max(1.0F, area.w / ui.px(kMinPinnedCell)));
    const std::size_t columns = fits >= count ? count : (count + 1) / 2;
    const auto rows = grid_lines(count, columns);
    const float step_x = std::floor(area.w / static_cast<float>(columns));
    const float step_y = std::floor(area.h / static_cast<float>(rows));
    const float side = std::floor(std::min(step_x - ui.px(8), step_y - ui.px(2 * kPinnedLine + 8)));
    std::vector<nn::PicturePart> parts;
    parts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) parts.push_back(nn::whole_picture(*pinned, static_cast<std::int64_t>(i)));
    sheet_.prepare(pinned, std::move(parts), static_cast<int>(side));
    const bool shows_maps = now_ && shown_layer(scene.view, *now_);
    const std::size_t chosen = std::min(static_cast<std::size_t>(std::max(0, scene.view.example)), count - 1);
    const FocusGroup group(ui, "training.pinned");
    for (std::size_t i = 0; i < count; ++i) {
        const Rect cell = grid_place(area, i, columns, step_x, step_y, step_x - ui.px(4), step_y);
        const Rect tile{std::round(cell.centre_x() - side / 2), cell.y, side, side};
        const std::int64_t truth = pinned->labels[i];
        const std::string name = class_name(scene, truth);
        std::string answer, probability, tooltip = name;
        bool is_right = false;
        if (answers && i < answers->evaluation.answers.size()) {
            const nn::ExampleAnswer& given = answers->evaluation.answers[i];
            is_right = given.predicted == truth;
            answer = given.predicted < 0 ? std::string(tr("no answer")) : class_name(scene, given.predicted);
            if (given.predicted >= 0) probability = " " + percent(given.probability);
            tooltip = tr("{}: answered {}; the true class has {}. Click to see its maps", name, answer + probability,
                         percent(given.true_probability));
        }
        const Item item = picture_tile(ui, fmt::format("training.pinned.{}", i), tile, tooltip);
        sheet_.show(ui, i, tile);
        finish_tile(ui, item, shows_maps && i == chosen);
        if (item.pressed) show_maps_of(scene, static_cast<int>(i), shows_maps);
        if (is_right) ui.outline(tile.inset(-ui.px(1)), ui.colour(Role::winner), ui.px(3), ui.px(3));
        Rect texts{cell.x, tile.bottom() + ui.px(3), cell.w, ui.px(2 * kPinnedLine)};
        ui.text(texts.cut_top(ui.px(kPinnedLine)), name, Role::muted, Type::caption, Align::centre);
        ui.mark(fmt::format("training.answer.{}", i), texts);
        show_answer(ui, texts, answer, probability, is_right ? Role::text : Role::warning);
    }
}

}  // namespace convscope
