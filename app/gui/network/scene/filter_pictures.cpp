#include "app/gui/network/scene/filter_pictures.h"

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_grid.h"

namespace convscope {

namespace {

constexpr float kMinNumber = 30;  ///< smallest cell that has its value written on it

}  // namespace

FilterPictures::FilterPictures(const nn::Tensor& kernel, std::int64_t input_channel)
    : kernel_(&kernel),
      inputs_(kernel.shape.axes[2]),
      filters_(kernel.shape.axes[3]),
      input_(std::min(input_channel, inputs_ - 1)) {
    float largest = 0;
    for (std::int64_t cell = 0; cell < size().area(); ++cell)
        for (std::int64_t filter = 0; filter < filters_; ++filter)
            largest = std::max(largest, std::fabs(value(cell, filter)));
    shown_ = shown_range(ColourMap::diverging, {-largest, largest});
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
        const Rgb back = colour_of(ColourMap::diverging, shown_, number);
        const float width = place.w - ui.px(4);
        std::string text = short_number(number);
        if (ui.text_width(text, Type::caption) > width) text = fitted_number(ui, number, width, Type::caption);
        ui.text(place, text, readable_on(IM_COL32(back.red, back.green, back.blue, 255)), Type::caption, Align::centre);
    }
}

}  // namespace convscope
