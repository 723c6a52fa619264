// What convscope tells about a model besides its layers, as JSON beside them.
// Knows nothing of the file that it is in.
#pragma once

#include <string>
#include <string_view>

#include "core/nn/model/model.h"

namespace convscope {

std::string model_info_json(const nn::ModelInfo& info);
/// Fields that are missing keep those of `defaults`. Throws LoadError for what is damaged.
nn::ModelInfo model_info_from_json(std::string_view text, const nn::ModelInfo& defaults, const std::string& file);

}  // namespace convscope
