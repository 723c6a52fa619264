#include "core/nn/inspect/class_table.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/nn/inspect/score_terms.h"

namespace convscope::nn {

namespace {

std::vector<std::size_t> indices_of(const std::vector<RankedClass>& classes) {
    std::vector<std::size_t> indices;
    indices.reserve(classes.size());
    for (const RankedClass& ranked : classes) indices.push_back(ranked.index);
    return indices;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower;
}

}  // namespace

ClassTable class_table(const Model& model, const Trace& now, const Trace& trained) {
    const int output = model.outputs().front();
    const std::vector<float>& values = now.layer(output).values;
    const std::vector<float>& before = trained.layer(output).values;
    const std::vector<float> scores = class_scores(model, now.activations());
    ClassTable table{.rows = {},
                     .ranking = indices_of(ranked_classes(model, values)),
                     .trained_ranking = indices_of(ranked_classes(model, before)),
                     .has_softmax = model.node(score_node(model)).layer->activation().kind == ActivationKind::softmax,
                     .unit = answer_unit(model),
                     .largest_score = std::ranges::max(scores)};
    table.rows.reserve(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double exponential = table.has_softmax ? std::exp(double{scores[i]} - table.largest_score) : 0;
        table.sum += exponential;
        table.rows.push_back({.index = i,
                              .label = class_label(model, i),
                              .score = scores[i],
                              .exponential = exponential,
                              .value = values[i],
                              .trained = before[i]});
    }
    if (table.has_softmax)
        for (ClassRow& row : table.rows) row.share = row.exponential / table.sum;
    return table;
}

std::vector<std::size_t> matching_rows(const ClassTable& table, std::string_view text) {
    const std::string wanted = lower_case(text);
    std::vector<std::size_t> rows;
    for (const std::size_t i : table.ranking)
        if (lower_case(table.rows[i].label).find(wanted) != std::string::npos || std::to_string(i) == wanted)
            rows.push_back(i);
    return rows;
}

}  // namespace convscope::nn
