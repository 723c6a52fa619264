#include "app/gui/network/exports/answer_exports.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/gui/network/exports/export_menu.h"
#include "app/gui/network/exports/text_table.h"
#include "app/gui/network/scene/layer_exports.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

const std::vector<float>& answer_values(const nn::Model& model, const nn::Trace& trace) {
    return trace.layer(model.outputs().front()).values;
}

/// The headings of data are English.
TextTable answer_table(const Scene& scene, bool is_data) {
    const bool scores = nn::answer_unit(scene.model) == nn::AnswerUnit::score;
    TextTable table{.headings = {"class", scores ? "score" : "probability"}, .rows = {}};
    if (!is_data) table.headings = {tr("class"), scores ? tr("score") : tr("probability")};
    for (const nn::RankedClass& one : nn::ranked_classes(scene.model, answer_values(scene.model, scene.now)))
        table.rows.push_back({is_data ? nn::data_label(scene.model, one.index) : one.label, number_text(one.value)});
    return table;
}

TextTable models_table(const Scene& scene, bool is_data) {
    const OpenModel& other = scene.view.other;
    TextTable table{.headings = {is_data ? "class" : std::string(tr("class")), scene.network.model.name()}, .rows = {}};
    const std::vector<float>& first = answer_values(scene.model, scene.now);
    const std::vector<float>* second = nullptr;
    if (scene.other != nullptr && scene.other->has_trace() && other.model) {
        second = &answer_values(scene.other->model(), *scene.other->now);
        table.headings.push_back(other.name());
    }
    const std::size_t count = std::max(first.size(), second == nullptr ? 0 : second->size());
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<std::string> cells{is_data ? nn::data_label(scene.model, i) : nn::class_label(scene.model, i),
                                       i < first.size() ? number_text(first[i]) : ""};
        if (second != nullptr) cells.push_back(i < second->size() ? number_text((*second)[i]) : "");
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace

void input_menu(Scene& scene, Rect region) {
    if (const auto format =
            region_export_menu(scene.ui, "input.values", region,
                               {.png = tr("Export the input, PNG\u2026"), .csv = tr("Export the input, CSV\u2026")}))
        scene.frame.request(layer_export(scene, scene.input_node(), *format));
}

void answer_menu(Scene& scene, Rect region) {
    if (!nn::gives_ranking(scene.model)) return;
    if (const auto format = region_export_menu(
            scene.ui, "answer.values", region,
            {.png = tr("Export all classes, PNG\u2026"), .csv = tr("Export all classes, CSV\u2026")}))
        scene.frame.request(table_export(answer_table(scene, *format == "csv"), scene.model.info().name + "_answer",
                                         *format, *scene.ui.font(Type::caption)));
}

void models_menu(Scene& scene, Rect region) {
    if (!nn::gives_ranking(scene.model)) return;
    if (const auto format = region_export_menu(
            scene.ui, "models.values", region,
            {.png = tr("Export both answers, PNG\u2026"), .csv = tr("Export both answers, CSV\u2026")}))
        scene.frame.request(
            table_export(models_table(scene, *format == "csv"), "two_models", *format, *scene.ui.font(Type::caption)));
}

}  // namespace convscope
