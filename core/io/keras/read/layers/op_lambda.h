// Reads the layers that Keras 2 makes of TensorFlow's functions, as in preprocess_input(x): class TFOpLambda. Adds the
// equivalent convscope layer and returns the output. Throws LoadError and nn::ShapeError.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/io/keras/read/layers/layer_call.h"

namespace convscope::keras {

/// The settings of a TFOpLambda with its call's arguments, such as {"y": 127.5}, under "arguments". `inbound_nodes` are
/// the calls that the file lists.
nlohmann::json with_call_arguments(const nlohmann::json& config, const nlohmann::json& inbound_nodes);

/// A sum, difference, product or quotient of the input and constants becomes a Rescaling; functions such as relu become
/// an Activation. Refuses other functions, and operands that are not constants.
ArrangedValue read_op_lambda(LayerCall& call);

}  // namespace convscope::keras
