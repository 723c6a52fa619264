#include "app/document/document.h"

#include <algorithm>

#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

bool OpenPicture::operator==(const OpenPicture& other) const {
    return file == other.file && is_sample == other.is_sample &&
           std::ranges::equal(picture.planes, other.picture.planes,
                              [](const Plane& a, const Plane& b) { return a.same_storage(b); });
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

Document initial_document() {
    Document document;
    const Preset& vertical = *find_preset("sobel-vertical");
    document.lab.filters[0] = {.kernel = vertical.kernel, .weight = vertical.weight, .bias = vertical.bias};
    document.lab.filters[1] = document.lab.filters[0];
    document.lab.filters[1].kernel = transposed(vertical.kernel);
    return document;
}

}  // namespace convscope
