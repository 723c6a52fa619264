// Reads the names of classes from a text file, in the forms that publishers of models and courses use. Must not depend
// on models: labels can be opened before a model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace convscope {

/// One label per line; or per line a number and a label ("0 shirt", "0: shirt", "0,shirt"), in any order; or JSON: a
/// list of texts, an object from numbers to texts or to lists whose last text is the label (Keras's
/// imagenet_class_index), or from texts to numbers (Keras's class_indices). WordNet numbers before labels, as in
/// "n01440764 tench", are removed. Throws LoadError if the file is not text, has no labels, or skips a number.
std::vector<std::string> load_labels(const std::filesystem::path& file);
/// True if `start` is the start of a text and the file's name has no ending or one of .txt, .csv, .tsv, .json, .names
/// and .labels.
bool starts_like_labels(std::span<const std::uint8_t> start, const std::filesystem::path& file);

}  // namespace convscope
