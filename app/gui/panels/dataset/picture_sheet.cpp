#include "app/gui/panels/dataset/picture_sheet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace convscope {

void PictureSheet::prepare(const std::shared_ptr<const nn::Dataset>& data, std::vector<nn::PicturePart> parts,
                           int side) {
    if (data == data_ && side == side_ && parts == parts_) return;
    data_ = data;
    parts_ = std::move(parts);
    side_ = std::max(1, side);
    columns_ = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(parts_.size())))));
    if (parts_.empty()) return;
    nn::ContactSheet sheet = nn::contact_sheet(*data_, parts_, side_, columns_);
    sizes_ = std::move(sheet.pictures);
    texture_.upload_rgba(sheet.size, sheet.rgba);
}

Rect PictureSheet::show(Ui& ui, std::size_t index, Rect square) const {
    const Size size = sizes_.at(index);
    const auto height = static_cast<float>(size.rows), width = static_cast<float>(size.cols);
    const Rect place{std::round(square.centre_x() - width / 2), std::round(square.centre_y() - height / 2), width,
                     height};
    const auto side = static_cast<float>(side_);
    const int row = static_cast<int>(index) / columns_, column = static_cast<int>(index) % columns_;
    const float left = static_cast<float>(column) * side, top = static_cast<float>(row) * side;
    const auto whole_width = static_cast<float>(texture_.size().cols);
    const auto whole_height = static_cast<float>(texture_.size().rows);
    ui.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_.id())), {place.x, place.y},
                       {place.right(), place.bottom()}, {left / whole_width, top / whole_height},
                       {(left + width) / whole_width, (top + height) / whole_height});
    return place;
}

}  // namespace convscope
