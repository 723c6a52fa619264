#include "app/document/training/own_classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/base/utf8.h"
#include "core/nn/input/picture_input.h"

namespace convscope {

namespace {

constexpr std::size_t kOwnPixels = std::size_t{kOwnSide} * kOwnSide;
constexpr int kHexBase = 16;

/// Example `index`, of 1 or 3 channels.
Picture picture_of(const nn::Dataset& data, std::int64_t index) {
    const std::span<const std::uint8_t> image = data.image(index);
    const Size size{static_cast<int>(data.example.rows()), static_cast<int>(data.example.cols())};
    const auto channels = static_cast<std::size_t>(data.example.channels());
    Picture picture;
    for (std::size_t channel = 0; channel < channels; ++channel) {
        std::vector<std::uint8_t> values;
        values.reserve(image.size() / channels);
        for (std::size_t i = channel; i < image.size(); i += channels) values.push_back(image[i]);
        picture.planes.emplace_back(size, std::move(values));
    }
    return picture;
}

}  // namespace

std::vector<OwnClass> first_own_classes() {
    return {{.name = "first"}, {.name = "second"}};
}

bool can_learn(const std::vector<OwnClass>& classes) {
    return std::ranges::count_if(classes, [](const OwnClass& own) { return !own.pictures.empty(); }) >=
           static_cast<std::ptrdiff_t>(kMinOwnClasses);
}

nn::Dataset own_dataset(const std::vector<OwnClass>& classes) {
    nn::Dataset data{.example = {kOwnSide, kOwnSide, 1}, .images = {}, .labels = {}};
    for (const OwnClass& own : classes) {
        if (own.pictures.empty()) continue;
        const auto label = static_cast<std::uint16_t>(data.class_names.size());
        data.class_names.push_back(own.name);
        for (const OwnPicture& picture : own.pictures) {
            data.images.insert(data.images.end(), picture.pixels->begin(), picture.pixels->end());
            data.labels.push_back(label);
        }
    }
    return data;
}

std::optional<std::vector<OwnClass>> own_classes_of(const nn::Dataset& data) {
    const auto count = static_cast<std::size_t>(data.classes());
    const std::int64_t channels = data.example.channels();
    if (count < kMinOwnClasses || count > kMaxOwnClasses || (channels != 1 && channels != 3)) return std::nullopt;
    std::vector<OwnClass> classes(count);
    for (std::size_t i = 0; i < count; ++i)
        classes[i].name = i < data.class_names.size() ? std::string(utf8_prefix(data.class_names[i], kMaxOwnName))
                                                      : fmt::format("class {}", i);
    for (std::int64_t i = 0; i < data.size(); ++i) {
        OwnClass& own = classes[data.labels[static_cast<std::size_t>(i)]];
        if (own.pictures.size() < kMaxOwnPictures) own.pictures.push_back(own_picture(picture_of(data, i)));
    }
    return classes;
}

OwnPicture own_picture(const Picture& picture) {
    nn::Preprocessing plain;
    plain.scale.fill(1);
    plain.offset.fill(0);
    plain.inversion = nn::Inversion::automatic;
    const nn::Tensor fitted = nn::preprocessed(picture, plain, {kOwnSide, kOwnSide, 1});
    std::vector<std::uint8_t> pixels(kOwnPixels);
    std::ranges::transform(fitted.values, pixels.begin(), [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
    });
    return {std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels))};
}

std::string hex_of(const OwnPicture& picture) {
    std::string text;
    text.reserve(2 * kOwnPixels);
    for (const std::uint8_t pixel : *picture.pixels) text += fmt::format("{:02x}", pixel);
    return text;
}

std::optional<OwnPicture> picture_of_hex(std::string_view text) {
    if (text.size() != 2 * kOwnPixels) return std::nullopt;
    std::vector<std::uint8_t> pixels(kOwnPixels);
    for (std::size_t i = 0; i < kOwnPixels; ++i) {
        const char* const first = text.data() + 2 * i;
        const auto [end, error] = std::from_chars(first, first + 2, pixels[i], kHexBase);
        if (error != std::errc() || end != first + 2) return std::nullopt;
    }
    return OwnPicture{std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels))};
}

}  // namespace convscope
