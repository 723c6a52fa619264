// The sample pictures that are offered as input: garments for grey models, photographs for colour models.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/base/text/translation.h"

namespace convscope {

struct SampleInput {
    std::string_view name;  ///< the file's name without .png; OpenSampleInput opens it
    Message label;          ///< as shown to the user
};

/// The samples for a model whose input has this number of channels.
std::span<const SampleInput> sample_inputs(std::int64_t channels);
/// The name of the sample with this label: "t_shirt_top" for "T-shirt/top".
std::string sample_name(std::string_view label);
/// The sample's file; `assets` holds garments/ and photographs/.
std::filesystem::path sample_file(const std::filesystem::path& assets, std::int64_t channels, std::string_view name);

}  // namespace convscope
