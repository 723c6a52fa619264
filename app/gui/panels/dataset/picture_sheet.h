// Small copies of a data set's pictures, or of parts of them, in one texture.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/gl/texture.h"
#include "app/gui/toolkit/ui.h"
#include "core/nn/train/contact_sheet.h"
#include "core/nn/train/dataset.h"

namespace convscope {

class PictureSheet {
  public:
    /// Makes the copies that fit into squares of `side` screen pixels (see nn::contact_sheet()), unless they are made
    /// already. Call it once per frame before show().
    void prepare(const std::shared_ptr<const nn::Dataset>& data, std::vector<nn::PicturePart> parts, int side);
    /// Draws copy `index` in the middle of `square`, whose sides are those given to prepare(). Returns its place.
    Rect show(Ui& ui, std::size_t index, Rect square) const;
    const std::vector<nn::PicturePart>& parts() const { return parts_; }

  private:
    std::shared_ptr<const nn::Dataset> data_;
    std::vector<nn::PicturePart> parts_;
    int side_ = 0;
    int columns_ = 1;
    std::vector<Size> sizes_;  ///< of the copies
    gl::Texture texture_;
};

}  // namespace convscope
