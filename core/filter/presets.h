// The filters every textbook names, as one table.
#pragma once

#include <span>
#include <string_view>

#include "core/filter/settings.h"

namespace convscope {

/// slug is the command line's name ("sobel-vertical"), name the reader's, note one sentence on what it does.
struct Preset {
    std::string_view slug;
    std::string_view name;
    std::string_view group;
    Kernel kernel;
    float weight;
    float bias;
    std::string_view note;
};

std::span<const Preset> presets();
/// The preset with this slug, or nullptr.
const Preset* find_preset(std::string_view slug);
/// The preset whose kernel, weight and bias these are, or nullptr. Where two agree (the course's and Sobel's) the
/// first.
const Preset* matching_preset(const Kernel& kernel, float weight, float bias);

}  // namespace convscope
