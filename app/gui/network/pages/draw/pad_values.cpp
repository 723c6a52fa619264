#include "app/gui/network/pages/draw/pad_values.h"

#include <cmath>

#include "core/nn/input/picture_input.h"

namespace convscope {

std::vector<float> brightness_of(const nn::Tensor& tensor, const nn::Preprocessing& preprocessing) {
    const auto channels = static_cast<std::size_t>(tensor.shape.channels());
    std::vector<float> brightness(tensor.values.size());
    for (std::size_t i = 0; i < brightness.size(); ++i) {
        const std::size_t colour = preprocessing.colour(static_cast<std::int64_t>(i % channels));
        brightness[i] = (tensor.values[i] - preprocessing.offset.at(colour)) / preprocessing.scale.at(colour);
    }
    return brightness;
}

std::array<std::size_t, 3> colour_channels(const nn::Preprocessing& preprocessing) {
    std::array<std::size_t, 3> channels{};
    for (std::size_t channel = 0; channel < 3; ++channel)
        channels.at(preprocessing.colour(static_cast<std::int64_t>(channel))) = channel;
    return channels;
}

void PadValues::update(const Scene& scene) {
    const nn::SharedTensor& paint = scene.network.input.paint;
    if (revision_ > 0 && unpainted_ == scene.unpainted && paint_ == paint && model_ == scene.network.model.model)
        return;
    unpainted_ = scene.unpainted;
    paint_ = paint;
    model_ = scene.network.model.model;
    ++revision_;
    values_ = brightness_of(nn::painted(*unpainted_, paint), model_->info().preprocessing);
    const auto channels = static_cast<std::size_t>(unpainted_->shape.channels());
    is_painted_.assign(values_.size() / channels, false);
    if (!paint || paint->shape != unpainted_->shape) return;
    for (std::size_t i = 0; i < is_painted_.size(); ++i) is_painted_[i] = !std::isnan(paint->values[i * channels]);
}

}  // namespace convscope
