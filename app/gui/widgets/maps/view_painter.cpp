#include "app/gui/widgets/maps/view_painter.h"

#include <array>
#include <chrono>

namespace convscope {

namespace {

std::array<std::uint8_t, 3> bytes_of(Rgb colour) {
    return {colour.red, colour.green, colour.blue};
}

}  // namespace

Size ViewPainter::reduce_colours(const Picture& picture, PixelRect region, int factor) {
    for (std::size_t i = 0; i < channels_.size(); ++i)
        reduce(picture.planes[i % picture.planes.size()], region, factor, channels_.at(i), Reduction::mean);
    const Size size = channels_[0].size();
    colours_.resize(static_cast<std::size_t>(size.area()) * 4);
    auto* to = colours_.data();
    for (int row = 0; row < size.rows; ++row)
        for (int col = 0; col < size.cols; ++col, to += 4) {
            const Rgb colour =
                colour_of_channels(channels_[0].at(row, col), channels_[1].at(row, col), channels_[2].at(row, col));
            to[0] = colour.red;
            to[1] = colour.green;
            to[2] = colour.blue;
            to[3] = 255;
        }
    return size;
}

void ViewPainter::upload(const HeatMap& heat, Entry& entry) {
    const int factor = heat.map.reduction();
    const PixelRect region = heat.map.visible(factor);
    const Reduction reduction = heat.reduction();
    if (heat.revision == entry.revision && region == entry.region && factor == entry.factor &&
        reduction == entry.reduction && (heat.in_colour != nullptr) == entry.in_colour)
        return;
    entry.reduction = reduction;
    entry.in_colour = heat.in_colour != nullptr;
    entry.revision = heat.revision;
    entry.region = region;
    entry.factor = factor;
    if (region.rows == 0) return;
    const auto start = std::chrono::steady_clock::now();
    if (heat.in_colour != nullptr) {
        const Size size = reduce_colours(*heat.in_colour, region, factor);
        entry.target.upload_colours(size, colours_);
    } else {
        if (heat.image != nullptr)
            reduce(*heat.image, region, factor, reduced_, reduction);
        else
            reduce(*heat.plane, region, factor, reduced_, reduction);
        entry.target.upload(reduced_);
    }
    upload_ms_ += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void ViewPainter::paint(Ui& ui, const HeatMap& heat, std::optional<std::int64_t> revealed, float hidden_opacity) {
    const Rect& rect = heat.picture;
    ui.fill(rect, ui.colour(Role::canvas), ui.px(4));
    const Size pixels{static_cast<int>(rect.h), static_cast<int>(rect.w)};
    if (pixels.rows < 1 || pixels.cols < 1) return;
    Entry& entry = entries_[heat.name];
    upload(heat, entry);
    if (entry.region.rows == 0) return;
    const ColourTable& table = heat.tint != nullptr ? *heat.tint : colour_table(heat.colours);
    entry.target.draw(painter_, pixels,
                      {.x = heat.first_col(),
                       .y = heat.first_row(),
                       .width = rect.w / heat.col_pixel(),
                       .height = rect.h / heat.row_pixel(),
                       .picture = heat.map.size,
                       .region = entry.region,
                       .factor = entry.factor,
                       .in_colour = entry.in_colour,
                       .range = heat.shown,
                       .colour_table = &table.front().red,
                       .nan_colour = bytes_of(kNanColour),
                       .marks_outside = heat.marks_outside,
                       .below_colour = bytes_of(kBelowColour),
                       .above_colour = bytes_of(kAboveColour),
                       .reduction = entry.reduction,
                       .revealed_row = revealed ? static_cast<int>(*revealed / heat.map.size.cols) : -1,
                       .revealed_col = revealed ? static_cast<int>(*revealed % heat.map.size.cols) : 0,
                       .hidden_opacity = hidden_opacity});
    ui.draw().AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(entry.target.texture())),
                              {rect.x, rect.y}, {rect.right(), rect.bottom()}, {0, 1}, {1, 0}, IM_COL32_WHITE,
                              ui.px(4));
}

}  // namespace convscope
