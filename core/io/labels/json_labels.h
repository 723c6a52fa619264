// Labels in JSON, and in lists and dicts as Python prints them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/io/labels/collector.h"

namespace convscope {

/// A list of texts, of lists whose last text is the label, or of objects with a name; an object from numbers to labels
/// or from labels to numbers; or an object with one of these under a key such as "labels", as Teachable Machine's
/// metadata.json. Also takes json_of_python() of the text. Throws LoadError.
Labels labels_from_json(LabelCollector& labels, std::string_view text);

/// The text as JSON if it is a Python list, tuple or dict, or an array of NumPy as it is printed; it may follow
/// "name = ". nullopt for other text.
std::optional<std::string> json_of_python(std::string_view text);

}  // namespace convscope
