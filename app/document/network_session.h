// The network's part of a session: which model, what goes in, what was changed, and how it is looked at, by names and
// changed values only. The model itself is opened by whoever loads the session.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document/json_values.h"

namespace convscope {

/// Values at some places of a tensor.
struct SparseValues {
    std::vector<std::int64_t> indices;
    std::vector<float> values;
};

/// A network as a session names it. `view.layer` is meaningless until the model is there; the layer's name counts.
struct NetworkDraft {
    OpenModel model;     ///< without the model, but with its notes
    NetworkInput input;  ///< without the picture and what was painted on it
    SparseValues paint;
    std::optional<nn::Inversion> inversion;  ///< as sessions said it before it was one of the model's notes
    struct Weight {
        std::string layer, weight;
        SparseValues changes;
    };
    std::vector<Weight> weights;
    struct Silenced {
        std::string layer;
        std::vector<std::int64_t> channels;
    };
    std::vector<Silenced> ablated;
    std::string layer;
    NetworkView view;
};

/// A file named by its path, relative to the session where it lies in the same folder or below, or a sample by its
/// name. `what` ("the picture") is for the error. Throws LoadError for a path that JSON cannot hold.
Json place_json(const std::filesystem::path& file, bool is_sample, const std::filesystem::path& session,
                const std::string& what);
/// Reads what place_json() wrote: the file, absolute, or the sample's name.
std::filesystem::path read_place(const JsonReader& reader, const std::filesystem::path& session, bool& is_sample);

/// The network with its view; only for a document with a model. Throws LoadError as place_json() does.
Json network_json(const Document& document, const std::filesystem::path& session);
/// Throws LoadError for a missing key, another type or a value outside its limits.
NetworkDraft read_network(const JsonReader& reader, const std::filesystem::path& session);

/// Puts the draft's network into the document, with the model and the picture that it names. Throws LoadError, naming
/// the session `file`, where the model lacks a layer or a weight that the draft changes.
void put_network(const NetworkDraft& draft, std::shared_ptr<const nn::Model> model, const Picture& picture, int label,
                 const std::string& file, Document& document);

}  // namespace convscope
