// A picture with the user's crop, brightness and paint, and the input tensor that a model gets from it.
// Must not include a document: the command line and the background jobs use it without one.
#pragma once

#include <optional>

#include "core/image/picture.h"
#include "core/image/reduce.h"
#include "core/nn/model/model.h"
#include "core/nn/model/preprocessing.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// The limit of PictureInput::brightness, which is added to the picture's values 0..255 before they are preprocessed.
inline constexpr float kMaxBrightness = 255;

/// The data from which an input tensor is computed, besides the model.
struct PictureInput {
    Picture picture;                ///< values 0..255
    std::optional<PixelRect> crop;  ///< the part of the picture that is used; nullopt: the whole picture
    float brightness = 0;           ///< -kMaxBrightness..kMaxBrightness
    bool is_drawn = false;          ///< true: light strokes on black, which must not be inverted
    /// Values that replace those of the preprocessed picture, in the shape of the model's input; NaN keeps the
    /// picture's value. Null: nothing is painted.
    SharedTensor paint;

    /// True for the same settings, the same storage of the picture and equal paint.
    bool operator==(const PictureInput& other) const;
};

/// The part of the picture that is used: the crop, limited to the picture and at least one pixel large.
PixelRect used_part(const PictureInput& input);
/// The preprocessing from the model's info, but without inversion for a drawing.
Preprocessing preprocessing_of(const PictureInput& input, const Model& model);
/// True if `preprocessing` inverts the cropped and brightened picture.
bool is_inverted(const PictureInput& input, const Preprocessing& preprocessing);

/// The preprocessed picture without the paint, in the shape of the model's first input; slow for a large picture.
/// Throws ShapeError if that input takes no picture.
Tensor unpainted_tensor(const PictureInput& input, const Model& model);
/// `unpainted` with the painted values replaced. Paint of another shape is ignored.
Tensor painted(Tensor unpainted, const SharedTensor& paint);
/// unpainted_tensor() with the input's paint. Throws ShapeError as unpainted_tensor() does.
Tensor input_tensor(const PictureInput& input, const Model& model);

}  // namespace convscope::nn
