#include "app/gui/network/arithmetic/arithmetic_panel.h"

#include <algorithm>
#include <cmath>

#include "app/gui/network/arithmetic/arithmetic_softmax.h"
#include "app/gui/network/scene/layer_player.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "app/gui/widgets/numbers/result_line.h"
#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/layer_arithmetic.h"

namespace convscope {

namespace {

constexpr float kPlayerHeight = 32;
constexpr float kHighPlayerHeight = 68;   ///< buttons above sliders
constexpr float kHighWindowHeight = 960;  ///< a window of this height has room for the high player
constexpr int kMaxCandidateCols = 7;
constexpr std::size_t kMaxCandidates = 49;
constexpr float kRuleAbove = 2, kRuleBelow = 4;  ///< room around the line above the value

const std::string& narrow_label(const ResultLine& line) {
    return line.short_label.empty() ? line.label : line.short_label;
}

}  // namespace

void ArithmeticPanel::explain(const Scene& scene) {
    const Subject subject{scene.results.revision, scene.layer, scene.at, language()};
    if (subject == subject_) return;
    // Explain the results with the edits they were computed with, which may be older than the document's.
    const nn::Edits& edits = scene.results.request.edits;
    if (!model_ || model_revision_ != subject.revision) model_ = nn::applied(scene.model, edits);
    model_revision_ = subject.revision;
    if (subject.layer != subject_.layer) parts_.start_over();
    subject_ = subject;
    explanation_ = nn::explain(*model_, subject.layer, subject.at, scene.now.activations());
    window_ = sliding_window(*model_, subject.layer);
    lines_ = result_lines(model_->node(subject.layer), explanation_,
                          nn::is_ablated(edits, subject.layer, subject.at.channel));
    parts_.set(explanation_, lines_, ++explanation_count_);
    copied_ = copy_sentence(*model_, subject.layer, explanation_);
    size_ = window_ ? nn::size_sentence(*window_, nn::kTimes) : "";
    field_ = subject.layer == scene.input_node()
                 ? ""
                 : receptive_sentence(
                       nn::receptive_field(*model_, subject.layer, nn::single(subject.at), scene.input_node()),
                       scene.input_shape());
}

void ArithmeticPanel::show_value(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    explain(scene);
    show_title(scene, area);
    const bool is_high = ImGui::GetIO().DisplaySize.y >= ui.px(kHighWindowHeight);
    // The page of one map has a player of its own, above the map.
    if (has_player(scene) && scene.view.page != NetworkPage::map)
        show_layer_player(scene, area.cut_top(ui.px(is_high ? kHighPlayerHeight : kPlayerHeight), ui.px(8)));
    if (has_candidates()) show_candidates(ui, area);
    const Type type = scene.frame.settings.presentation ? Type::digits_1 : Type::text;
    Rect room = explanation_.channels.empty() ? Rect{} : parts_.show_products(ui, area);
    if (fits_beside(ui, room, type))
        show_results(ui, room, type, true);
    else if (type == Type::text && fits_beside(ui, room, Type::caption))
        show_results(ui, room, Type::caption, true);
    else
        show_results(ui, area, type, false);
    area.cut_top(ui.px(8));
}

void ArithmeticPanel::show_parts(Scene& scene, gl::TilePainter& painter, Rect& area) {
    if (!explanation_.softmax.empty()) show_softmax(scene, explanation_, area);
    if (parts_.order().size() > 1 && !has_candidates()) parts_.show_list(scene, painter, area);
    show_sentences(scene, area);
}

std::string ArithmeticPanel::written_line(const Ui& ui, std::size_t which, Type type) const {
    const std::string& written = parts_.written().lines[which];
    if (!written.empty()) return written;
    double largest = 0;
    for (const ResultLine& line : lines_) largest = std::max(largest, std::fabs(line.value));
    const float width = result_width(ui) * ui.text_height(type) / ui.text_height();
    return NumberColumn(ui, largest, width, type).text(lines_[which].value);
}

bool ArithmeticPanel::fits_beside(const Ui& ui, Rect room, Type type) const {
    if (room.w <= 0 || results_height(ui, type) > room.h) return false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const float label = ui.text_width(narrow_label(lines_[i]), result_label(type));
        if (label + ui.px(12) + ui.text_width(written_line(ui, i, type), type) > room.w) return false;
    }
    return true;
}

float ArithmeticPanel::results_height(const Ui& ui, Type type) const {
    return result_height(ui, type) * static_cast<float>(lines_.size()) + ui.px(kRuleAbove + kRuleBelow);
}

void ArithmeticPanel::show_results(Ui& ui, Rect& area, Type type, bool narrow) const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const ResultLine& line = lines_[i];
        if (&line == &lines_.back() && lines_.size() > 1) {
            area.cut_top(ui.px(kRuleAbove));
            ui.fill({area.x, area.y, area.w, ui.line_width()}, ui.colour(Role::line));
            area.cut_top(ui.px(kRuleBelow));
        }
        result_line(ui, area, line.name, narrow ? narrow_label(line) : line.label, written_line(ui, i, type),
                    line.strong, type);
    }
}

void ArithmeticPanel::show_title(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    ui.fill({area.x, area.y, area.w, ui.line_width()}, ui.colour(Role::line));
    area.cut_top(ui.px(12));
    const Rect title = area.cut_top(ui.px(24));
    ui.mark("arithmetic.title", title);
    ui.text(title, arithmetic_title(scene.model, scene.layer, scene.at), scene.live ? Role::text : Role::muted);
    const bool pinned = scene.view.pinned.has_value() && !scene.view.player.active;
    if (!pinned && ui.is_short_window()) return;
    ui.text(area.cut_top(ui.px(18), ui.px(8)),
            pinned       ? tr("Pinned: press Esc to unpin it.")
            : scene.live ? scene.node().name
                         : tr("Point at any value of the layer."),
            Role::muted, Type::caption);
}

bool ArithmeticPanel::has_candidates() const {
    return window_ && window_->pooling && window_->axes.cols.size <= kMaxCandidateCols &&
           static_cast<std::size_t>(window_->axes.rows.size * window_->axes.cols.size) <= kMaxCandidates;
}

void ArithmeticPanel::show_candidates(Ui& ui, Rect& area) const {
    const nn::WindowAxis& rows = window_->axes.rows;
    const nn::WindowAxis& cols = window_->axes.cols;
    NumberGrid grid{
        .name = "arithmetic.candidate", .rows = static_cast<int>(rows.size), .cols = static_cast<int>(cols.size)};
    const auto count = static_cast<std::size_t>(rows.size * cols.size);
    grid.values.assign(count, 0);
    grid.faint.assign(count, true);
    for (std::size_t i = 0; i < explanation_.terms.size(); ++i) {
        const nn::Term& term = explanation_.terms[i];
        const std::int64_t row = (term.from.row - rows.tap(explanation_.at.row, 0)) / rows.dilation;
        const std::int64_t col = (term.from.col - cols.tap(explanation_.at.col, 0)) / cols.dilation;
        const auto cell = static_cast<std::size_t>(row * cols.size + col);
        grid.values[cell] = term.value;
        grid.faint[cell] = false;
        if (explanation_.winner == i) grid.winner = static_cast<int>(cell);
    }
    const float height = ui.px(34) * static_cast<float>(rows.size);
    Rect place = area.cut_top(height, ui.px(8));
    place.w = std::min(place.w, ui.px(84) * static_cast<float>(cols.size));
    number_grid(ui, place, grid);
}

void ArithmeticPanel::show_sentences(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    sentences_.clear();
    const auto say = [&](std::string_view name, const std::string& sentence) {
        if (sentence.empty()) return;
        sentences_.push_back(sentence);
        const float height = ui.paragraph(area, sentence, Role::text, Type::caption);
        ui.mark(name, area.cut_top(height, ui.px(6)));
    };
    say("arithmetic.copied", copied_);
    say("arithmetic.size", size_.empty() ? std::string() : tr("Size {}", size_));
    say("arithmetic.field", field_);
    if (scene.reach_of && subject_.layer != scene.input_node()) {
        const nn::Position& at = *scene.reach_of;
        nn::Region region = nn::single(at);
        const bool is_pixel = nn::takes_picture(scene.model);
        if (is_pixel) region.channels = {0, scene.input_shape().channels()};
        const nn::Region reached = nn::reach(scene.model, scene.input_node(), region, scene.layer);
        say("arithmetic.reach",
            is_pixel ? reach_sentence(at, reached, scene.shape())
                     : reach_sentence(tr("Input {}", place_text(scene.input_shape(), at)), reached, scene.shape()));
    }
    area.cut_top(ui.px(8));
}

}  // namespace convscope
