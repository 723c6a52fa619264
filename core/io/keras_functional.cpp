#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/io/keras_assembly.h"
#include "core/load_error.h"

namespace convscope {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxConnections = 10'000;

/// The layer's name in ["name", 0, 0] or ["name", 0, 0, {}]. Throws for other outputs than the first.
std::string referred(const json& reference, const KerasAssembly& assembly) {
    const bool names_one = reference.is_array() && reference.size() >= 3 && reference[0].is_string();
    if (!names_one) assembly.refuse("has a connection that does not name a layer");
    std::string name = checked_name(reference[0], assembly.file(), "a connection");
    if (reference[1] != 0 || reference[2] != 0)
        assembly.refuse(fmt::format("uses the layer \"{}\" more than once", name), "shared layers do not open");
    return name;
}

/// References one by one, or in lists of lists; Keras 3's objects {"class_name": "__keras_tensor__", ...} too.
void collect_references(const json& value, const KerasAssembly& assembly, std::vector<std::string>& names) {
    if (value.is_object()) {
        if (json_member(value, "class_name") == "__keras_tensor__")
            names.push_back(referred(json_member(json_member(value, "config"), "keras_history"), assembly));
        return;
    }
    if (!value.is_array()) return;
    if (!value.empty() && value[0].is_string()) {
        names.push_back(referred(value, assembly));
        return;
    }
    for (const json& item : value) collect_references(item, assembly, names);
    if (names.size() > kMaxConnections) assembly.refuse("has a layer with too many connections");
}

/// The names of the layers that this one is joined to.
std::vector<std::string> inputs_of(const KerasEntry& entry, const KerasAssembly& assembly) {
    const json& nodes = *entry.inbound_nodes;
    std::vector<std::string> names;
    if (nodes.is_null() || nodes.empty()) return names;
    if (!nodes.is_array()) assembly.refuse("has connections that are no list", fmt::format("layer \"{}\"", entry.name));
    if (nodes.size() > 1)
        throw LoadError(assembly.file(), fmt::format("uses the layer \"{}\" more than once", entry.name),
                        "a model without shared layers works");
    collect_references(nodes[0], assembly, names);
    if (!nodes[0].is_object()) return names;
    // Keras 3 keeps all of a call's arguments, Keras 2 their references alone.
    collect_references(json_member(nodes[0], "args"), assembly, names);
    if (names.empty())
        for (const json& argument : json_member(nodes[0], "kwargs")) collect_references(argument, assembly, names);
    return names;
}

/// A graph whose layers may be listed in any order.
class Graph {
  public:
    Graph(std::vector<KerasEntry> entries, KerasAssembly& assembly)
        : entries_(std::move(entries)), assembly_(assembly) {
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (!places_.emplace(entries_[i].name, i).second)
                assembly.refuse(fmt::format("has two layers \"{}\"", entries_[i].name));
        for (const KerasEntry& entry : entries_) {
            inputs_.emplace_back();
            for (const std::string& name : inputs_of(entry, assembly)) inputs_.back().push_back(find(name));
        }
        state_.resize(entries_.size());
        nodes_.resize(entries_.size(), -1);
    }

    std::size_t find(const std::string& name) const {
        const auto found = places_.find(name);
        if (found == places_.end())
            assembly_.refuse(fmt::format("has a connection to \"{}\", which is no layer", name));
        return found->second;
    }

    int add_input(std::size_t place) {
        const KerasEntry& entry = entries_[place];
        const std::optional<nn::Shape> shape = keras_input_shape(entry, assembly_);
        if (entry.class_name != "InputLayer" || !shape || nodes_[place] >= 0)
            assembly_.refuse(fmt::format("has \"{}\" as an input, which is none", entry.name));
        state_[place] = State::added;
        return nodes_[place] = assembly_.add_input(entry.name, *shape);
    }

    /// Adds a layer, those that it needs before it.
    int add(std::size_t wanted) {
        std::vector<std::size_t> stack{wanted};
        while (!stack.empty()) {
            const std::size_t place = stack.back();
            const auto missing =
                std::ranges::find_if(inputs_[place], [&](std::size_t input) { return state_[input] != State::added; });
            if (state_[place] == State::added) {
                stack.pop_back();
            } else if (missing == inputs_[place].end()) {
                add_one(place);
                stack.pop_back();
            } else {
                state_[place] = State::waiting;
                stack.push_back(*missing);
                if (state_[stack.back()] == State::waiting)
                    assembly_.refuse(fmt::format("has a cycle through the layer \"{}\"", entries_[place].name));
            }
        }
        return nodes_[wanted];
    }

    std::size_t size() const { return entries_.size(); }

  private:
    enum class State { untouched, waiting, added };

    void add_one(std::size_t place) {
        const KerasEntry& entry = entries_[place];
        if (inputs_[place].empty())
            assembly_.refuse(fmt::format("has a layer \"{}\" that is joined to none", entry.name));
        std::vector<int> nodes;
        for (const std::size_t input : inputs_[place]) nodes.push_back(nodes_[input]);
        nodes_[place] = assembly_.add(entry.name, entry.class_name, *entry.config, nodes);
        state_[place] = State::added;
    }

    std::vector<KerasEntry> entries_;
    KerasAssembly& assembly_;
    std::map<std::string, std::size_t> places_;
    std::vector<std::vector<std::size_t>> inputs_;
    std::vector<State> state_;
    std::vector<int> nodes_;
};

}  // namespace

nn::Model read_keras_functional(const json& config, KerasAssembly& assembly) {
    Graph graph(read_keras_entries(json_member(config, "layers"), assembly), assembly);
    std::vector<std::string> inputs, outputs;
    collect_references(json_member(config, "input_layers"), assembly, inputs);
    collect_references(json_member(config, "output_layers"), assembly, outputs);
    if (inputs.empty() || outputs.empty()) assembly.refuse("does not tell its model's inputs and outputs");
    for (const std::string& name : inputs) graph.add_input(graph.find(name));
    for (std::size_t place = 0; place < graph.size(); ++place) graph.add(place);
    std::vector<int> nodes;
    nodes.reserve(outputs.size());
    for (const std::string& name : outputs) nodes.push_back(graph.add(graph.find(name)));
    return assembly.build(std::move(nodes));
}

}  // namespace convscope
