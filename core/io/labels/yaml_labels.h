// The names of classes in YAML, as YOLO's data sets have them. Reads only that part of the file: a list or a map under
// the key "names".
#pragma once

#include <optional>
#include <string_view>

#include "core/io/labels/collector.h"

namespace convscope {

/// The labels under "names:"; nullopt if no line starts with that. Throws LoadError.
std::optional<Labels> labels_from_yaml(LabelCollector& labels, std::string_view text);

}  // namespace convscope
