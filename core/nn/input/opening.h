// Rules for every model after its file is read, in the window and on the command line: which of its inputs takes the
// picture, how pictures are preprocessed, and the user's notes.
// Must not include a file format: these rules hold for a model from any file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The user's additions to the information that a model's file records.
struct ModelNotes {
    std::optional<Preprocessing> preprocessing;
    std::vector<std::string> labels;  ///< one per class; empty: those of the file
    std::string picture_input;        ///< the name of the input that takes the picture; empty: the one of as_opened()

    bool empty() const { return *this == ModelNotes{}; }
    bool operator==(const ModelNotes&) const = default;
};

/// The model as it is first used: the first of picture_inputs() takes the picture, with the preprocessing of the
/// model's file or, if the file has none, of with_guessed_preprocessing(). May run the model.
Model as_opened(const Model& model);
/// as_opened() for a file that was read again: a preprocessing that was guessed for the model before is kept if the
/// input is the same.
Model as_reopened(const Model& model, const Model& before);

/// The reason why a number of labels cannot name the model's classes: "holds 3 labels, but the model has 10 classes";
/// empty if it can.
std::string labels_problem(const Model& model, std::size_t labels);
/// The notes without those that do not fit the model: labels for another number of classes, an input that it lacks.
ModelNotes fitting_notes(ModelNotes notes, const Model& model);
/// The model as these fitting notes say. Keeps the pointer if nothing changes; caches are keyed by it.
std::shared_ptr<const Model> with_notes(std::shared_ptr<const Model> model, const ModelNotes& notes);

/// True if both have the same layers in the same order with the same shapes, so that a layer or a channel of one is
/// also one of the other. Weights may differ.
bool has_same_layers(const Model& a, const Model& b);

}  // namespace convscope::nn
