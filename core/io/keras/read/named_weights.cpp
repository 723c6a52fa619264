#include "core/io/keras/read/named_weights.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::keras {

namespace {

constexpr Message kRemedy = tr("save the whole model with model.save(\"name.h5\")");
constexpr Message kTogether = tr("save model and weights together");
using Indices = std::vector<std::size_t>;

/// The last part of a weight's name: "kernel" of "conv2d_1/kernel:0".
std::string_view last_part(std::string_view name) {
    name = name.substr(0, name.find(':'));
    return name.substr(name.rfind('/') + 1);
}

/// True if the name in the file is Keras's name of a weight other than `expected`. False for unknown names.
bool contradicts(std::string_view name, const StoredWeight& expected) {
    constexpr std::array<std::string_view, 9> kNames{
        "kernel",           "bias", "gamma", "beta", "moving_mean", "moving_variance", "depthwise_kernel",
        "pointwise_kernel", "alpha"};
    const std::string_view part = last_part(name);
    return part != expected.name && std::ranges::find(kNames, part) != kNames.end() &&
           std::ranges::find(kNames, expected.name) != kNames.end();
}

/// Appends all weights of a layer or model to `indices`, layer by layer.
void collect_by_layer(const LayerWeights& layer, Indices& indices) {
    indices.insert(indices.end(), layer.weights.begin(), layer.weights.end());
    for (const LayerWeights& inner : layer.layers) collect_by_layer(inner, indices);
}

/// Appends the trainable weights of a layer or model to `indices`; if `trainable` is false, only the others.
void collect_trainable(const LayerWeights& layer, const std::vector<StoredWeight>& all, bool trainable,
                       Indices& indices) {
    for (const std::size_t index : layer.weights)
        if ((layer.trainable && all[index].trainable) == trainable) indices.push_back(index);
    for (const LayerWeights& inner : layer.layers) collect_trainable(inner, all, trainable, indices);
}

/// Reads the listed weights of one group.
class NamedWeights {
  public:
    NamedWeights(const hdf5::ReadGroup& group, std::vector<StoredWeight>& all) : group_(group), all_(all) {
        const auto names = group_.texts("layer_names");
        if (!names)
            throw LoadError(group_.file(), tr("does not list its layers"), kRemedy, tr("attribute layer_names"));
        for (const std::string& name : *names)
            unread_.insert(checked_name(name, group_.file(), tr("a list of layers")));
    }

    void read(const LayerWeights& layer) {
        const bool listed = unread_.erase(layer.name) > 0;
        if (!layer.has_weights()) return;
        const auto names = listed ? group_.group(layer.name).texts("weight_names") : std::nullopt;
        // Keras 1 lists the layers of a nested Sequential in the outer model's list.
        const bool lists_inner_layers = !layer.layers.empty() && (!names || names->empty());
        if (lists_inner_layers) {
            for (const LayerWeights& inner : layer.layers) read(inner);
            return;
        }
        const std::string& file = group_.file();
        if (!listed) throw LoadError(file, tr("has no weights for the layer \"{}\"", layer.name), kRemedy);
        if (!names) throw LoadError(file, tr("does not list the weights of the layer \"{}\"", layer.name), kRemedy);
        layer.is_wrapped() ? read_wrapped(layer, *names) : read_listed(layer, *names);
    }

    /// Throws LoadError if a listed layer has weights that the model did not read.
    void check_all_read() const {
        for (const std::string& name : unread_)
            if (const auto weights = group_.group(name).texts("weight_names"); weights && !weights->empty())
                throw LoadError(group_.file(), tr("has weights for \"{}\", which is not a layer of its model", name),
                                kTogether);
    }

  private:
    /// The order of a layer's weights in the file. Most versions of Keras list a nested model's trainable weights
    /// first; some list its weights layer by layer. Chooses the order that the names do not contradict.
    Indices order_of(const LayerWeights& layer, const std::vector<std::string>& names) const {
        Indices by_layer, trainable_first;
        collect_by_layer(layer, by_layer);
        if (layer.layers.empty()) return by_layer;
        collect_trainable(layer, all_, true, trainable_first);
        collect_trainable(layer, all_, false, trainable_first);
        for (const Indices& order : {trainable_first, by_layer}) {
            bool fits = order.size() == names.size();
            for (std::size_t i = 0; fits && i < order.size(); ++i) fits = !contradicts(names[i], all_[order[i]]);
            if (fits) return order;
        }
        return trainable_first;
    }

    /// Finds the wrapped layer's weights by the last parts of their names.
    void read_wrapped(const LayerWeights& layer, const std::vector<std::string>& names) {
        const hdf5::ReadGroup group = group_.group(layer.name);
        for (const std::size_t index : layer.weights) {
            StoredWeight& weight = all_[index];
            if (weight.unused) continue;
            const auto name = std::ranges::find_if(
                names, [&](const std::string& listed) { return last_part(listed) == weight.name; });
            if (name == names.end())
                throw LoadError(group_.file(), tr("has no {} for the layer \"{}\"", weight.name, layer.name),
                                kTogether);
            weight.values = group.floats(checked_name(*name, group_.file(), tr("a weight")), weight.shape.axes);
            check_finite(weight.values, group_.file(), *name, layer.name);
        }
    }

    void read_listed(const LayerWeights& layer, const std::vector<std::string>& names) {
        const std::string& file = group_.file();
        const Indices order = order_of(layer, names);
        const auto needed = static_cast<std::size_t>(
            std::ranges::count_if(order, [&](std::size_t index) { return !all_[index].unused; }));
        if (names.size() < needed || names.size() > order.size())
            throw LoadError(file,
                            tr_count(std::ssize(names), "has {} weight for the layer \"{}\", which has {}",
                                     "has {} weights for the layer \"{}\", which has {}", layer.name, order.size()),
                            kTogether);
        const hdf5::ReadGroup group = group_.group(layer.name);
        for (std::size_t i = 0; i < names.size(); ++i) {
            StoredWeight& weight = all_[order[i]];
            if (weight.unused) continue;
            const std::string& name = checked_name(names[i], file, tr("a weight"));
            if (!layer.layers.empty() && contradicts(name, weight))
                throw LoadError(file, tr("has {} where the model \"{}\" needs a {}", name, layer.name, weight.name),
                                kTogether);
            weight.values = group.floats(name, weight.shape.axes);
            check_finite(weight.values, file, name, layer.name);
        }
    }

    const hdf5::ReadGroup& group_;
    std::vector<StoredWeight>& all_;
    std::set<std::string> unread_;  ///< names of listed layers that have not been read
};

}  // namespace

bool has_named_weights(const hdf5::ReadGroup& group) {
    return group.texts("layer_names").has_value();
}

void read_named_weights(const hdf5::ReadGroup& group, ModelWeights& weights) {
    NamedWeights named(group, weights.all);
    for (const LayerWeights& layer : weights.model.layers) named.read(layer);
    named.check_all_read();
}

}  // namespace convscope::keras
