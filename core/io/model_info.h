// The name, labels and preprocessing of a model as JSON, which convscope stores in model files of every format. Must
// not depend on a format.
#pragma once

#include <string>
#include <string_view>

#include "core/nn/model/model.h"

namespace convscope {

/// The info as JSON. Omits the preprocessing unless it is known; it is then guessed again when the file is opened.
std::string model_info_json(const nn::ModelInfo& info);
/// The info in the text. Fields that it lacks are taken from `defaults`. Throws LoadError for damaged text.
nn::ModelInfo model_info_from_json(std::string_view text, const nn::ModelInfo& defaults, const std::string& file);

}  // namespace convscope
