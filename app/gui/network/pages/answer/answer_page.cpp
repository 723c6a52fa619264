#include "app/gui/network/pages/answer/answer_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/pages/map_tools.h"
#include "app/gui/network/scene/true_class.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMinColumn = 260;     ///< each of the two lists side by side is at least this wide
constexpr std::size_t kChoices = 50;  ///< at most this many classes in the lists to choose from
constexpr double kNoRest = 1e-4;      ///< a smaller rest is a rounding error

/// The difference of the two scores, each rounded as in the table.
double written_difference(const nn::ClassRow& chosen, const nn::ClassRow& rival) {
    return rounded(rounded(chosen.score, ClassList::kScoreDecimals) - rounded(rival.score, ClassList::kScoreDecimals),
                   ClassList::kScoreDecimals);
}

/// A ratio of at least 1 with three significant digits: "6.39", "797,000".
std::string ratio_text(double ratio) {
    if (ratio < 1000 || ratio >= 1e12) return fmt::format("{:.3g}", ratio);
    const double unit = std::pow(10.0, std::floor(std::log10(ratio)) - 2);
    return with_separators(std::llround(std::round(ratio / unit) * unit));
}

std::string_view without_spaces(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// The words of the question before, between and after the two lists to choose from.
std::array<std::string_view, 3> question_words() {
    // Translators: the two places are lists to choose from, the explained class first; do not change their order.
    constexpr Message kQuestion = tr("Why {} and not {}?");
    constexpr std::string_view kPlace = "{}";
    for (const std::string_view text : {std::string_view(kQuestion), std::string_view(kQuestion.english())}) {
        const std::size_t first = text.find(kPlace);
        const std::size_t second = first == std::string_view::npos ? first : text.find(kPlace, first + kPlace.size());
        if (second == std::string_view::npos) continue;
        return {without_spaces(text.substr(0, first)),
                without_spaces(text.substr(first + kPlace.size(), second - first - kPlace.size())),
                without_spaces(text.substr(second + kPlace.size()))};
    }
    return {};
}

std::size_t class_count(const nn::ClassTable& table) {
    return table.rows.size();
}

}  // namespace

void AnswerPage::tabulate(const Scene& scene) {
    if (revision_ == scene.results.revision && !table_.rows.empty()) return;
    revision_ = scene.results.revision;
    table_ = nn::class_table(nn::applied(scene.model, scene.results.request.edits), scene.now, scene.trained);
    list_.set(table_, revision_, scene.edited);
}

std::size_t AnswerPage::chosen_class(const NetworkView& view) const {
    const auto chosen = static_cast<std::size_t>(view.explained.value_or(-1));
    return view.explained && chosen < class_count(table_) ? chosen : table_.ranking.front();
}

std::size_t AnswerPage::rival_class(const NetworkView& view, std::size_t chosen) const {
    const auto rival = static_cast<std::size_t>(view.answer.rival.value_or(-1));
    if (view.answer.rival && rival < class_count(table_) && rival != chosen) return rival;
    return *std::ranges::find_if(table_.ranking, [chosen](std::size_t i) { return i != chosen; });
}

void AnswerPage::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    ui.mark("answer", {area.x, area.y, area.w, 1});
    const int output = scene.model.outputs().front();
    const std::string fault = nn::not_finite_note(scene.now.layer(output).values);
    if (!nn::gives_classes(scene.model) || scene.model.node(output).shape.count() < 2 || !fault.empty()) {
        const std::string text = !fault.empty() ? fault : tr("This model's output is not a list of classes.");
        area.cut_top(ui.paragraph(area, text, Role::muted), ui.px(8));
        return;
    }
    tabulate(scene);
    show_verdict(scene, area);
    const Subject subject{revision_, chosen_class(scene.view), rival_class(scene.view, chosen_class(scene.view)),
                          language()};
    const MarkedClasses marked{subject.chosen, subject.rival, true_class(scene.network.input, scene.model)};
    area.h = kUnboundedHeight;
    const std::optional<std::size_t> pressed = list_.show(ui, table_, marked, tr("Click: compare it"), area);
    if (pressed && *pressed != subject.chosen)
        scene.change_view(
            [rival = static_cast<std::int64_t>(*pressed)](NetworkView& view) { view.answer.rival = rival; });
    area.cut_top(ui.px(10));
    compare(scene, subject);
    show_question(scene, subject, area);
    show_difference(ui, subject, area);
    meter_.update(scene.results, static_cast<std::int64_t>(subject.chosen), static_cast<std::int64_t>(subject.rival));
    const MapDifferences* differences = meter_.differences();
    const bool side_by_side = comparison_ && differences != nullptr && area.w >= 2 * ui.px(kMinColumn) + ui.px(20);
    Rect left = side_by_side ? area.column(0, 2, ui.px(20)) : area;
    if (comparison_) terms_.show(scene, painter, term_list_, left);
    Rect right = side_by_side ? area.column(1, 2, ui.px(20)) : left;
    if (differences != nullptr && map_subject_ != subject) {
        map_list_ = map_list(scene, subject, *differences);
        map_subject_ = subject;
    }
    if (differences != nullptr)
        maps_.show(scene, painter, map_list_, right);
    else if (!meter_.problem().empty())
        right.cut_top(ui.paragraph(right, meter_.problem(), Role::warning, Type::caption), ui.px(8));
    else if (meter_.busy())
        ui.text(right.cut_top(ui.px(20)), tr("Computing the parts of the maps\u2026"), Role::muted, Type::caption);
    area.y = std::max(left.y, right.y);
}

void AnswerPage::show_classes(Scene& scene, Rect& area) {
    tabulate(scene);
    show_layer_title(scene, area, false);
    show_verdict(scene, area);
    area.h = kUnboundedHeight;
    const MarkedClasses marked{static_cast<std::size_t>(scene.channel), std::nullopt,
                               true_class(scene.network.input, scene.model)};
    if (const auto pressed = list_.show(scene.ui, table_, marked, tr("Click: see how its score is computed"), area))
        scene.change_view(
            [channel = static_cast<std::int64_t>(*pressed)](NetworkView& view) { view.channel = channel; });
    if (const auto hovered = list_.hovered()) scene.hovered = nn::Position{0, 0, static_cast<std::int64_t>(*hovered)};
    const auto selected = scene.ui.map().find(fmt::format("answer.class.{}", scene.channel));
    if (selected != scene.ui.map().end()) scene.ui.mark("maps.selected", Rect(selected->second));
    Rect row = area.cut_top(scene.ui.px(32), scene.ui.px(8));
    const std::string_view label = tr("Why this class and not another?");
    row.w = std::min(row.w, scene.ui.text_width(label) + scene.ui.px(28));
    if (button(scene.ui, "answer.why", row, label, {.tooltip = tr("Compare two classes term by term"), .key = "A"}))
        scene.change_view([](NetworkView& view) { view.page = NetworkPage::answer; });
}

void AnswerPage::show_verdict(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const nn::ClassRow& best = table_.best();
    Rect line = area.cut_top(ui.px(28), ui.px(2));
    ui.mark("answer.verdict", line);
    const std::string text = best.label + ", " + nn::answer_text(best.value, table_.unit);
    ui.text(line.cut_left(ui.text_width(text, Type::heading) + 1, ui.px(14)), text, Role::text, Type::heading);
    if (const auto truth = true_class(scene.network.input, scene.model); truth && *truth < class_count(table_)) {
        const bool is_right = *truth == best.index;
        ui.mark(is_right ? "answer.right" : "answer.wrong", line);
        ui.text(line,
                is_right ? tr("right: this is the true class")
                         : tr("wrong: the true class is {}", table_.rows[*truth].label),
                is_right ? Role::winner : Role::warning);
    }
    if (!scene.edited) return;
    const nn::ClassRow& before = table_.trained_best();
    const std::string trained = before.label + ", " + nn::answer_text(before.trained, table_.unit);
    const std::string note =
        table_.has_changed() ? tr("As trained: {}. The changes have changed the answer. The marks on the bars are the "
                                  "values as trained.",
                                  trained)
                             : tr("As trained: {}. The answer is still the same. The marks on the bars are the values "
                                  "as trained.",
                                  trained);
    const float height = ui.paragraph(area, note, Role::muted, Type::caption);
    ui.mark("answer.before", area.cut_top(height, ui.px(4)));
}

void AnswerPage::compare(const Scene& scene, const Subject& subject) {
    if (subject == subject_) return;
    if (subject.chosen != subject_.chosen || subject.rival != subject_.rival) {
        terms_.start_over();
        maps_.start_over();
    }
    subject_ = subject;
    comparison_ = nn::compare_scores(nn::applied(scene.model, scene.results.request.edits),
                                     static_cast<std::int64_t>(subject.chosen),
                                     static_cast<std::int64_t>(subject.rival), scene.now.activations());
    if (comparison_) term_list_ = term_list(scene, subject);
}

std::optional<std::size_t> AnswerPage::class_choice(Ui& ui, std::string_view name, Rect place, std::size_t chosen,
                                                    std::size_t hidden, std::string_view tooltip) const {
    std::vector<Choice> choices;
    std::vector<std::size_t> classes;
    const auto add = [&](std::size_t index) {
        classes.push_back(index);
        const nn::ClassRow& row = table_.rows[index];
        choices.push_back(
            {.key = std::to_string(index), .label = row.label, .detail = nn::answer_text(row.value, table_.unit)});
    };
    for (const std::size_t index : table_.ranking)
        if (index != hidden && classes.size() < kChoices) add(index);
    if (std::ranges::find(classes, chosen) == classes.end()) add(chosen);
    const auto at = static_cast<int>(std::ranges::find(classes, chosen) - classes.begin());
    const auto pressed = dropdown(ui, name, place, table_.rows[chosen].label, choices, at, tooltip);
    return pressed ? std::optional(classes[static_cast<std::size_t>(*pressed)]) : std::nullopt;
}

void AnswerPage::show_question(Scene& scene, const Subject& subject, Rect& area) const {
    Ui& ui = scene.ui;
    Rect row = area.cut_top(ui.px(32), ui.px(6));
    const std::array<std::string_view, 3> words = question_words();
    float words_width = ui.px(40);
    for (const std::string_view text : words) words_width += ui.text_width(text, Type::heading);
    const float width = std::min(ui.px(200), (row.w - words_width) / 2);
    const auto word = [&](std::string_view text) {
        ui.text(row.cut_left(ui.text_width(text, Type::heading) + 1, ui.px(10)), text, Role::text, Type::heading);
    };
    word(words[0]);
    if (const auto chosen = class_choice(ui, "answer.explained", row.cut_left(width, ui.px(10)), subject.chosen,
                                         class_count(table_), tr("The class that is explained")))
        scene.change_view([index = static_cast<std::int64_t>(*chosen)](NetworkView& view) { view.explained = index; });
    word(words[1]);
    if (const auto rival = class_choice(ui, "answer.rival", row.cut_left(width, ui.px(4)), subject.rival,
                                        subject.chosen, tr("The class that it is compared with")))
        scene.change_view(
            [index = static_cast<std::int64_t>(*rival)](NetworkView& view) { view.answer.rival = index; });
    word(words[2]);
}

void AnswerPage::show_difference(Ui& ui, const Subject& subject, Rect& area) const {
    const nn::ClassRow& chosen = table_.rows[subject.chosen];
    const nn::ClassRow& rival = table_.rows[subject.rival];
    const double difference = written_difference(chosen, rival);
    const auto number = [](double value) { return decimal_text(value, ClassList::kScoreDecimals); };
    std::string text =
        tr("Scores: {} \u2212 {} = {}.", number(chosen.score),
           rival.score < 0 ? fmt::format("({})", number(rival.score)) : number(rival.score), number(difference));
    if (table_.has_softmax)
        text += " " + tr("So {} is e^{} = {} times as probable as {}.", difference < 0 ? rival.label : chosen.label,
                         number(std::fabs(difference)), ratio_text(std::exp(std::fabs(difference))),
                         difference < 0 ? chosen.label : rival.label);
    if (!comparison_)
        text += fmt::format(" {}", tr("The model's last layers do not compute the scores as sums of weighted values."));
    const float height = ui.paragraph(area, text, Role::text, Type::text);
    ui.mark("answer.difference", area.cut_top(height, ui.px(6)));
}

PartList AnswerPage::term_list(const Scene& scene, const Subject& subject) const {
    const std::string& chosen = table_.rows[subject.chosen].label;
    const std::string& rival = table_.rows[subject.rival].label;
    PartList list{.name = "answer.term",
                  .title = tr("Value \u00d7 difference of its two weights"),
                  .parts = {},
                  .constants = {{tr("difference of the biases"), comparison_->bias - comparison_->rival_bias}},
                  .total_label = tr("difference of the scores"),
                  .total = written_difference(table_.rows[subject.chosen], table_.rows[subject.rival])};
    list.parts.reserve(comparison_->terms.size());
    for (const nn::ScoreTerm& term : comparison_->terms) {
        const Origin origin = origin_of(scene.model, term.node, term.from);
        const nn::Node& node = scene.model.node(origin.node);
        const bool has_place = node.shape.is_image() && node.shape.rows() * node.shape.cols() > 1;
        list.parts.push_back(
            {.label = fmt::format("{}, {}", display_name(node), place_text(node.shape, origin.at)),
             .tooltip = tr("Its weight for {} is {:.5g}, for {} {:.5g}. Click: show it", chosen, term.weight, rival,
                           term.rival_weight),
             .a = term.value,
             .b = term.weight_difference(),
             .is_product = true,
             .part = term.part(),
             .place = {origin.node, origin.at.channel, has_place ? std::optional(origin.at) : std::nullopt}});
    }
    return list;
}

PartList AnswerPage::map_list(const Scene& scene, const Subject& subject, const MapDifferences& differences) const {
    const nn::Node& node = scene.model.node(differences.node);
    PartList list{.name = "answer.map",
                  .title = tr("Through the maps of {}", display_name(node)),
                  .parts = {},
                  .constants = {{tr("biases of the layers after it"), differences.bias}},
                  .total_label = tr("difference of the scores"),
                  .total = written_difference(table_.rows[subject.chosen], table_.rows[subject.rival]),
                  .has_pictures = true};
    if (std::fabs(differences.rest) > kNoRest)
        list.constants.push_back({tr("what is not a sum of the maps"), differences.rest});
    else
        list.constants.front().value += differences.rest;
    list.parts.reserve(differences.parts.size());
    for (std::size_t i = 0; i < differences.parts.size(); ++i)
        list.parts.push_back(
            {.label = tr("map {}", i),
             .tooltip = tr("This map speaks for {}. Click: show it",
                           table_.rows[differences.parts[i] < 0 ? subject.rival : subject.chosen].label),
             .part = differences.parts[i],
             .place = {differences.node, static_cast<std::int64_t>(i), std::nullopt}});
    std::ranges::stable_sort(list.parts, std::ranges::greater(),
                             [](const ScorePart& part) { return std::fabs(part.part); });
    return list;
}

}  // namespace convscope
