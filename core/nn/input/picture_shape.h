// The choice of the input that takes the picture, and its rows, columns and channels. Only this file decides how the
// shape of a flattened picture, or of one without a channel axis, is interpreted.
// Must not include a file format: the model holds everything that its file records about the inputs.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The picture that an input of this shape stands for, as {rows, cols, 1 or 3} in the order of the input's values;
/// nullopt for a shape that cannot be a picture.
/// - {rows, cols, 1 or 3} is a picture of that shape.
/// - {rows, cols} is a grey picture: both at least 2, and one at most 8 times the other. Longer shapes
///   are time series.
/// - {n} is a flattened picture of at least 8 x 8: k * k values are k rows of k, row by row (784 is 28 x 28); 3 * k * k
///   are k rows of k pixels of three colours, as Keras flattens them (3072 is 32 x 32 x 3).
std::optional<Shape> picture_shape(const Shape& input);

/// The inputs that can take a picture, as indices into Model::inputs(), ascending: those that the file declares as
/// images or, if there is none, those for which picture_shape() finds a picture.
std::vector<std::size_t> picture_inputs(const Model& model);

/// The input that takes the picture when the model is opened: the first of picture_inputs(); nullopt if there is none.
/// Also nullopt if these are flattened and the first output is a picture of more pixels, flattened or not: such a
/// model, a generator or a decoder, makes pictures from numbers, so 100 input values are not a picture of 10 x 10.
std::optional<std::size_t> default_picture_input(const Model& model);
/// True if the model's first input has the shape of a picture, so that it takes one. Flattened inputs have it after
/// with_picture_input().
bool takes_picture(const Model& model);

/// The model whose inputs have their declared shapes, so that flattened ones take numbers.
Model with_declared_inputs(const Model& model);
/// The model whose first input has the shape of its picture, if it is one of picture_inputs(); all other inputs have
/// their declared shapes. Layers and weights do not change and compute the same values. If the file flattens colours
/// plane by plane (PyTorch's 3072 is 3 x 32 x 32; Node::layout has these factors), an additional Permute, "..._planes",
/// reorders the picture.
Model with_picture_input(const Model& model);

}  // namespace convscope::nn
