// The values of a model's inputs in a subcommand: the input that takes the picture, and the numbers of the others.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/input/feed.h"
#include "core/nn/input/opening.h"

namespace CLI {
class App;
}

namespace convscope {

struct InputOption {
    std::string picture_input;  ///< the input's name; empty: as the window chooses
    std::vector<std::pair<std::string, std::string>>
        feeds;  ///< an input's name, and a file, numbers, "zeros" or "random:SEED"

    /// Declares --picture-input and --feed.
    void add_options(CLI::App& command);
    /// The notes that make a model take its picture and its numbers as the options say. Throws std::runtime_error,
    /// with the names of the model's inputs, if it has no such input or that input cannot take a picture.
    nn::ModelNotes notes_for(const nn::Model& model) const;
    /// The names of the files that load() reads.
    std::vector<std::string> files() const;
    /// The feeds of the model's inputs. Throws LoadError for a file or numbers that do not fit.
    nn::Feeds load(const nn::Model& model) const;
};

/// True if the model's first input takes a picture and `feeds` has no numbers for it.
bool needs_picture(const nn::Model& model, const nn::Feeds& feeds);
/// The number of examples in the longest feed.
std::int64_t examples_in(const nn::Model& model, const nn::Feeds& feeds);
/// The feeds, each set to this example; a shorter feed is set to its last one.
nn::Feeds with_example(nn::Feeds feeds, const nn::Model& model, std::int64_t example);
/// The origin of each input's numbers, "latent: random numbers, seed 1; side: zeros"; omits the input of the picture.
std::string feeds_text(const nn::Model& model, const nn::Feeds& feeds);

}  // namespace convscope
