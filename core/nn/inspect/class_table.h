// The answer of a classifier as a table with one row per class: score, exponential, probability, and the value without
// edits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/trace.h"

namespace convscope::nn {

struct ClassRow {
    std::size_t index = 0;
    std::string label;
    double score = 0;        ///< the logit
    double exponential = 0;  ///< e^(score - largest score); only with softmax
    double share = 0;        ///< exponential / sum; only with softmax
    float value = 0;         ///< in the model's output, in answer_unit()
    float trained = 0;       ///< this value in the trained model, without edits
};

struct ClassTable {
    std::vector<ClassRow> rows;        ///< in the order of the classes
    std::vector<std::size_t> ranking;  ///< indices of rows, the largest value first
    std::vector<std::size_t> trained_ranking;
    bool has_softmax = false;
    AnswerUnit unit = AnswerUnit::score;
    double largest_score = 0, sum = 0;  ///< of scores and of exponentials

    const ClassRow& best() const { return rows[ranking.front()]; }
    const ClassRow& trained_best() const { return rows[trained_ranking.front()]; }
    /// True if the edits have changed the most likely class.
    bool has_changed() const { return ranking.front() != trained_ranking.front(); }
};

/// `now` are the activations of `model`, `trained` those without its edits. gives_classes() must be true.
ClassTable class_table(const Model& model, const Trace& now, const Trace& trained);

/// The rows whose label contains `text`, ignoring the case of ASCII letters, or whose number is `text`; the largest
/// value first. An empty text matches all rows.
std::vector<std::size_t> matching_rows(const ClassTable& table, std::string_view text);

}  // namespace convscope::nn
