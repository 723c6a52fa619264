#include "core/io/keras/read/functional.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/io/keras/read/nested_model.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxConnections = 10'000;
constexpr std::int64_t kMaxCalls = 10'000;

/// A reference to one output of one call of a layer.
struct Reference {
    std::string layer;
    std::size_t call = 0, output = 0;
};

/// ["name", call, output] or ["name", call, output, {}].
Reference read_reference(const json& reference, const Assembly& assembly) {
    const bool names_layer = reference.is_array() && reference.size() >= 3 && reference[0].is_string();
    if (!names_layer) assembly.refuse(tr("has a connection that does not name a layer"));
    std::string name = checked_name(reference[0], assembly.file(), tr("a connection"));
    const auto call = integer_within(reference[1], 0, kMaxCalls), output = integer_within(reference[2], 0, kMaxCalls);
    if (!call || !output) assembly.refuse(tr("has a damaged connection to \"{}\"", name));
    return {std::move(name), static_cast<std::size_t>(*call), static_cast<std::size_t>(*output)};
}

/// Appends all references in nested lists and objects. Keras 3 writes them as {"class_name": "__keras_tensor__", ...}.
void collect_references(const json& value, const Assembly& assembly, std::vector<Reference>& found) {
    if (!value.is_structured()) return;
    if (json_member(value, "class_name") == "__keras_tensor__") {
        found.push_back(read_reference(json_member(json_member(value, "config"), "keras_history"), assembly));
        return;
    }
    if (value.is_array() && !value.empty() && value[0].is_string()) {
        found.push_back(read_reference(value, assembly));
        return;
    }
    for (const json& item : value) collect_references(item, assembly, found);
    if (found.size() > kMaxConnections) assembly.refuse(tr("has a layer with too many connections"));
}

/// The inputs of one call of a layer.
std::vector<Reference> inputs_of_call(const json& call, const Assembly& assembly) {
    std::vector<Reference> found;
    // Keras 3 writes all of a call's arguments, Keras 2 only the references.
    const bool has_arguments = call.is_object();
    collect_references(has_arguments ? json_member(call, "args") : call, assembly, found);
    if (has_arguments && found.empty())
        for (const json& argument : json_member(call, "kwargs")) collect_references(argument, assembly, found);
    return found;
}

/// A graph whose layers are listed in any order. Each layer is called at least once.
class Graph {
  public:
    Graph(std::vector<LayerEntry> entries, Assembly& assembly, LayerWeights& weights)
        : entries_(std::move(entries)), assembly_(assembly), weights_(weights) {
        for (std::size_t i = 0; i < entries_.size(); ++i) indices_.emplace(entries_[i].name, i);
        for (std::size_t i = 0; i < entries_.size(); ++i) list_calls(i);
        find_first_calls();
    }

    /// Sets an input of the model to `input_value`; if that is nullopt, adds a new input.
    void set_input(const Reference& input, const std::optional<ArrangedValue>& input_value, bool channels_first) {
        const std::size_t index = find(input.layer);
        const LayerEntry& entry = entries_[index];
        if (entry.class_name != "InputLayer" || !calls_of_[index].empty()) refuse_input(entry);
        calls_of_[index].push_back(calls_.size());
        calls_.push_back({index, {}, State::added, {input_value ? *input_value : add_input(entry, channels_first)}});
    }

    void add_all() {
        for (std::size_t call = 0; call < calls_.size(); ++call) add(call);
        for (std::size_t index = 0; index < entries_.size(); ++index)
            if (calls_of_[index].empty())
                assembly_.refuse(tr("has a layer \"{}\" without inputs", entries_[index].name));
    }

    const ArrangedValue& value(const Reference& reference) const {
        const Call& call = calls_[call_of(reference)];
        if (reference.output >= call.outputs.size())
            assembly_.refuse(
                tr("uses output {} of \"{}\", which has {}", reference.output, reference.layer, call.outputs.size()));
        return call.outputs[reference.output];
    }

  private:
    enum class State { new_call, waiting, added };
    struct Call {
        std::size_t index;  ///< index of the called layer's entry
        std::vector<Reference> inputs;
        State state = State::new_call;
        Values outputs;
    };

    [[noreturn]] void refuse_input(const LayerEntry& entry) const {
        assembly_.refuse(tr("lists \"{}\" as an input, which is not an input layer", entry.name));
    }

    ArrangedValue add_input(const LayerEntry& entry, bool channels_first) {
        const std::optional<nn::Shape> shape = input_shape(entry, assembly_);
        if (!shape) refuse_input(entry);
        return assembly_.add_input(entry.name, *shape, channels_first);
    }

    std::size_t find(const std::string& name) const {
        const auto found = indices_.find(name);
        if (found == indices_.end()) assembly_.refuse(tr("has a connection to \"{}\", which is not a layer", name));
        return found->second;
    }

    void list_calls(std::size_t index) {
        const LayerEntry& entry = entries_[index];
        const json& nodes = *entry.inbound_nodes;
        calls_of_.emplace_back();
        if (nodes.is_null() || nodes.empty()) return;
        if (!nodes.is_array())
            assembly_.refuse(tr("has connections that are not a list"), tr("layer \"{}\"", entry.name));
        for (const json& node : nodes) {
            std::vector<Reference> inputs = inputs_of_call(node, assembly_);
            if (inputs.empty()) assembly_.refuse(tr("has a layer \"{}\" without inputs", entry.name));
            calls_of_[index].push_back(calls_.size());
            calls_.push_back({index, std::move(inputs), State::new_call, {}});
        }
    }

    /// Keras often counts the calls of a nested model from 1, because call 0 built the model itself. A reference to the
    /// call after the last one shows that it does.
    void find_first_calls() {
        first_call_.resize(entries_.size(), 0);
        for (const Call& call : calls_)
            for (const Reference& input : call.inputs) {
                const std::size_t index = find(input.layer);
                if (is_model(entries_[index]) && input.call == calls_of_[index].size()) first_call_[index] = 1;
            }
    }

    std::size_t call_of(const Reference& reference) const {
        const std::size_t index = find(reference.layer), count = calls_of_[index].size();
        if (count == 0) assembly_.refuse(tr("has a layer \"{}\" without inputs", reference.layer));
        std::size_t call = reference.call - std::min(reference.call, first_call_[index]);
        // Sometimes only the list of outputs counts from 1.
        if (is_model(entries_[index]) && call == count) --call;
        if (call >= count)
            assembly_.refuse(tr_count(
                static_cast<long long>(count), "uses call {1} of the layer \"{2}\", which is called {0} time",
                "uses call {1} of the layer \"{2}\", which is called {0} times", reference.call, reference.layer));
        return calls_of_[index][call];
    }

    /// Adds a call, and before it the calls that it depends on.
    void add(std::size_t call_index) {
        std::vector<std::size_t> stack{call_index};
        while (!stack.empty()) {
            Call& call = calls_[stack.back()];
            if (call.state == State::added) {
                stack.pop_back();
                continue;
            }
            const auto missing = std::ranges::find_if(
                call.inputs, [&](const Reference& input) { return calls_[call_of(input)].state != State::added; });
            if (missing == call.inputs.end()) {
                add_one(call);
                stack.pop_back();
                continue;
            }
            call.state = State::waiting;
            stack.push_back(call_of(*missing));
            if (calls_[stack.back()].state == State::waiting)
                assembly_.refuse(tr("has a cycle through the layer \"{}\"", entries_[call.index].name));
        }
    }

    void add_one(Call& call) {
        Values inputs;
        for (const Reference& input : call.inputs) inputs.push_back(value(input));
        call.outputs = read_call(entries_[call.index], std::move(inputs), assembly_, weights_.layers[call.index]);
        call.state = State::added;
    }

    std::vector<LayerEntry> entries_;
    Assembly& assembly_;
    LayerWeights& weights_;
    std::map<std::string, std::size_t> indices_;  ///< index of each entry, by name
    std::vector<Call> calls_;
    std::vector<std::vector<std::size_t>> calls_of_;  ///< indices into calls_, for each entry
    std::vector<std::size_t> first_call_;             ///< number of the first call, for each entry
};

}  // namespace

Values read_functional(const LayerEntry& model, const std::optional<Values>& inputs, Assembly& assembly,
                       LayerWeights& weights) {
    const json& config = *model.config;
    const json& layers = json_member(config, "layers");
    std::vector<LayerEntry> entries = read_entries(layers, assembly);
    list_layers(entries, assembly, weights);
    std::vector<Reference> input_layers, output_layers;
    collect_references(json_member(config, "input_layers"), assembly, input_layers);
    collect_references(json_member(config, "output_layers"), assembly, output_layers);
    if (input_layers.empty() || output_layers.empty())
        assembly.refuse(tr("does not list its model's inputs and outputs"));
    if (inputs && inputs->size() != input_layers.size())
        assembly.refuse(tr_count(std::ssize(*inputs), "gives {} input to the model \"{}\", which has {}",
                                 "gives {} inputs to the model \"{}\", which has {}", model.name, input_layers.size()));
    Graph graph(std::move(entries), assembly, weights);
    const bool channels_first = !inputs && is_channels_first(layers);
    for (std::size_t i = 0; i < input_layers.size(); ++i)
        graph.set_input(input_layers[i], inputs ? std::optional((*inputs)[i]) : std::nullopt, channels_first);
    graph.add_all();
    Values outputs;
    outputs.reserve(output_layers.size());
    for (const Reference& output : output_layers) outputs.push_back(graph.value(output));
    return outputs;
}

}  // namespace convscope::keras
