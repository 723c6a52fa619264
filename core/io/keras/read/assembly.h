// Builds a model while Keras's lists of layers are read: first all layers, then, once all needed weights are known, the
// values of the weights. The readers of Sequential, Functional and nested models share it. Must not depend on layer
// kinds, whose readers call it.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/io/arrangement_builder.h"
#include "core/io/keras/read/fields.h"
#include "core/io/keras/read/weights.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// A file with more layers, or more calls of layers, is refused.
inline constexpr std::size_t kMaxLayers = 10'000;

/// Values with their axes as in Keras, where axis 0 is the batch.
using Values = std::vector<ArrangedValue>;

/// Adds layers one by one. Throws LoadError and nn::ModelError.
class Assembly : public ArrangementBuilder {
  public:
    /// `source` must outlive the assembly. `root` is the configuration of the whole model: its layers' names are
    /// counted, so that a layer of a nested model keeps its name if no other layer has that name.
    Assembly(const Source& source, const nlohmann::json& root);

    const std::string& file() const { return source_.file; }
    const Source& source() const { return source_; }
    /// Throws LoadError for a configuration that Keras would not write. `where` is a part of the file.
    [[noreturn]] void refuse(const std::string& fault, const std::string& where = {}) const;

    /// Adds an input whose axes in Keras, without the batch, have the lengths `axes`. If `channels_first`, the first
    /// axis of an image is its channels.
    ArrangedValue add_input(const std::string& name, const nn::Shape& axes, bool channels_first);
    /// Adds a convscope layer, which must accept the inputs' shapes, and returns its node. `weights` are in the order
    /// of Layer::weights().
    int add(const std::string& name, const nn::SharedLayer& layer, const Values& inputs,
            std::vector<WeightConversion> weights, bool trainable);
    void set_arrangement(int node, const Arrangement& arrangement) override;

    /// Adds a weight to weights().all and returns its index. Throws LoadError once the weights take more than 2 GB.
    std::size_t request(StoredWeight weight, const std::string& layer);
    ModelWeights& weights() { return weights_; }

    /// Reads the weights and builds the model; without a reader the weights are ModelBuilder's defaults.
    nn::Model build(Values outputs, nn::ModelInfo info, const WeightReader& read);

    /// Counts one call of a layer and throws LoadError after kMaxLayers calls. A nested model that is called twice
    /// within a model that is called twice counts four times.
    void count_call();
    /// Layers added between enter() and leave() belong to the nested model `model`. If another layer of the file has
    /// the same name, the nested layer's name starts with the enclosing models' names.
    void enter(const std::string& model);
    void leave() { path_.pop_back(); }

  private:
    struct Node {
        std::string name;
        nn::SharedLayer layer;  ///< null for an input
        std::vector<int> inputs;
        std::vector<WeightConversion> weights;
        nn::Shape shape;
        bool trainable = true;
        std::optional<nn::Layout> layout;
    };

    const nn::Shape& node_shape(int node) const override;
    int add_layer(const std::string& name, nn::SharedLayer layer, int input) override;

    void count_names(const nlohmann::json& config);
    void reserve_values(const nn::Shape& shape, const std::string& layer);
    std::string unique_name(const std::string& name);
    int push(Node node);
    std::vector<nn::SharedTensor> weights_of(const Node& node, std::vector<std::size_t>& uses_left);

    const Source& source_;
    ModelWeights weights_;
    std::vector<Node> nodes_;
    std::map<std::string, std::size_t> name_counts_;
    std::set<std::string> used_names_;
    std::vector<std::string> path_;
    std::size_t calls_ = 0;
    std::int64_t values_left_ = nn::kMaxTensorValues;
};

}  // namespace convscope::keras
