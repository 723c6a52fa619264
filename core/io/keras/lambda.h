// The user's statement of what a Lambda layer computes, as the command line takes it, and the error if it is missing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/nn/input/opening.h"

namespace convscope::keras {

using nn::LambdaMeaning;
using nn::LambdaMeanings;

/// The fault and the remedy of the LoadError for a Lambda layer without a meaning.
inline constexpr Message kLambdaFault = tr("has a Lambda layer, for which a file holds only Python code");
std::string lambda_remedy(std::string_view layer);
/// The layer's name if the error is about a Lambda layer without a meaning; nullopt for all other errors.
std::optional<std::string> lambda_without_meaning(const LoadError& error);

/// Reads "NAME=identity" or "NAME=SCALE,OFFSET". Throws std::invalid_argument, whose what() is a sentence for the user.
LambdaMeaning lambda_meaning(std::string_view text);

}  // namespace convscope::keras
