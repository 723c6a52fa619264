// Reads the names of classes from a text file, in the forms that publishers of models and courses use. Must not depend
// on models: labels can be opened before a model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace convscope {

/// One label per line; or per line a number and a label ("0 shirt", "0: shirt", "0,shirt"), in any order; a table with
/// or without a heading ("id,name"), or all labels on one line; JSON, see labels/json_labels.h, or a list as Python
/// prints it; the names of YOLO's data.yaml. WordNet numbers before labels, as in "n01440764 tench", are removed. The
/// text is UTF-8, UTF-16 with a byte order mark, or else Windows-1252. The file is read in a confined process. Throws
/// LoadError if it is not text, has no labels, or skips a number.
std::vector<std::string> load_labels(const std::filesystem::path& file, const std::stop_token& stop = {});
/// The labels in these bytes of a file of this name, read in this process. Throws LoadError.
std::vector<std::string> decode_labels(std::span<const std::uint8_t> bytes, const std::filesystem::path& file);
/// True if `start` is the start of a text and the file's name has no ending or one of .txt, .csv, .tsv, .json, .names,
/// .labels, .yaml and .yml.
bool starts_like_labels(std::span<const std::uint8_t> start, const std::filesystem::path& file);

}  // namespace convscope
