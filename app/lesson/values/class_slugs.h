// The names of a model's classes as lessons write them: "t_shirt_top". Internal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope {

/// Lower-case letters and digits of the name, and an underscore in place of anything else: "Ankle boot" gives
/// "ankle_boot". Letters of other scripts are kept.
std::string slug_of(std::string_view name);
/// The slugs of the classes, in order.
std::vector<std::string> class_slugs(const nn::Model& model);
/// The class of that number, name or slug (with hyphens or underscores); nullopt if there is none.
std::optional<std::int64_t> class_index(const nn::Model& model, std::string_view name);

}  // namespace convscope
