// A model being put together from Keras's lists of layers: what Sequential, Functional and nested models have in
// common. First all layers, then, once it is known what they want, their weights. Keeps track of how Keras arranges a
// tensor that is N,H,W,C here.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/io/keras/fields.h"
#include "core/io/keras/weights.h"
#include "core/nn/model/model.h"

namespace convscope {

/// A layer's output. In Keras an example of it has the lengths `axes`, each possibly a product of several `factors`;
/// `order` lists the factors in the order in which our example has them: {1, 2, 0} of an image with its channels first.
struct KerasValue {
    int node = -1;
    nn::Shape shape;  ///< ours
    nn::Shape axes;
    nn::Shape factors;
    std::vector<std::size_t> order;

    /// The same axes here as in Keras.
    static KerasValue plain(int node, const nn::Shape& shape);
    bool is_plain() const;
    /// Flattened in our order rather than in Keras's.
    bool is_mingled() const { return axes != factors; }
};

/// A layer or model in a list of layers. Refers to the JSON.
struct KerasEntry {
    std::string name, class_name;
    const nlohmann::json* config;
    const nlohmann::json* inbound_nodes;
};

/// Adds layers one by one. Throws LoadError and nn::ModelError.
class KerasAssembly {
  public:
    /// `source` and `root` have to live as long as the assembly; the root's names are counted so that a layer keeps its
    /// own where no other model in it has the same.
    KerasAssembly(const KerasSource& source, const nlohmann::json& root);

    const std::string& file() const { return source_.file; }
    const KerasSource& source() const { return source_; }
    /// Throws LoadError for a configuration that is not Keras's.
    [[noreturn]] void refuse(const std::string& fault, const std::string& where = {}) const;

    /// An input of that shape in Keras. `channels_first`: an image's channels are its first axis.
    KerasValue add_input(const std::string& name, const nn::Shape& axes, bool channels_first);
    /// What the layer or nested model makes of these. `holder` is that of the model around it.
    std::vector<KerasValue> call(const KerasEntry& entry, std::vector<KerasValue> inputs, KerasHolder& holder);
    /// A layer of ours behind values that are arranged as it wants them; `wanted` are its weights in its order, by
    /// their places in weights().all.
    int add(const std::string& name, const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
            std::vector<KerasWeightUse> wanted, bool trainable);
    /// What the node puts out is arranged otherwise in Keras.
    void set_layout(const KerasValue& value);
    /// The value with its factors in that order, behind a layer that exchanges axes where it is not.
    KerasValue arranged(const KerasValue& value, const std::vector<std::size_t>& order, const std::string& name);
    /// As Keras has it.
    KerasValue plain(const KerasValue& value, const std::string& name);

    /// Wants a weight. Throws LoadError once there are too many.
    std::size_t want(KerasWeight weight, const std::string& layer);
    KerasWeights& weights() { return weights_; }

    /// Asks for the weights and builds; without a reader they are as ModelBuilder makes them.
    nn::Model build(std::vector<KerasValue> outputs, nn::ModelInfo info, const KerasWeightReader& read);

    /// Models within models: their names lead to a layer's where it needs telling apart.
    void enter(const std::string& model);
    void leave() { path_.pop_back(); }

  private:
    struct Pending {
        std::string name;
        nn::SharedLayer layer;  ///< null for an input
        std::vector<int> inputs;
        std::vector<KerasWeightUse> weights;
        nn::Shape shape;
        bool trainable = true;
        std::optional<nn::Layout> layout;
    };

    void count_names(const nlohmann::json& config);
    void take_room(const nn::Shape& shape, const std::string& layer);
    std::string unique_name(const std::string& name);
    int exchange(const KerasValue& value, const std::vector<std::size_t>& order, const nn::Shape& target,
                 const std::string& name);
    int push(Pending node);
    std::vector<nn::SharedTensor> weights_of(const Pending& node, std::vector<std::size_t>& uses_left);

    const KerasSource& source_;
    KerasWeights weights_;
    std::vector<Pending> nodes_;
    std::map<std::string, std::size_t> name_counts_;
    std::set<std::string> taken_;
    std::vector<std::string> path_;
    std::size_t calls_ = 0;
    std::int64_t values_left_ = nn::kMaxTensorValues;
};

/// The member of that name; null for what has none or is no object.
const nlohmann::json& json_member(const nlohmann::json& object, const char* key);
std::vector<KerasEntry> read_keras_entries(const nlohmann::json& layers, const KerasAssembly& assembly);

/// The example's shape in a list of lengths, behind `skip` for the batch. nullopt for null.
std::optional<nn::Shape> read_keras_shape(const nlohmann::json& lengths, std::size_t skip, const std::string& layer,
                                          const KerasAssembly& assembly);
/// The shape that a layer, or the first layer of a model, says its input has; nullopt where it says none.
std::optional<nn::Shape> keras_input_shape(const KerasEntry& entry, const KerasAssembly& assembly);
/// True where the first of these layers to tell wants its channels first.
bool wants_channels_first(const nlohmann::json& layers);

}  // namespace convscope
