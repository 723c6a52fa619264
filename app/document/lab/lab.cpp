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
            .weight = filter.weight,
            .bias = filter.bias,
            .stride = stride,
            .dilation = dilation,
            .border = border,
            .activation = activation,
            .pooling = pooling,
            .pool_size = pool_size};
}

void Lab::decide_kind(int which) {
    const LabFilter& filter = filters.at(static_cast<std::size_t>(which));
    kinds.at(static_cast<std::size_t>(which)) = response_kind(filter.kernel, filter.weight, filter.bias);
}

void LabView::reset_for_picture() {
    camera = {};
    pinned.reset();
    player.active = player.playing = false;
    player.position = 0;
}

Lab initial_lab() {
    Lab lab;
    const Preset& vertical = *find_preset("sobel-vertical");
    lab.filters[0] = {.kernel = vertical.kernel, .weight = vertical.weight, .bias = vertical.bias};
    lab.filters[1] = lab.filters[0];
    lab.filters[1].kernel = transposed(vertical.kernel);
    lab.filters[0].preset = vertical.slug;
    lab.filters[1].preset = "sobel-horizontal";
    return lab;
}

}  // namespace convscope
