// The numbers of the confusion matrix as they are shown: which classes, counts or per cent, sums that add up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/nn/train/dataset.h"
#include "core/nn/train/evaluate.h"
#include "core/nn/train/mistakes.h"

namespace convscope {

class ConfusionTable {
  public:
    /// The table of all classes with a picture or an answer or, with `mistakes_only`, of those with a mistake.
    /// The evaluation must outlive the table.
    ConfusionTable(const nn::Evaluation& evaluation, const nn::Dataset& data, bool mistakes_only);

    /// The classes of the rows and columns, ascending.
    const std::vector<std::int64_t>& classes() const { return classes_; }
    /// True if the columns have one more, with the answers of classes that are not shown; false if these are 0.
    bool has_others() const { return has_others_; }
    /// True if there is a column for examples whose output is not finite.
    bool has_no_answers() const { return has_no_answers_; }
    /// The number of columns: classes, others, no answers.
    std::size_t columns() const;

    /// The counts of a row: one for each column.
    std::vector<std::int64_t> row(std::size_t index) const;
    /// The examples of the row's class.
    std::int64_t row_sum(std::size_t index) const;
    /// The counts of all rows together, also of those that are not shown.
    const std::vector<std::int64_t>& column_sums() const { return column_sums_; }
    std::int64_t examples() const { return examples_; }
    std::int64_t correct() const { return correct_; }

  private:
    const nn::Evaluation& evaluation_;
    nn::ConfusionSums sums_;
    std::vector<std::int64_t> classes_;
    std::vector<std::int64_t> column_sums_;
    bool has_others_ = false, has_no_answers_ = false;
    std::int64_t examples_ = 0, correct_ = 0;
};

/// "12.3" for 123 tenths.
std::string tenths_text(std::int64_t tenths);

}  // namespace convscope
