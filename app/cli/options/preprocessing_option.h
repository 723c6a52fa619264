// The preprocessing of pictures in a subcommand: from the model's file, guessed, or set by --scale.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/cli/options/input_option.h"
#include "core/nn/model/model.h"

namespace CLI {
class App;
}

namespace convscope {

struct PreprocessingOption {
    /// One of nn::kInputRangeNames, or "mean/deviation" as in "0.1307/0.3081"; empty without --scale.
    std::string scale;

    /// Declares --scale.
    void add_options(CLI::App& command);
    /// Returns nn::as_opened(model) after two changes: `inputs` chooses which of its inputs take the picture and
    /// numbers, and --scale, if given, sets the range. Throws std::runtime_error for the faults that
    /// InputOption::notes_for() lists, and if --scale names a range for colour pictures but the model takes grey ones.
    nn::Model apply_to(const nn::Model& model, const InputOption& inputs) const;
};

/// {"range": "0..1", "scale": [...], "offset": [...], "inversion": ..., "order": ..., "origin": "file", "option" or
/// "guess", "reason": only for a guess}; range is null if it has no name.
nlohmann::ordered_json preprocessing_report(const nn::ModelInfo& info, const PreprocessingOption& option);
/// One line about a guess; empty if nothing was guessed.
std::string guess_text(const nn::ModelInfo& info);

}  // namespace convscope
