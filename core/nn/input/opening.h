// Rules for every model after its file is read, in the window and on the command line: the choice of the input that
// takes the picture, the preprocessing, and the user's notes. Must not include a file format: these rules hold for a
// model from any file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The user's statement that the Lambda layer `layer` computes x * scale + offset: the model's file holds only Python
/// code for it.
struct LambdaMeaning {
    std::string layer;
    float scale = 1, offset = 0;
    bool operator==(const LambdaMeaning&) const = default;
};
using LambdaMeanings = std::vector<LambdaMeaning>;

/// The user's additions to the information that a model's file records.
struct ModelNotes {
    std::optional<Preprocessing> preprocessing;
    std::vector<std::string> labels;  ///< one per class; empty: the labels of the file
    std::string labels_source;        ///< the name of the labels' file or set
    std::string picture_input;        ///< the name of the input that takes the picture; empty: as_opened() chooses
    bool takes_numbers = false;       ///< no input takes a picture, although a flattened input could
    bool softmax = false;             ///< a softmax layer is added after the layer that gives scores
    LambdaMeanings lambdas;           ///< meanings with which the file was read; with_notes() does not use them

    bool empty() const { return *this == ModelNotes{}; }
    bool operator==(const ModelNotes&) const = default;
};

/// A model from a file, ready for use: default_picture_input() takes the picture, with the preprocessing from the file
/// or, if the file has none, from with_guessed_preprocessing(). May run the model.
Model as_opened(const Model& model);
/// as_opened() for a file that was read again. A preprocessing that was guessed for `before`, the model of the last
/// reading, is kept if the shape of the input has not changed.
Model as_reopened(const Model& model, const Model& before);

/// The reason why this number of labels does not fit the model's classes, as in "holds 3 labels, but the model has 10
/// classes"; empty if it fits.
std::string labels_problem(const Model& model, std::size_t labels);
/// The notes that fit the model. Dropped are labels for another number of classes, an input that the model does not
/// have, and the softmax if the model does not give scores of classes.
ModelNotes fitting_notes(ModelNotes notes, const Model& model);
/// The model with a softmax layer after its first output, which gives the probabilities of the classes.
Model with_softmax(const Model& model);
/// The model with these notes, which must fit it; the model must have no notes yet. Keeps the pointer if nothing
/// changes; caches are keyed by it.
std::shared_ptr<const Model> with_notes(std::shared_ptr<const Model> model, const ModelNotes& notes);

/// True if both models have the same layers in the same order with the same shapes, so that node and channel numbers of
/// one are valid for the other. Weights may differ.
bool has_same_layers(const Model& a, const Model& b);

}  // namespace convscope::nn
