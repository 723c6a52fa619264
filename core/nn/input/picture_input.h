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

/// Brightness is added to the picture's values 0..255 before everything else; at most this much in either direction.
inline constexpr float kMaxBrightness = 255;

/// The data from which an input tensor is computed, besides the model.
struct PictureInput {
    Picture picture;                ///< values 0..255
    std::optional<PixelRect> crop;  ///< the part of the picture that is used; nullopt: all of it
    float brightness = 0;           ///< -kMaxBrightness..kMaxBrightness
    bool is_drawn = false;          ///< light strokes on black, as models know them: never inverted
    /// Values that replace those of the preprocessed picture, in the shape of the model's input; NaN leaves a value as
    /// it is. Null: nothing is painted.
    SharedTensor paint;

    /// True for the same settings, the same storage of the picture and equal paint.
    bool operator==(const PictureInput& other) const;
};

/// The part of the picture that is used: the crop inside the picture, at least one pixel.
PixelRect used_part(const PictureInput& input);
/// The preprocessing of the model's info; without inversion for a drawing.
Preprocessing preprocessing_of(const PictureInput& input, const Model& model);
/// True if the brightness of the cropped and brightened picture is inverted.
bool is_inverted(const PictureInput& input, const Preprocessing& preprocessing);

/// The preprocessed picture without the paint, in the shape of the model's first input; takes long for a large picture.
/// Throws ShapeError if that input takes no picture.
Tensor unpainted_tensor(const PictureInput& input, const Model& model);
/// The tensor with the paint over it. Paint of another shape is ignored.
Tensor painted(Tensor unpainted, const SharedTensor& paint);
/// unpainted_tensor() with the paint over it. Throws ShapeError as unpainted_tensor() does.
Tensor input_tensor(const PictureInput& input, const Model& model);

}  // namespace convscope::nn
