// The user's statement of what a Lambda layer computes: a model file holds only its Python code. Must not depend on
// models, because the command line uses it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convscope::keras {

/// The Lambda layer `layer` computes x scale + offset.
struct LambdaMeaning {
    std::string layer;
    float scale = 1, offset = 0;
    bool operator==(const LambdaMeaning&) const = default;
};
using LambdaMeanings = std::vector<LambdaMeaning>;

/// Reads "NAME=identity" or "NAME=SCALE,OFFSET". Throws std::invalid_argument, whose what() is a sentence for the user.
LambdaMeaning lambda_meaning(std::string_view text);

}  // namespace convscope::keras
