#include "app/gui/network/pages/models_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/document/network/shipped_models.h"
#include "app/gui/network/exports/answer_exports.h"
#include "app/gui/network/scene/answer_bar.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace {

constexpr const auto& kShipped = nn::kArchitectures;
constexpr float kLabelWidth = 92, kMaxCellWidth = 480, kGap = 16;
constexpr float kNamesHeight = 32, kBarHeight = 20, kLineHeight = 22, kAccuracyHeight = 58;
constexpr std::size_t kMaxClasses = 10, kMaxLayers = 8;

/// The names of all layers or, if there are more than kMaxLayers, of the first and the last few.
std::string layer_list(const nn::Model& model) {
    std::vector<std::string> names;
    for (int node = 0; node < model.size(); ++node)
        if (!is_input(model, node)) names.push_back(display_name(model.node(node)));
    if (names.size() <= kMaxLayers) return fmt::format("{}", fmt::join(names, ", "));
    const auto first = std::span(names).first(kMaxLayers - 3), last = std::span(names).last(2);
    return tr("{} layers: {}, \u2026, {}", names.size(), fmt::join(first, ", "), fmt::join(last, ", "));
}

std::string percent(double part, int decimals = 1) {
    return fmt::format("{:.{}f} %", 100 * part, decimals);
}

std::size_t best_of(std::span<const float> answer) {
    return static_cast<std::size_t>(std::ranges::max_element(answer) - answer.begin());
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 32);
    return text;
}

bool is_same_sample(const OpenModel& a, const OpenModel& b) {
    return a.is_sample && b.is_sample && a.file == b.file;
}

}  // namespace

void ModelsPage::update(const OpenModel& open, const std::shared_ptr<const nn::Dataset>& dataset) {
    meter_.update();
    input_maker_.drain();
    dataset_ = dataset;
    if (open == last_open_) return;
    if (last_open_.model && !last_open_.is_sample) opened_before_ = last_open_;
    last_open_ = open;
}

void ModelsPage::prepare(const NetworkInput& input, const std::shared_ptr<const nn::Model>& other) {
    input_is_ready_ = input_maker_.update(input, other);
    const bool has_problem = input_is_ready_ && !input_maker_.problem().empty();
    problem_ = has_problem ? tr("The second model {}.", input_maker_.problem()) : std::string();
}

void ModelsPage::request_second(Scene& scene) {
    const OpenModel& open = scene.network.model;
    if (requested_for_ == open.model) return;
    requested_for_ = open.model;
    const OpenModel& other = scene.view.other;
    // Keep the second model, unless it is the first one: comparing a model with itself shows nothing.
    if (other.model && !is_same_sample(open, other)) return;
    // Compare the course's model, or a copy of its file, with the plain network, and every other model with the
    // course's.
    const std::string second_name = kShipped.at(open.file.stem() == kShipped[0].name ? 1 : 0).name;
    scene.frame.request(OpenSecondModel{second_name});
}

void ModelsPage::find_facts(Facts& facts, const OpenModel& open) const {
    if (facts.model == open.model && facts.language == language()) return;
    facts = {.model = open.model, .language = language()};
    if (!open.model) return;
    const nn::Summary summary = nn::summarise(*open.model);
    facts.parameters = nn::with_commas(summary.parameters);
    facts.work = nn::with_commas(summary.multiply_adds);
    facts.layers = layer_list(*open.model);
    if (open.is_sample) facts.accuracy = shipped_accuracy(models_, open.name());
}

ModelsPage::Side ModelsPage::make_side(const Scene& scene, const OpenModel& open, const nn::Trace* trace,
                                       const Facts& facts) const {
    Side side{.name = open.name(), .accuracy = "\u2013"};
    if (!open.model) return side;
    side.unit = nn::answer_unit(*open.model);
    if (trace != nullptr && nn::gives_classes(*open.model))
        side.answer = trace->layer(open.model->outputs().front()).values;
    const bool is_edited = open.model == scene.network.model.model && scene.edited;
    const Accuracy* measured = dataset_ ? meter_.find(open.model, dataset_) : nullptr;
    if (measured != nullptr && measured->problem.empty()) {
        side.accuracy = percent(measured->sum.accuracy(), 2);
        const std::string count = nn::with_commas(measured->sum.examples);
        side.accuracy_note =
            is_edited ? tr("measured on {} test images, as trained", count) : tr("measured on {} test images", count);
    } else if (measured != nullptr) {
        side.accuracy_note = tr("does not fit the data set");
    } else if (meter_.busy()) {
        side.accuracy = fmt::format("{:.0f} %", 100 * meter_.progress());
        side.accuracy_note =
            is_edited ? tr("of the test images seen\u2026, as trained") : tr("of the test images seen\u2026");
    } else if (facts.accuracy) {
        side.accuracy = percent(*facts.accuracy, 2);
        side.accuracy_note = is_edited ? tr("on the 10,000 test images, as trained") : tr("on the 10,000 test images");
    } else {
        side.accuracy_note = dataset_ ? tr("not measured yet") : tr("unknown without the data set");
    }
    return side;
}

std::string ModelsPage::label(std::size_t index) const {
    for (const Facts& facts : facts_)
        if (facts.model && index < facts.model->info().labels.size()) return facts.model->info().labels[index];
    return std::to_string(index);
}

bool ModelsPage::agree() const {
    const auto& [first, second] = sides_;
    return first.answer.empty() || second.answer.empty() || best_of(first.answer) == best_of(second.answer);
}

std::string ModelsPage::verdict_of(const Scene& scene) const {
    if (scene.network.takes_numbers(0))
        return tr("Two models are compared on one picture, and this model takes numbers.");
    if (!problem_.empty()) return problem_;
    if (!scene.view.other.model) return tr("Opening the second model\u2026");
    for (const Side& side : sides_)
        if (side.answer.empty()) return tr("Only models that answer with classes can be compared.");
    std::array<std::string, kSides> classes, parts;
    for (std::size_t i = 0; i < kSides; ++i) {
        const std::size_t best = best_of(sides_.at(i).answer);
        classes.at(i) = label(best);
        parts.at(i) = nn::answer_text(static_cast<double>(sides_.at(i).answer[best]), sides_.at(i).unit);
    }
    const std::string first = scene.network.model.is_sample ? capitalised(sides_[0].name) : sides_[0].name;
    std::string text = agree() ? tr("Both say {} ({} and {}).", classes[0], parts[0], parts[1])
                               : tr("{} says {} ({}), {} says {} ({}).", first, classes[0], parts[0], sides_[1].name,
                                    classes[1], parts[1]);
    if (scene.network.input.label >= 0)
        text += " " + tr("It is labelled {}.", label(static_cast<std::size_t>(scene.network.input.label)));
    return text;
}

void ModelsPage::lay_out(const Ui& ui, float width) {
    gap_ = ui.px(kGap);
    label_width_ = ui.px(kLabelWidth);
    cell_width_ = std::floor(std::min(ui.px(kMaxCellWidth), (width - label_width_ - 2 * gap_) / kSides));
}

Rect ModelsPage::cell(Rect line, std::size_t side) const {
    return {line.x + label_width_ + gap_ + static_cast<float>(side) * (cell_width_ + gap_), line.y, cell_width_,
            line.h};
}

void ModelsPage::show(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const Rect start = area;
    area.h = kUnboundedHeight;
    request_second(scene);
    const OpenModel& other = scene.view.other;
    const bool other_is_there = scene.other != nullptr && scene.other->has_trace() && other.model &&
                                scene.other->request.model == other.model && problem_.empty();
    find_facts(facts_[0], scene.network.model);
    find_facts(facts_[1], other);
    sides_[0] = make_side(scene, scene.network.model, &scene.now, facts_[0]);
    sides_[1] = make_side(scene, other, other_is_there ? scene.other->now.get() : nullptr, facts_[1]);
    verdict_ = verdict_of(scene);

    lay_out(ui, area.w);
    show_names(scene, area.cut_top(ui.px(kNamesHeight), ui.px(8)));
    const float height = ui.paragraph(area, verdict_, agree() ? Role::text : Role::warning);
    ui.mark("models.verdict", area.cut_top(height, ui.px(8)));
    show_answers(ui, area);
    ui.fill({area.x, area.y, cell(area, 1).right() - area.x, ui.line_width()}, ui.colour(Role::line));
    area.cut_top(ui.px(8));
    show_accuracy(scene, area.cut_top(ui.px(kAccuracyHeight)));
    show_facts(ui, area);
    models_menu(scene, {start.x, start.y, start.w, area.y - start.y});
}

void ModelsPage::show_names(Scene& scene, Rect line) {
    Ui& ui = scene.ui;
    Rect name = cell(line, 0);
    ui.mark("models.first", name);
    ui.text({line.x, line.y, label_width_, line.h}, scene.network.input.title(), Role::muted, Type::caption);
    if (scene.edited) {
        const std::string_view changed = tr("changed");
        ui.text(name.cut_right(ui.text_width(changed, Type::caption), ui.px(8)), changed, Role::warning, Type::caption);
    }
    ui.text(name, sides_[0].name, Role::text, Type::heading);
    choose_second(scene, cell(line, 1));
}

void ModelsPage::choose_second(Scene& scene, Rect place) {
    std::vector<Choice> choices;
    choices.reserve(kShipped.size() + 1);
    for (const nn::Architecture& model : kShipped) choices.push_back({.key = model.name, .label = model.name});
    if (opened_before_.model) choices.push_back({.key = "before", .label = opened_before_.name()});
    const OpenModel& other = scene.view.other;
    int chosen = -1;
    for (std::size_t i = 0; i < kShipped.size(); ++i)
        if (is_same_sample(other, {.file = kShipped.at(i).name, .is_sample = true})) chosen = static_cast<int>(i);
    if (chosen < 0 && other.model && other == opened_before_) chosen = static_cast<int>(kShipped.size());
    const auto choice = dropdown(scene.ui, "models.second", place, other.model ? other.name() : "\u2026", choices,
                                 chosen, tr("The second model"));
    if (!choice) return;
    const auto index = static_cast<std::size_t>(*choice);
    if (index < kShipped.size())
        scene.frame.request(OpenSecondModel{kShipped.at(index).name});
    else
        scene.change_view([before = opened_before_](NetworkView& view) { view.other = before; });
}

std::vector<std::size_t> ModelsPage::shown_classes() const {
    std::vector<std::size_t> classes(std::max(sides_[0].answer.size(), sides_[1].answer.size()));
    std::iota(classes.begin(), classes.end(), std::size_t{0});
    if (classes.size() <= kMaxClasses) return classes;
    // Keep the classes with the largest values in either model, taken as fractions of that model's span.
    const auto largest = [&](std::size_t index) {
        float value = 0;
        for (const Side& side : sides_)
            if (index < side.answer.size())
                value = std::max(value, answer_span(side.unit, side.answer).fraction(side.answer[index]));
        return value;
    };
    std::ranges::stable_sort(classes, std::ranges::greater(), largest);
    classes.resize(kMaxClasses);
    return classes;
}

void ModelsPage::show_answers(Ui& ui, Rect& area) const {
    for (const std::size_t index : shown_classes()) {
        const Rect line = area.cut_top(ui.px(kBarHeight));
        ui.text({line.x, line.y, label_width_, line.h}, label(index), Role::text, Type::caption);
        for (std::size_t i = 0; i < kSides; ++i) {
            const std::span<const float> answer = sides_.at(i).answer;
            if (index >= answer.size()) continue;
            Rect bar = cell(line, i);
            ui.mark(fmt::format("models.{}.class.{}", i == 0 ? "first" : "second", index), bar);
            const bool best = index == best_of(answer);
            const Side& side = sides_.at(i);
            ui.text(bar.cut_right(ui.text_width("-1000.00", Type::caption), ui.px(8)),
                    nn::answer_text(static_cast<double>(answer[index]), side.unit), best ? Role::text : Role::muted,
                    Type::caption, Align::right);
            show_answer_bar(ui, bar.inset(0, ui.px(4)), answer_span(side.unit, answer), answer[index],
                            best ? Role::accent : Role::muted);
        }
    }
    area.cut_top(ui.px(8));
}

void ModelsPage::show_accuracy(Scene& scene, Rect line) {
    Ui& ui = scene.ui;
    for (std::size_t i = 0; i < kSides; ++i) {
        Rect place = cell(line, i);
        ui.mark(i == 0 ? "models.first.accuracy" : "models.second.accuracy", place);
        ui.text(place.cut_top(ui.px(kLineHeight)), sides_.at(i).accuracy);
        ui.paragraph(place, sides_.at(i).accuracy_note, Role::muted, Type::caption);
    }
    Rect place{line.x, line.y, label_width_, line.h};
    ui.text(place.cut_top(ui.px(kLineHeight)), tr("Accuracy"), Role::muted, Type::caption);
    if (!dataset_) return;
    const Rect button_place = place.cut_top(ui.px(28));
    if (meter_.busy()) {
        ui.wake_at(ui.time() + 0.1);
        if (button(ui, "models.stop", button_place, tr("Stop"), {.type = Type::caption})) meter_.stop();
        return;
    }
    std::vector<std::shared_ptr<const nn::Model>> models{scene.network.model.model};
    if (scene.view.other.model) models.push_back(scene.view.other.model);
    const bool known =
        std::ranges::all_of(models, [&](const auto& model) { return meter_.find(model, dataset_) != nullptr; });
    if (button(ui, "models.measure", button_place, tr("Measure"),
               {.tooltip = tr("Counts how many of the data set's test images each model gets right"),
                .enabled = !known,
                .type = Type::caption}))
        meter_.measure(models, dataset_);
}

void ModelsPage::show_facts(Ui& ui, Rect& area) const {
    const auto line = [&](const char* name, std::string_view title, std::string Facts::*fact) {
        const Rect place = area.cut_top(ui.px(kLineHeight));
        ui.text({place.x, place.y, label_width_, place.h}, title, Role::muted, Type::caption);
        for (std::size_t i = 0; i < kSides; ++i) {
            ui.mark(fmt::format("models.{}.{}", i == 0 ? "first" : "second", name), cell(place, i));
            ui.text(cell(place, i), facts_.at(i).*fact);
        }
    };
    line("parameters", tr("Parameters"), &Facts::parameters);
    line("work", tr("Multiply-adds"), &Facts::work);
    area.cut_top(ui.px(3));
    ui.text({area.x, area.y, label_width_, ui.text_height(Type::caption)}, tr("Layers"), Role::muted, Type::caption);
    float height = 0;
    for (std::size_t i = 0; i < kSides; ++i) {
        const Rect place = cell(area, i);
        height = std::max(height, ui.paragraph(place, facts_.at(i).layers, Role::text, Type::caption));
    }
    area.cut_top(height, ui.px(4));
}

}  // namespace convscope
