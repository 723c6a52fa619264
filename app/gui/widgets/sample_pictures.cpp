#include "app/gui/widgets/sample_pictures.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/base/load_error.h"
#include "core/image/files/load.h"

namespace convscope {

namespace {

/// The largest rectangle of the picture's shape in the middle of the square.
Rect fitted(Rect square, Size size) {
    const auto rows = static_cast<float>(size.rows);
    const auto cols = static_cast<float>(size.cols);
    const float scale = std::min(square.w / cols, square.h / rows);
    return {square.centre_x() - cols * scale / 2, square.centre_y() - rows * scale / 2, cols * scale, rows * scale};
}

}  // namespace

void SamplePictures::add(std::string name, const std::filesystem::path& file) {
    std::optional<Thumbnail> thumbnail;
    try {
        thumbnail = thumbnail_of(load_picture(file), kThumbnailPixels);
    } catch (const LoadError&) {
        // Without a thumbnail the sample has an empty frame.
    }
    add(std::move(name), thumbnail);
}

void SamplePictures::add(std::string name, const std::optional<Thumbnail>& thumbnail) {
    samples_.push_back({std::move(name), {}});
    if (thumbnail) set(samples_.size() - 1, *thumbnail);
}

void SamplePictures::set(std::size_t index, const Thumbnail& thumbnail) {
    const Thumbnail crisp = enlarged(thumbnail, kThumbnailPixels);
    samples_.at(index).thumbnail.upload_rgba(crisp.size, crisp.rgba);
}

bool SamplePictures::show(Ui& ui, std::string_view prefix, std::size_t index, Rect square, bool on,
                          std::string_view tooltip) const {
    const Sample& sample = samples_.at(index);
    const Item item = ui.item(std::string(prefix) + "." + sample.name, square, {.tooltip = tooltip});
    ui.fill(square, ui.colour(Role::canvas), ui.px(4));
    if (sample.thumbnail.id() != 0) {
        const Rect place = fitted(square, sample.thumbnail.size());
        ui.draw().AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(sample.thumbnail.id())),
                                  {place.x, place.y}, {place.right(), place.bottom()}, {0, 0}, {1, 1}, IM_COL32_WHITE,
                                  ui.px(4));
    }
    if (on || item.hovered)
        ui.outline(square.inset(-ui.px(1)), ui.colour(on ? Role::accent : Role::muted), ui.px(5), ui.px(on ? 3 : 2));
    ui.focus_ring(item, ui.px(4));
    return item.pressed;
}

}  // namespace convscope
