// A model's answer to a picture or to numbers, as the commands compute it.
#pragma once

#include <string>

#include "core/nn/input/feed.h"
#include "core/nn/plan/plan.h"

namespace convscope {

/// Runs a plan for one example with the picture in the model's first input and the feeds in all others. The arguments
/// and errors are those of run_on().
void answer(nn::Plan& plan, const std::string& picture, const nn::Feeds& feeds);
/// A plan that has run with the picture in the model's first input and the feeds in all others; if the feeds have
/// numbers for the first input, or it takes no picture, `picture` must be empty. `model` must come from
/// nn::as_opened(). Throws LoadError for the picture; std::runtime_error, with the remedy, if a picture is missing or
/// not wanted.
nn::Plan run_on(const nn::Model& model, const std::string& picture, const nn::Feeds& feeds);

}  // namespace convscope
