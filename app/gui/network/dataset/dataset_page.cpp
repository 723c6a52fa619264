#include "app/gui/network/dataset/dataset_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"

namespace convscope {

namespace {

/// A computation that took less time than this is repeated after each edit without a button press.
constexpr double kCheapSeconds = 3;
constexpr float kTopicsHeight = 32, kProgressHeight = 26;

StudyKey key_of(const Scene& scene) {
    return {scene.network.model.model, scene.network.edits, scene.dataset.data};
}

/// The last result for this model and data set, with any edits; null if there is none.
template <class Job>
auto last_of(const Job& job, const StudyKey& key) {
    const auto& known = job.known();
    const auto found = std::find_if(known.rbegin(), known.rend(),
                                    [&](const auto& entry) { return entry.key.is_same_subject(key) && entry.result; });
    return found == known.rend() ? nullptr : &*found;
}

/// The reason why the model cannot be run on the data set; empty if it can.
std::string misfit(const Scene& scene) {
    const nn::Shape& input = scene.input_shape();
    const std::optional<nn::Shape> shape = nn::picture_shape(input);
    if (!nn::takes_picture(*scene.network.model.model))
        return tr("This model takes numbers, and the data set has pictures.");
    if (shape && *shape == scene.dataset.data->example) return {};
    return tr(
        "The pictures of {} have {} values, but this model takes {}. Open a data set of that size, or a "
        "folder with one sub-folder of pictures for each class, which are fitted to the model.",
        scene.dataset.name(), shape_text(scene.dataset.data->example), shape_text(input));
}

}  // namespace

void DatasetPage::update() {
    surveys_.update();
    answers_.update();
    similar_.update();
}

void DatasetPage::show(Scene& scene, const DatasetOpening& opening, Rect& area) {
    Ui& ui = scene.ui;
    if (const std::string reading = opening.reading(); !reading.empty()) {
        const Rect line = area.cut_top(ui.px(kProgressHeight), ui.px(8));
        if (show_progress(ui, "data.reading", line, tr("Reading {}", reading), opening.progress()))
            scene.frame.request(StopReadingDataset{});
    }
    if (!scene.dataset.data || scene.dataset.data->size() == 0) return show_no_dataset(scene, area);
    show_topics(scene, area);
    if (const std::string problem = misfit(scene); !problem.empty()) {
        const float height = ui.paragraph(area, problem, Role::muted);
        ui.mark("data.misfit", area.cut_top(height));
        return;
    }
    switch (scene.view.dataset.topic) {
        case DatasetTopic::excites:
            return show_excites(scene, area);
        case DatasetTopic::confusion:
            return show_answers(scene, area);
        case DatasetTopic::similar:
            return show_similar(scene, area);
    }
}

void DatasetPage::show_topics(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const std::array<Segment, 3> kinds{
        Segment{"excites", tr("Who excites it"), tr("The pictures that the selected map answers to most")},
        Segment{"confusion", tr("Confusion"), tr("The answers against the true classes; the mistakes")},
        Segment{"similar", tr("Similar"), tr("The pictures that the selected layer sees most like the input")}};
    Rect line = area.cut_top(ui.px(kTopicsHeight), ui.px(8));
    const Rect topics = line.cut_left(std::min(line.w, ui.px(360)), ui.px(12));
    if (const auto chosen = segmented(ui, "data.topic", topics, kinds, static_cast<int>(scene.view.dataset.topic)))
        scene.change_view([chosen](NetworkView& view) { view.dataset.topic = static_cast<DatasetTopic>(*chosen); });
    ui.mark("data.name", line);
    ui.text(line, fmt::format("{}, {}", scene.dataset.name(), picture_count(scene.dataset.data->size())), Role::muted,
            Type::caption, Align::right);
}

void DatasetPage::show_no_dataset(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    constexpr Message kText =
        tr("To see which pictures excite a map and which classes are confused, drop a data set on the window: a folder "
           "with one sub-folder of pictures for each class, or the folder of Fashion-MNIST or MNIST.");
    const float height = ui.paragraph(area, kText, Role::text);
    ui.mark("data.none", area.cut_top(height, ui.px(12)));
    Rect line = area.cut_top(ui.px(34));
    if (button(ui, "data.choose", line.cut_left(std::min(line.w, ui.px(180))), tr("Choose a folder\u2026"),
               {.icon = Icon::folder, .tooltip = tr("Find the folder, then press Open folder"), .key = "Ctrl+O"}))
        scene.frame.request(ShowOpenDialog{});
}

template <class Job>
auto DatasetPage::result_of(Scene& scene, Job& job, const StudyKey& key, std::string_view name, Rect& area) {
    Ui& ui = scene.ui;
    using Result = decltype(job.known().front().result);
    if (const auto* known = job.find(key)) {
        if (known->problem.empty()) return known->result;
        const float height = ui.paragraph(area, known->problem, Role::warning);
        ui.mark(std::string(name) + ".problem", area.cut_top(height));
        return Result{};
    }
    const auto* const last = last_of(job, key);
    if (last == nullptr || last->seconds < kCheapSeconds) job.request(key);
    const Rect line = area.cut_top(ui.px(kProgressHeight), ui.px(6));
    if (job.busy()) {
        if (show_progress(ui, std::string(name) + ".progress", line, tr("Running the model on all pictures"),
                          job.progress()))
            job.stop();
    } else {
        Rect rest = line;
        if (button(ui, std::string(name) + ".compute", rest.cut_left(ui.px(96), ui.px(12)), tr("Compute"),
                   {.tooltip = tr("Run the model, as it is now, on all pictures"), .type = Type::caption})) {
            job.allow();
            job.request(key);
        }
        ui.mark(std::string(name) + ".stale", rest);
        ui.text(rest, last != nullptr ? tr("The numbers below are from before the last change.") : tr("Stopped."),
                Role::warning, Type::caption);
    }
    return last != nullptr ? last->result : Result{};
}

void DatasetPage::show_excites(Scene& scene, Rect& area) {
    if (const auto survey = result_of(scene, surveys_, key_of(scene), "data.survey", area))
        excites_.show(scene, *survey, area);
}

SharedEvaluation DatasetPage::second_answers(Scene& scene, std::string& state) {
    const std::shared_ptr<const nn::Model>& other = scene.view.other.model;
    state = tr("No second model is open.");
    if (!other) return nullptr;
    const StudyKey key{.model = other, .edits = {}, .data = scene.dataset.data};
    const auto* known = answers_.find(key);
    if (known == nullptr) {
        state = tr("Running {} on all pictures\u2026 {:.0f} %", scene.view.other.name(), 100 * answers_.progress());
        if (!answers_.busy()) answers_.request(key);
        scene.ui.wake_at(scene.ui.time() + 0.1);
        return nullptr;
    }
    state = known->problem;
    return known->result;
}

void DatasetPage::show_answers(Scene& scene, Rect& area) {
    const SharedEvaluation evaluation = result_of(scene, answers_, key_of(scene), "data.answers", area);
    if (!evaluation) return;
    std::string state;
    SharedEvaluation other;
    if (scene.view.dataset.list == AnswerList::disagree) other = second_answers(scene, state);
    answers_view_.show(scene, evaluation, other, state, area);
}

void DatasetPage::show_similar(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const NetworkRequest& request = scene.results.request;
    const SimilarKey key{.study = {request.model, request.edits, scene.dataset.data},
                         .node = scene.layer,
                         .revision = scene.results.revision};
    similar_.request(key, scene.values().values, kSimilarShown + 1);
    if (const auto* known = similar_.find(key)) {
        if (known->result) return similar_view_.show(scene, *known->result, area);
        const float height = ui.paragraph(area, known->problem, Role::warning);
        ui.mark("data.similar.problem", area.cut_top(height));
        return;
    }
    Rect line = area.cut_top(ui.px(kProgressHeight), ui.px(6));
    if (similar_.busy()) {
        if (show_progress(ui, "data.similar.progress", line, tr("Comparing all pictures"), similar_.progress()))
            similar_.stop();
    } else if (button(ui, "data.similar.compute", line.cut_left(ui.px(96)), tr("Compute"),
                      {.tooltip = tr("Compare all pictures with the input"), .type = Type::caption})) {
        similar_.allow();
    }
}

void DatasetPage::show_strip(Scene& scene, Rect& area) {
    if (!scene.dataset.data || scene.view.page == NetworkPage::data) return;
    const auto* const known = surveys_.find(key_of(scene));
    if (known == nullptr || !known->result) return;
    const auto& channels = known->result->nodes.at(static_cast<std::size_t>(scene.layer));
    if (channels.empty()) return;
    Ui& ui = scene.ui;
    const nn::ChannelSurvey& channel = channels.at(static_cast<std::size_t>(scene.channel));
    const Rect heading = area.cut_top(ui.px(20), ui.px(2));
    ui.mark("map.top", heading);
    ui.text(heading,
            channel.active == 0 ? tr("Never active in {}", scene.dataset.name())
                                : tr("Strongest pictures in {}", scene.dataset.name()),
            Role::muted, Type::caption);
    if (channel.active > 0) strip_.show_strip(scene, channel, area.cut_top(ui.px(36), ui.px(8)));
}

}  // namespace convscope
