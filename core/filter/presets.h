// A table of well-known filters.
#pragma once

#include <span>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/filter/settings.h"

namespace convscope {

/// slug is the name on the command line ("sobel-vertical"), name the one in the interface, note a text about the
/// filter's effect.
struct Preset {
    std::string_view slug;
    Message name;
    Message group;
    Kernel kernel;
    float weight;
    float bias;
    Message note;
};

std::span<const Preset> presets();
/// The preset with this slug; nullptr if there is none.
const Preset* find_preset(std::string_view slug);

}  // namespace convscope
