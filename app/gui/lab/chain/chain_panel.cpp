#include "app/gui/lab/chain/chain_panel.h"

#include <algorithm>

#include "app/gui/lab/chain/chain_arithmetic.h"
#include "app/gui/lab/chain/chain_controls.h"
#include "app/gui/lab/chain/chain_layout.h"
#include "app/gui/panels/panel_strip.h"
#include "app/gui/widgets/scrolled.h"

namespace convscope {

namespace {

constexpr float kChainControls = 320;
constexpr float kMinChainPage = 440;
constexpr float kEquationLine = 20;

/// The equations of the sizes, as many on a line as fit.
std::vector<std::string> equation_lines(const ChainScene& scene, float width) {
    std::vector<std::string> lines;
    for (const std::string& equation : chain_size_equations(scene.shown.chain, scene.picture.size())) {
        const bool starts = lines.empty() || equation.starts_with(std::string_view(kColumnSizes));
        const std::string longer = starts ? equation : lines.back() + ",  " + equation;
        if (starts || scene.ui.text_width(longer, Type::caption) > width)
            lines.push_back(equation);
        else
            lines.back() = longer;
    }
    return lines;
}

/// The place of the largest value of an image.
Cell largest_cell(const FloatImage& image) {
    Cell largest;
    float value = image.at(0, 0);
    for (int row = 0; row < image.rows(); ++row) {
        const float* const values = image.row(row);
        for (int col = 0; col < image.cols(); ++col) {
            if (!(values[col] > value)) continue;
            value = values[col];
            largest = {row, col};
        }
    }
    return largest;
}

}  // namespace

void ChainPanel::update(const Document& document, const Plane& picture) {
    if (document.lab_view.page != LabPage::chain) return;
    if (!picture_.same_storage(picture)) ++views_.picture_revision;
    const bool has_new_size = picture_.size() != picture.size();
    picture_ = picture;
    problem_ = chain_problem(document.chain, picture.size());
    LabChain chain = fitting_chain(document.chain, picture.size());
    if (picture.empty() || chain.stages.empty()) {
        shown_ = {};
        return;
    }
    if (has_new_size || requested_.empty() || requested_.back().chain != chain) {
        auto model = std::make_shared<const nn::Model>(chain_model(chain, picture.size()));
        requested_.push_back({std::move(chain), std::move(model)});
    }
    engine_.update({requested_.back().model, picture});
    take_results();
}

void ChainPanel::take_results() {
    const ChainResults& results = engine_.results();
    if (!results.problem.empty()) problem_ = results.problem;
    if (results.revision == 0) return;
    const auto made = std::ranges::find(requested_, results.request.model, &Requested::model);
    if (made == requested_.end()) return;
    requested_.erase(requested_.begin(), made);
    // Results of a different picture are not shown, because their sizes may not fit this picture.
    const bool fits = results.request.picture.size() == picture_.size();
    shown_ = {requested_.front().chain, requested_.front().model, fits ? results.run : nullptr, results.revision};
}

ChainPixel ChainPanel::resting_pixel(const ChainView& view) {
    if (!shown_.has_maps()) return {};
    const int stage = std::min(view.stage, shown_.chain.size() - 1);
    const int map = std::min(view.map, shown_.chain.stage(stage).map_count() - 1);
    const int node = chain_nodes(shown_.chain).at(static_cast<std::size_t>(stage)).convolution;
    const FloatImage& image = shown_.run->layer(node).maps.at(static_cast<std::size_t>(map));
    const bool known = resting_.stage == stage && resting_.map == map && resting_size_ == image.size() &&
                       resting_revision_ == views_.picture_revision;
    if (known) return resting_;
    const Cell cell = largest_cell(image);
    resting_ = {stage, map, false, cell.row, cell.col};
    resting_size_ = image.size();
    resting_revision_ = views_.picture_revision;
    return resting_;
}

void ChainPanel::show(Frame& frame, Rect place, PictureChoice& pictures) {
    Ui& ui = frame.ui;
    ChainScene scene{.frame = frame,
                     .ui = ui,
                     .chain = frame.document.chain,
                     .view = frame.document.chain_view,
                     .picture = picture_,
                     .shown = shown_,
                     .problem = problem_,
                     .pictures = pictures,
                     .folded = frame.settings.hides_panels(),
                     .resting = resting_pixel(frame.document.chain_view)};
    ui.mark("chain", place);
    const float side_width = scene.folded ? panel_strip_width(ui) : ui.px(kChainControls);
    const Scrolled whole(ui, "chain", place, side_width + ui.px(kMinChainPage));
    Rect rest = whole.content;
    const Rect side = rest.cut_left(side_width);
    chain_keys(scene);
    {
        const FocusRegion region(ui, "views", rest, 2);
        show_main(scene, rest);
    }
    const FocusRegion region(ui, "side", side, 1);
    if (scene.folded) {
        const bool fits = !fitting_chain(scene.chain, scene.picture.size()).stages.empty();
        panel_strip(frame, side, fits ? std::string_view() : scene.problem);
    } else {
        ui.fill(side, ui.colour(Role::surface));
        ui.fill({side.right() - ui.line_width(), side.y, ui.line_width(), side.h}, ui.colour(Role::line));
        chain_controls(scene, {side.x, side.y, side.w - ui.line_width(), side.h});
    }
    selection_ = scene.selection;
}

void ChainPanel::show_main(ChainScene& scene, Rect place) {
    Ui& ui = scene.ui;
    const Scrolled area(ui, "chain.main", place);
    Rect main = area.content.inset(ui.px(16), ui.px(10));
    const std::vector<std::string> equations = equation_lines(scene, main.w);
    const float line = ui.px(kEquationLine);
    const float below = chain_arithmetic_height(scene, main.w) + line * static_cast<float>(equations.size());
    main.h = std::max(main.h, min_chain_height(scene, main.w) + below + ui.px(24));
    const float end = main.bottom();
    if (!scene.problem.empty()) {
        const float height = ui.paragraph({main.x, main.y, main.w, ui.px(20)}, scene.problem, Role::warning);
        ui.mark("chain.problem", main.cut_top(height, ui.px(8)));
    }
    Rect sizes = main.cut_bottom(line * static_cast<float>(equations.size()), ui.px(8));
    ui.mark("chain.sizes", sizes);
    for (const std::string& equation : equations) ui.text(sizes.cut_top(line), equation, Role::muted, Type::caption);
    const Rect arithmetic = main.cut_bottom(chain_arithmetic_height(scene, main.w), ui.px(12));
    show_chain_views(scene, main, views_);
    show_chain_arithmetic(scene, arithmetic);
    area.end_at(end + ui.px(10));
}

}  // namespace convscope
