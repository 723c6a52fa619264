// Options for loading a model. Must not depend on the readers.
#pragma once

#include <span>
#include <stop_token>

#include "core/io/keras/lambda.h"
#include "core/io/npy/npy.h"

namespace convscope {

struct ModelOptions {
    /// The values for the model's inputs, in the inputs' order, if they are known. An ONNX graph may need them: its
    /// shapes may depend on them, and its weights may be inputs.
    std::span<const NpyArray> feeds = {};
    keras::LambdaMeanings lambdas = {};  ///< what a Keras model's Lambda layers compute
    std::stop_token stop = {};           ///< a request to stop ends the loading with a LoadError
};

}  // namespace convscope
