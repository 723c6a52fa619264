#include "app/gui/widgets/sample_pictures.h"

#include <cstdint>
#include <utility>

#include "app/gui/toolkit/thumbnail.h"
#include "core/base/load_error.h"
#include "core/image/load.h"

namespace convscope {

namespace {
constexpr int kThumbnailPixels = 96;
}  // namespace

void SamplePictures::add(std::string name, std::filesystem::path file) {
    samples_.push_back({std::move(name), std::move(file), {}});
    try {
        const Thumbnail small = thumbnail_of(load_picture(samples_.back().file), kThumbnailPixels);
        samples_.back().thumbnail.upload_rgba(small.size, small.rgba);
    } catch (const LoadError&) {
        // The sample stays without a thumbnail.
    }
}

bool SamplePictures::show(Ui& ui, std::string_view prefix, std::size_t index, Rect square, bool on,
                          std::string_view tooltip) const {
    const Sample& sample = samples_.at(index);
    const Item item = ui.item(std::string(prefix) + "." + sample.name, square, {.tooltip = tooltip});
    ui.fill(square, ui.colour(Role::canvas), ui.px(4));
    if (sample.thumbnail.id() != 0)
        ui.draw().AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(sample.thumbnail.id())),
                                  {square.x, square.y}, {square.right(), square.bottom()}, {0, 0}, {1, 1},
                                  IM_COL32_WHITE, ui.px(4));
    if (on || item.hovered)
        ui.outline(square.inset(-ui.px(1)), ui.colour(on ? Role::accent : Role::muted), ui.px(5), ui.px(on ? 3 : 2));
    ui.focus_ring(item, ui.px(4));
    return item.pressed;
}

}  // namespace convscope
