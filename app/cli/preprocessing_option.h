// How a command puts pictures into a model: as its file says, as is guessed, or as --scale asks.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/nn/model/model.h"

namespace CLI {
class App;
}

namespace convscope {

struct PreprocessingOption {
    std::string scale;  ///< one of nn::kInputRangeNames; empty: not given

    /// Declares --scale.
    void add_options(CLI::App& command);
    /// The model with its input seen as a picture and the preprocessing that holds. Throws std::runtime_error for
    /// ImageNet's and a grey model.
    nn::Model applied(const nn::Model& model) const;
};

/// {"range": "0..1", "scale": [...], "offset": [...], "inversion": ..., "order": ..., "origin": "file", "option" or
/// "guess", "reason": only of a guess}; range is null where it has no name.
nlohmann::ordered_json preprocessing_report(const nn::ModelInfo& info, const PreprocessingOption& option);
/// One line about a guess, or nothing.
std::string guess_text(const nn::ModelInfo& info);

}  // namespace convscope
