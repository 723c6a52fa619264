#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>

#include "core/base/load_error.h"
#include "core/io/keras/fields.h"
#include "core/io/keras/h5_weights.h"

namespace convscope {

namespace {

const char* const kRemedy = "a whole model as model.save(\"name.h5\") writes it works";
const char* const kTogether = "save model and weights together";
using Places = std::vector<std::size_t>;

/// The last part of a weight's name: "kernel" of "conv2d_1/kernel:0".
std::string_view last_part(std::string_view name) {
    name = name.substr(0, name.find(':'));
    return name.substr(name.rfind('/') + 1);
}

/// Whether the name in the file is that of another weight than the one wanted. Names of other kinds say nothing.
bool contradicts(std::string_view name, const KerasWeight& wanted) {
    constexpr std::array<std::string_view, 9> kNames{
        "kernel",           "bias", "gamma", "beta", "moving_mean", "moving_variance", "depthwise_kernel",
        "pointwise_kernel", "alpha"};
    const std::string_view part = last_part(name);
    return part != wanted.name && std::ranges::find(kNames, part) != kNames.end() &&
           std::ranges::find(kNames, wanted.name) != kNames.end();
}

/// All weights of a layer or model, layer by layer.
void collect_plainly(const KerasHolder& holder, Places& places) {
    places.insert(places.end(), holder.weights.begin(), holder.weights.end());
    for (const KerasHolder& layer : holder.layers) collect_plainly(layer, places);
}

/// Only those that are trained, or only those that are not.
void collect_by_training(const KerasHolder& holder, const std::vector<KerasWeight>& all, bool trained, Places& places) {
    for (const std::size_t place : holder.weights)
        if ((holder.trainable && all[place].trainable) == trained) places.push_back(place);
    for (const KerasHolder& layer : holder.layers) collect_by_training(layer, all, trained, places);
}

class NamedWeights {
  public:
    NamedWeights(const hdf5::ReadGroup& group, std::vector<KerasWeight>& all) : group_(group), all_(all) {
        const auto names = group_.texts("layer_names");
        if (!names) throw LoadError(group_.file(), "does not list its layers", kRemedy, "attribute layer_names");
        for (const std::string& name : *names) names_.insert(checked_name(name, group_.file(), "a list of layers"));
    }

    void read(const KerasHolder& holder) {
        const bool listed = names_.erase(holder.name) > 0;
        if (!holder.has_weights()) return;
        const auto names = listed ? group_.group(holder.name).texts("weight_names") : std::nullopt;
        // Keras 1 lists the layers of a nested Sequential as if they were the model's own.
        const bool spread = !holder.layers.empty() && (!names || names->empty());
        if (spread) {
            for (const KerasHolder& layer : holder.layers) read(layer);
            return;
        }
        const std::string& file = group_.file();
        if (!listed) throw LoadError(file, fmt::format("has no weights for the layer \"{}\"", holder.name), kRemedy);
        if (!names)
            throw LoadError(file, fmt::format("does not list the weights of the layer \"{}\"", holder.name), kRemedy);
        read_listed(holder, *names);
    }

    /// Throws LoadError when a listed layer has weights that the model did not ask for.
    void check_all_used() const {
        for (const std::string& name : names_)
            if (const auto weights = group_.group(name).texts("weight_names"); weights && !weights->empty())
                throw LoadError(group_.file(),
                                fmt::format("has weights for \"{}\", which is no layer of its model", name), kTogether);
    }

  private:
    /// Keras lists what is trained first; some of its versions went layer by layer. The names tell which.
    Places places_for(const KerasHolder& holder, const std::vector<std::string>& names) const {
        Places plainly, by_training;
        collect_plainly(holder, plainly);
        collect_by_training(holder, all_, true, by_training);
        collect_by_training(holder, all_, false, by_training);
        if (holder.layers.empty()) return plainly;
        for (const Places& places : {by_training, plainly}) {
            bool fits = places.size() == names.size();
            for (std::size_t i = 0; fits && i < places.size(); ++i) fits = !contradicts(names[i], all_[places[i]]);
            if (fits) return places;
        }
        return by_training;
    }

    void read_listed(const KerasHolder& holder, const std::vector<std::string>& names) {
        const std::string& file = group_.file();
        const Places places = places_for(holder, names);
        const auto used = static_cast<std::size_t>(
            std::ranges::count_if(places, [&](std::size_t place) { return !all_[place].unused; }));
        if (names.size() < used || names.size() > places.size())
            throw LoadError(file,
                            fmt::format("has {} weights for the layer \"{}\", which has {}", names.size(), holder.name,
                                        places.size()),
                            kTogether);
        const hdf5::ReadGroup group = group_.group(holder.name);
        for (std::size_t i = 0; i < names.size(); ++i) {
            KerasWeight& weight = all_[places[i]];
            if (weight.unused) continue;
            const std::string& name = checked_name(names[i], file, "a weight");
            if (!holder.layers.empty() && contradicts(name, weight))
                throw LoadError(file,
                                fmt::format("has {} where the model \"{}\" wants a {}", name, holder.name, weight.name),
                                kTogether);
            weight.values = group.floats(name, weight.shape.axes);
            check_finite(weight.values, file, name, holder.name);
        }
    }

    const hdf5::ReadGroup& group_;
    std::vector<KerasWeight>& all_;
    std::set<std::string> names_;  ///< not yet asked for
};

}  // namespace

bool names_keras_layers(const hdf5::ReadGroup& group) {
    return group.texts("layer_names").has_value();
}

void read_named_keras_weights(const hdf5::ReadGroup& group, KerasWeights& weights) {
    NamedWeights named(group, weights.all);
    for (const KerasHolder& layer : weights.model.layers) named.read(layer);
    named.check_all_used();
}

}  // namespace convscope
