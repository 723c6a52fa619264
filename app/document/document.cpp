#include "app/document/document.h"

#include <algorithm>

#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

bool OpenPicture::operator==(const OpenPicture& other) const {
    return file == other.file && is_sample == other.is_sample && picture.same_storage(other.picture);
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

void NetworkView::go_to(int node, std::int64_t channel_there) {
    layer = node;
    channel = channel_there;
    second.reset();
    pinned.reset();
    kernel_channel = 0;
    camera = {};
    player.active = player.playing = false;
    player.position = 0;
}

void NetworkView::enter(const nn::Model& model) {
    go_to(std::min(1, model.size() - 1), 0);
    pinned_input.reset();
}

Document initial_document() {
    Document document;
    const Preset& vertical = *find_preset("sobel-vertical");
    document.lab.filters[0] = {.kernel = vertical.kernel, .weight = vertical.weight, .bias = vertical.bias};
    document.lab.filters[1] = document.lab.filters[0];
    document.lab.filters[1].kernel = transposed(vertical.kernel);
    return document;
}

}  // namespace convscope
