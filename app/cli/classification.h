// A model's answer to a picture, as the commands print it.
#pragma once

#include <string>
#include <vector>

#include "core/nn/inspect/classes.h"
#include "core/nn/plan/plan.h"

namespace convscope {

/// A plan for one picture, with the picture as the model's input. Throws LoadError for the picture, std::runtime_error
/// for a model that takes no picture.
nn::Plan run_on_picture(const nn::Model& model, const std::string& picture);

/// The values of the first output, the largest first. Throws std::runtime_error where it is no vector.
std::vector<nn::RankedClass> ranked_classes(const nn::Plan& plan);

}  // namespace convscope
