#include "app/gui/panels/view_painter.h"

#include <chrono>
#include <cmath>

namespace convscope {

void ViewPainter::upload(const Frame& frame, const ViewSlot& slot, Entry& entry) {
    const int factor = slot.map.reduction();
    const Region region = slot.map.visible(factor);
    const std::uint64_t revision = slot.stage == Stage::input ? frame.results.input_revision : frame.results.revision;
    if (revision == entry.revision && region == entry.region && factor == entry.factor) return;
    entry.revision = revision;
    entry.region = region;
    entry.factor = factor;
    if (region.rows == 0) return;
    const auto start = std::chrono::steady_clock::now();
    if (slot.image != nullptr)
        reduce(*slot.image, region, factor, reduced_);
    else
        reduce(frame.results.input, region, factor, reduced_);
    entry.target.upload(reduced_);
    upload_ms_ += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void ViewPainter::paint(Frame& frame, const ViewSlot& slot, std::optional<Cell> revealed) {
    Ui& ui = frame.ui;
    const Rect& rect = slot.picture;
    ui.fill(rect, ui.colour(Role::canvas), ui.px(4));
    const Size pixels{static_cast<int>(rect.h), static_cast<int>(rect.w)};
    if (pixels.rows < 1 || pixels.cols < 1) return;
    Entry& entry = entries_[slot.name];
    upload(frame, slot, entry);
    if (entry.region.rows == 0) return;
    const ColourTable& table = colour_table(slot.colours);
    entry.target.draw(painter_, pixels,
                      {.x = slot.map.left,
                       .y = slot.map.top,
                       .width = rect.w / slot.map.pixel,
                       .height = rect.h / slot.map.pixel,
                       .picture = slot.map.size,
                       .region = entry.region,
                       .factor = entry.factor,
                       .range = slot.shown,
                       .colour_table = &table.front().red,
                       .nan_colour = {kNanColour.red, kNanColour.green, kNanColour.blue},
                       .revealed_row = revealed ? revealed->row : -1,
                       .revealed_col = revealed ? revealed->col : 0});
    ui.draw().AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(entry.target.texture())),
                              {rect.x, rect.y}, {rect.right(), rect.bottom()}, {0, 1}, {1, 0}, IM_COL32_WHITE,
                              ui.px(4));
}

}  // namespace convscope
