// `convscope explain --why CLASS`: the places of a layer that the score of a class comes from.
#pragma once

#include <string>

#include "app/cli/output.h"
#include "core/nn/attribution/occlusion.h"
#include "core/nn/input/feed.h"
#include "core/nn/model/model.h"

namespace CLI {
class App;
}

namespace convscope {

struct WhyOptions {
    std::string label;  ///< the class: its name or its number; empty: not asked for
    std::string method = "contribution";
    std::string fill = "grey";
    int side = 0, stride = 0;  ///< of the hidden patch; 0: suggested for the model
    float opacity = 0.75F;     ///< of the map in a PNG

    /// Declares --why, --method, --fill, --side, --step and --opacity.
    void add_options(CLI::App& command);
};

/// Throws LoadError if the name of the map's file ends in none of the formats. Empty: there is no file.
void check_map_name(const std::string& file);
/// Computes the map, prints the score with its balance or the largest changes, and writes the map to output.file, if
/// it has a name: .npy, .csv, or .png with the picture below it. `layer` may be empty: the last one with rows and
/// columns. Throws LoadError or std::runtime_error with one sentence.
void explain_class(const nn::Model& model, const std::string& picture, const nn::Feeds& feeds, const std::string& layer,
                   const WhyOptions& options, const Output& output);

}  // namespace convscope
