#include "app/document/lab/lab.h"

#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

bool OpenPicture::operator==(const OpenPicture& other) const {
    return file == other.file && is_sample == other.is_sample && is_edited == other.is_edited &&
           picture.same_storage(other.picture);
}

FilterSettings Lab::settings(int which) const {
    const LabFilter& filter = filters.at(static_cast<std::size_t>(which));
    return {.kernel = filter.kernel,
            .median = filter.median,
            .weight = filter.weight,
            .bias = filter.bias,
            .stride = stride,
            .dilation = dilation,
            .border = border,
            .activation = activation,
            .pooling = pooling,
            .pool_size = pool_size};
}

std::vector<FilterSettings> Lab::settings() const {
    std::vector<FilterSettings> all;
    all.reserve(static_cast<std::size_t>(count));
    for (int which = 0; which < count; ++which) all.push_back(settings(which));
    return all;
}

void Lab::decide_kind(int which) {
    const LabFilter& filter = filters.at(static_cast<std::size_t>(which));
    kinds.at(static_cast<std::size_t>(which)) =
        filter.median ? ValueKind::picture : response_kind(filter.kernel, filter.weight, filter.bias);
}

void LabView::reset_for_picture() {
    camera = {};
    pinned.reset();
    player.active = player.playing = false;
    player.position = 0;
}

std::string filter_letter(int which) {
    return {static_cast<char>('A' + which)};
}

Lab initial_lab() {
    constexpr std::array<std::string_view, kMaxFilters> kSlugs{"sobel-vertical", "sobel-horizontal", "sobel-rising",
                                                               "sobel-falling",  "laplacian",        "outline",
                                                               "line-vertical",  "line-horizontal"};
    Lab lab;
    for (int which = 0; which < kMaxFilters; ++which) {
        const auto index = static_cast<std::size_t>(which);
        const Preset& preset = *find_preset(kSlugs.at(index));
        lab.filters.at(index) = {.kernel = preset.kernel, .weight = preset.weight, .bias = preset.bias};
        lab.filters.at(index).preset = preset.slug;
        lab.decide_kind(which);
    }
    return lab;
}

}  // namespace convscope
