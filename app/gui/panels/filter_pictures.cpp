#include "app/gui/panels/filter_pictures.h"

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_grid.h"

namespace convscope {

namespace {

constexpr float kMinNumber = 30;  ///< smallest cell that has its value written on it

}  // namespace

FilterPictures::FilterPictures(const nn::Tensor& kernel, std::int64_t input_channel, bool own_ranges)
    : kernel_(&kernel),
      inputs_(kernel.shape.axes[2]),
      filters_(kernel.shape.axes[3]),
      input_(std::min(input_channel, inputs_ - 1)),
      own_ranges_(own_ranges) {
    std::vector<float> largest(own_ranges ? static_cast<std::size_t>(filters_) : 1);
    for (std::int64_t cell = 0; cell < size().area(); ++cell)
        for (std::int64_t filter = 0; filter < filters_; ++filter) {
            float& end = largest[own_ranges ? static_cast<std::size_t>(filter) : 0];
            end = std::max(end, std::fabs(value(cell, filter)));
        }
    shown_.reserve(largest.size());
    for (const float end : largest) shown_.push_back(shown_range(ColourMap::diverging, {-end, end}));
}

FilterPictures::Figures FilterPictures::figures(std::int64_t filter) const {
    Figures figures{.range = {value(0, filter), value(0, filter)}, .sum = 0};
    for (std::int64_t cell = 0; cell < size().area(); ++cell) {
        const float number = value(cell, filter);
        figures.range.low = std::min(figures.range.low, number);
        figures.range.high = std::max(figures.range.high, number);
        figures.sum += double{number};
    }
    return figures;
}

Size FilterPictures::size() const {
    return {static_cast<int>(kernel_->shape.axes[0]), static_cast<int>(kernel_->shape.axes[1])};
}

TileValues FilterPictures::tile(std::int64_t filter) const {
    return {kernel_->values.data() + input_ * filters_ + filter, size(), inputs_ * filters_};
}

float FilterPictures::value(std::int64_t cell, std::int64_t filter) const {
    return kernel_->values[static_cast<std::size_t>((cell * inputs_ + input_) * filters_ + filter)];
}

void FilterPictures::write_values(Ui& ui, Rect picture, std::int64_t filter) const {
    if (picture.w / static_cast<float>(size().cols) < ui.px(kMinNumber)) return;
    for (std::int64_t cell = 0; cell < size().area(); ++cell) {
        const std::int64_t row = cell / size().cols;
        const std::int64_t col = cell % size().cols;
        const Rect place =
            picture.row(static_cast<int>(row), size().rows, 0).column(static_cast<int>(col), size().cols, 0);
        const float number = value(cell, filter);
        const Rgb back = colour_of(ColourMap::diverging, shown(filter), number);
        const float width = place.w - ui.px(4);
        std::string text = short_number(number);
        if (ui.text_width(text, Type::caption) > width) text = fitted_number(ui, number, width, Type::caption);
        ui.text(place, text, readable_on(IM_COL32(back.red, back.green, back.blue, 255)), Type::caption, Align::centre);
    }
}

}  // namespace convscope
