// The network's part of a session: names of the model and its input, the values that were changed, and the view.
// Must not open models: that takes long, and the caller does it in the background.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document/json_values.h"

namespace convscope {

/// Values at some indices of a tensor.
struct SparseValues {
    std::vector<std::int64_t> indices;
    std::vector<float> values;
};

/// A network as read from a session, before its model is loaded. `view.layer` is not set yet; `layer` holds the layer's
/// name.
struct NetworkDraft {
    OpenModel model;     ///< without the model, but with its notes
    NetworkInput input;  ///< without the picture and the paint
    SparseValues paint;
    nn::Feeds feeds;                         ///< feeds from a file have no values yet
    std::optional<nn::Inversion> inversion;  ///< only from older sessions, which stored it outside the notes
    struct Weight {
        std::string layer, weight;
        SparseValues changes;
    };
    std::vector<Weight> weights;
    struct Ablation {
        std::string layer;
        std::vector<std::int64_t> channels;
    };
    std::vector<Ablation> ablated;
    std::string layer;
    NetworkView view;
};

/// The JSON of the network and its view. The document must have a model. Throws LoadError as file_reference_json()
/// does.
Json network_json(const Document& document, const std::filesystem::path& session);
/// Throws LoadError for a missing key, a wrong type or a value outside its limits.
NetworkDraft read_network(const JsonReader& reader, const std::filesystem::path& session);

/// Puts the draft's network into the document. `model` and `picture` are those that the draft names; `label` is the
/// picture's true class, -1 if unknown. Throws LoadError, naming the session `file`, if the model lacks a layer or a
/// weight that the draft changes.
void put_network(const NetworkDraft& draft, std::shared_ptr<const nn::Model> model, const Picture& picture, int label,
                 const std::string& file, Document& document);

}  // namespace convscope
