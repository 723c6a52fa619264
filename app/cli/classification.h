// A model's answer to a picture, as the commands print it.
#pragma once

#include <string>
#include <vector>

#include "core/nn/inspect/classes.h"
#include "core/nn/plan/plan.h"

namespace convscope {

/// A plan that has run with the picture in the model's first input and 0 in all others. `model` must come from
/// nn::as_opened(). Throws LoadError for the picture, nn::ModelError if the model takes no picture.
nn::Plan run_on_picture(const nn::Model& model, const std::string& picture);

/// The values of the first output, the largest first. Throws std::runtime_error if it is not a vector.
std::vector<nn::RankedClass> ranked_classes(const nn::Plan& plan);

}  // namespace convscope
