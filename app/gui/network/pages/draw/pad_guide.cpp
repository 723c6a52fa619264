#include "app/gui/network/pages/draw/pad_guide.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "app/gui/network/panels/input/sample_inputs.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

namespace {

constexpr std::string_view kSample = "sample:", kClass = "class:";
/// The opacity of the guide's brightest pixels, which must be visible on black and fainter than paint.
constexpr float kOpacity = 0.5F;

std::optional<int> class_of(std::string_view guide) {
    if (!guide.starts_with(kClass)) return std::nullopt;
    int label = -1;
    const char* end = guide.data() + guide.size();
    const auto result = std::from_chars(guide.data() + kClass.size(), end, label);
    return result.ptr == end && label >= 0 ? std::optional(label) : std::nullopt;
}

std::vector<Choice> choices_for(const Scene& scene) {
    std::vector<Choice> choices{{.key = "none", .label = tr("No guide"), .tooltip = tr("Draw from memory")}};
    for (const SampleInput& sample : sample_inputs(scene.input_shape().channels()))
        choices.push_back(
            {.key = fmt::format("{}{}", kSample, sample.name), .label = sample.label, .group = tr("Sample pictures")});
    const auto& data = scene.dataset.data;
    if (!data || !nn::takes_pictures(scene.model, *data)) return choices;
    const int count = std::min(data->classes(), 30);  // a longer list would be hard to use
    for (int label = 0; label < count; ++label)
        choices.push_back({.key = fmt::format("{}{}", kClass, label),
                           .label = tr("Mean {}", nn::class_label(scene.model, static_cast<std::size_t>(label))),
                           .group = tr("Mean of a class of {}", scene.dataset.folder.filename().string())});
    return choices;
}

}  // namespace

void PadGuide::show_choice(Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    const std::vector<Choice> choices = choices_for(scene);
    const std::string& guide = scene.view.draw.guide;
    const auto found = std::ranges::find(choices, guide, &Choice::key);
    const auto chosen = found == choices.end() ? 0 : found - choices.begin();
    const std::string label =
        chosen == 0 ? tr("No guide") : tr("Guide: {}", choices.at(static_cast<std::size_t>(chosen)).label);
    const auto pressed = dropdown(ui, "draw.guide", place, label, choices, static_cast<int>(chosen),
                                  tr("Lay a faded picture under the drawing, to trace it. It is no part of the input"));
    if (!pressed) return;
    const std::string key = *pressed == 0 ? "" : choices.at(static_cast<std::size_t>(*pressed)).key;
    scene.change_view([key](NetworkView& view) { view.draw.guide = key; });
}

Picture PadGuide::picture(const Scene& scene) {
    const std::string& guide = scene.view.draw.guide;
    if (const std::optional<int> label = class_of(guide)) {
        const auto& data = scene.dataset.data;
        if (!data || !nn::takes_pictures(scene.model, *data)) return {};
        means_.update(data, *label);
        return means_.mean();
    }
    if (!guide.starts_with(kSample)) return {};
    if (loaded_ == guide) return sample_;
    loaded_ = guide;
    sample_ = {};
    // A session may name a sample that does not exist.
    const std::string name = guide.substr(kSample.size());
    const std::int64_t channels = scene.input_shape().channels();
    const std::span<const SampleInput> samples = sample_inputs(channels);
    if (std::ranges::find(samples, name, &SampleInput::name) == samples.end()) return {};
    try {
        sample_ = load_picture(sample_file(assets_, channels, name));
    } catch (const LoadError& error) {
        scene.ui.report(error.what());
    }
    return sample_;
}

void PadGuide::update(const Scene& scene) {
    const Picture now = picture(scene);
    if (model_ == scene.network.model.model && shown_.same_storage(now)) return;
    model_ = scene.network.model.model;
    shown_ = now;
    uploaded_ = 0;
    values_.clear();
    if (shown_.planes.empty()) return;
    nn::PictureInput input;
    input.picture = shown_;
    values_ = brightness_of(nn::unpainted_tensor(input, *model_), model_->info().preprocessing);
}

void PadGuide::show(Scene& scene, const PadValues& pad, Rect place) {
    update(scene);
    if (values_.empty() || values_.size() != pad.values().size()) return;
    // Drawing interpolates the texture. Enlarge a small one first, so that its pixels stay sharp squares.
    const int factor =
        std::max(1, static_cast<int>(std::ceil(place.w / static_cast<float>(scene.input_shape().cols()))));
    if (uploaded_ != pad.revision() || factor != factor_) upload(scene, pad, factor);
    uploaded_ = pad.revision();
    factor_ = factor;
    scene.ui.mark("draw.guide.picture", place);
    scene.ui.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_.id())),
                             {place.x, place.y}, {place.right(), place.bottom()});
}

void PadGuide::upload(const Scene& scene, const PadValues& pad, int factor) {
    const nn::Shape& shape = scene.input_shape();
    const auto channels = static_cast<std::size_t>(shape.channels());
    const std::array<std::size_t, 3> colours = colour_channels(model_->info().preprocessing);
    const Size size{static_cast<int>(shape.rows()) * factor, static_cast<int>(shape.cols()) * factor};
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(size.area()) * 4);
    const auto byte = [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
    };
    for (int row = 0; row < size.rows; ++row)
        for (int col = 0; col < size.cols; ++col) {
            const auto pixel = static_cast<std::size_t>((row / factor * (size.cols / factor)) + (col / factor));
            const float* value = &values_[pixel * channels];
            const float opacity = pad.painted()[pixel] ? 0 : kOpacity;
            if (channels == 3) {
                for (const std::size_t c : colours) pixels.push_back(byte(value[c]));
                pixels.push_back(byte(255 * opacity));
            } else {
                // A grey guide is drawn in blue, so that it differs from grey paint.
                for (const std::uint8_t c : {std::uint8_t{110}, std::uint8_t{170}, std::uint8_t{255}})
                    pixels.push_back(c);
                pixels.push_back(byte(value[0] * opacity));
            }
        }
    texture_.upload_rgba(size, pixels);
}

}  // namespace convscope
