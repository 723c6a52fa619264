// The mean picture of a class.
#pragma once

#include "core/image/picture.h"
#include "core/nn/train/dataset.h"

namespace convscope::nn {

/// The mean of all examples with this label, pixel by pixel and rounded, as a picture of the data set's rows, columns
/// and channels (1 or 3). A class without examples, or a data set of another number of channels, gives a picture
/// without planes.
Picture class_mean(const Dataset& data, int label);

}  // namespace convscope::nn
