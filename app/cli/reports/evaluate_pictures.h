// The files of `convscope evaluate --pictures`: the confusion matrix and the mistakes as tables, and contact sheets of
// the pictures.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/nn/train/dataset.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

/// Writes into `folder`, which must be new or empty and is made if necessary: confusion.csv, mistakes.csv, hardest.png,
/// and one contact sheet "6_Shirt_as_0_T-shirt_top.png" for each cell with mistakes (at most kMaxSheets, those with
/// most mistakes; at most kMaxOnSheet pictures each, the surest answers first). `labels` are the names of the classes.
/// Returns the number of files. Throws LoadError.
int write_evaluation_pictures(const std::filesystem::path& folder, const nn::Evaluation& evaluation,
                              const nn::Dataset& data, const std::vector<std::string>& labels);

inline constexpr std::size_t kMaxSheets = 200;
inline constexpr std::size_t kMaxOnSheet = 100;

}  // namespace convscope
