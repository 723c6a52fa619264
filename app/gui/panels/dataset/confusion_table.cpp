#include "app/gui/panels/dataset/confusion_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace convscope {

ConfusionTable::ConfusionTable(const nn::Evaluation& evaluation, const nn::Dataset& data, bool mistakes_only)
    : evaluation_(evaluation), sums_(nn::confusion_sums(evaluation, data)) {
    for (std::int64_t c = 0; c < evaluation.classes; ++c) {
        const auto i = static_cast<std::size_t>(c);
        const bool is_used = sums_.truths[i] > 0 || sums_.predictions[i] > 0;
        correct_ += evaluation.confusion[i * static_cast<std::size_t>(evaluation.classes) + i];
        if (mistakes_only ? sums_.mistakes[i] > 0 : is_used) classes_.push_back(c);
    }
    examples_ = std::ssize(evaluation.answers);
    has_no_answers_ = evaluation.not_finite > 0;
    std::int64_t shown_answers = 0;
    for (const std::int64_t c : classes_) shown_answers += sums_.predictions[static_cast<std::size_t>(c)];
    has_others_ = shown_answers + evaluation.not_finite < examples_;
    for (const std::int64_t c : classes_) column_sums_.push_back(sums_.predictions[static_cast<std::size_t>(c)]);
    if (has_others_) column_sums_.push_back(examples_ - evaluation.not_finite - shown_answers);
    if (has_no_answers_) column_sums_.push_back(evaluation.not_finite);
}

std::size_t ConfusionTable::columns() const {
    return classes_.size() + (has_others_ ? 1 : 0) + (has_no_answers_ ? 1 : 0);
}

std::vector<std::int64_t> ConfusionTable::row(std::size_t index) const {
    const auto truth = static_cast<std::size_t>(classes_.at(index));
    const std::size_t first = truth * static_cast<std::size_t>(evaluation_.classes);
    std::vector<std::int64_t> counts;
    for (const std::int64_t c : classes_) counts.push_back(evaluation_.confusion[first + static_cast<std::size_t>(c)]);
    const std::int64_t shown = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    if (has_others_) counts.push_back(sums_.truths[truth] - sums_.no_answers[truth] - shown);
    if (has_no_answers_) counts.push_back(sums_.no_answers[truth]);
    return counts;
}

std::int64_t ConfusionTable::row_sum(std::size_t index) const {
    return sums_.truths[static_cast<std::size_t>(classes_.at(index))];
}

std::string tenths_text(std::int64_t tenths) {
    return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

}  // namespace convscope
