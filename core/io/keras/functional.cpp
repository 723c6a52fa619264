#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/base/load_error.h"
#include "core/io/keras/graph.h"

namespace convscope {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxConnections = 10'000;
constexpr std::int64_t kMaxCalls = 10'000;

/// One output of one call of a layer.
struct Reference {
    std::string layer;
    std::size_t call = 0, output = 0;
};

/// What ["name", 0, 0] or ["name", 0, 0, {}] refers to.
Reference referred(const json& reference, const KerasAssembly& assembly) {
    const bool names_one = reference.is_array() && reference.size() >= 3 && reference[0].is_string();
    if (!names_one) assembly.refuse("has a connection that does not name a layer");
    std::string name = checked_name(reference[0], assembly.file(), "a connection");
    const auto call = whole_within(reference[1], 0, kMaxCalls), output = whole_within(reference[2], 0, kMaxCalls);
    if (!call || !output) assembly.refuse(fmt::format("has a connection to \"{}\" that is not Keras's", name));
    return {std::move(name), static_cast<std::size_t>(*call), static_cast<std::size_t>(*output)};
}

/// References one by one, in lists of lists or by names; Keras 3's objects {"class_name": "__keras_tensor__", ...} too.
void collect_references(const json& value, const KerasAssembly& assembly, std::vector<Reference>& found) {
    if (!value.is_structured()) return;
    if (json_member(value, "class_name") == "__keras_tensor__") {
        found.push_back(referred(json_member(json_member(value, "config"), "keras_history"), assembly));
        return;
    }
    if (value.is_array() && !value.empty() && value[0].is_string()) {
        found.push_back(referred(value, assembly));
        return;
    }
    for (const json& item : value) collect_references(item, assembly, found);
    if (found.size() > kMaxConnections) assembly.refuse("has a layer with too many connections");
}

/// What one call of a layer is given.
std::vector<Reference> inputs_of_call(const json& call, const KerasAssembly& assembly) {
    std::vector<Reference> found;
    // Keras 3 keeps all of a call's arguments, Keras 2 their references alone.
    const bool keeps_all = call.is_object();
    collect_references(keeps_all ? json_member(call, "args") : call, assembly, found);
    if (keeps_all && found.empty())
        for (const json& argument : json_member(call, "kwargs")) collect_references(argument, assembly, found);
    return found;
}

/// A graph whose layers may be listed in any order, each called once or more often.
class Graph {
  public:
    Graph(std::vector<KerasEntry> entries, KerasAssembly& assembly, KerasHolder& holder)
        : entries_(std::move(entries)), assembly_(assembly), holder_(holder) {
        for (std::size_t i = 0; i < entries_.size(); ++i) places_.emplace(entries_[i].name, i);
        for (std::size_t i = 0; i < entries_.size(); ++i) add_calls(i);
        settle_counting();
    }

    void set_input(const Reference& input, const std::optional<KerasValue>& given, bool channels_first) {
        const std::size_t place = find(input.layer);
        const KerasEntry& entry = entries_[place];
        const std::optional<nn::Shape> shape = given ? given->axes : keras_input_shape(entry, assembly_);
        if (entry.class_name != "InputLayer" || !shape || !calls_of_[place].empty())
            assembly_.refuse(fmt::format("has \"{}\" as an input, which is none", entry.name));
        calls_of_[place].push_back(calls_.size());
        calls_.push_back(
            {place, {}, State::added, {given ? *given : assembly_.add_input(entry.name, *shape, channels_first)}});
    }

    void add_all() {
        for (std::size_t call = 0; call < calls_.size(); ++call) add(call);
        for (std::size_t place = 0; place < entries_.size(); ++place)
            if (calls_of_[place].empty())
                assembly_.refuse(fmt::format("has a layer \"{}\" that is joined to none", entries_[place].name));
    }

    const KerasValue& value(const Reference& reference) const {
        const Call& call = calls_[call_of(reference)];
        if (reference.output >= call.outputs.size())
            assembly_.refuse(fmt::format("uses output {} of \"{}\", which has {}", reference.output, reference.layer,
                                         call.outputs.size()));
        return call.outputs[reference.output];
    }

  private:
    enum class State { untouched, waiting, added };
    struct Call {
        std::size_t place;
        std::vector<Reference> inputs;
        State state = State::untouched;
        std::vector<KerasValue> outputs;
    };

    std::size_t find(const std::string& name) const {
        const auto found = places_.find(name);
        if (found == places_.end())
            assembly_.refuse(fmt::format("has a connection to \"{}\", which is no layer", name));
        return found->second;
    }

    void add_calls(std::size_t place) {
        const KerasEntry& entry = entries_[place];
        const json& nodes = *entry.inbound_nodes;
        calls_of_.emplace_back();
        if (nodes.is_null() || nodes.empty()) return;
        if (!nodes.is_array())
            assembly_.refuse("has connections that are no list", fmt::format("layer \"{}\"", entry.name));
        for (const json& node : nodes) {
            std::vector<Reference> inputs = inputs_of_call(node, assembly_);
            if (inputs.empty()) assembly_.refuse(fmt::format("has a layer \"{}\" that is joined to none", entry.name));
            calls_of_[place].push_back(calls_.size());
            calls_.push_back({place, std::move(inputs), State::untouched, {}});
        }
    }

    /// Of a nested model Keras often counts from 1, as 0 is where the model itself was built.
    void settle_counting() {
        first_call_.resize(entries_.size(), 0);
        for (const Call& call : calls_)
            for (const Reference& input : call.inputs) settle_counting(input);
    }
    void settle_counting(const Reference& reference) {
        const std::size_t place = find(reference.layer);
        if (is_keras_model(entries_[place]) && reference.call == calls_of_[place].size()) first_call_[place] = 1;
    }

    std::size_t call_of(const Reference& reference) const {
        const std::size_t place = find(reference.layer), count = calls_of_[place].size();
        if (count == 0) assembly_.refuse(fmt::format("has a layer \"{}\" that is joined to none", reference.layer));
        std::size_t index = reference.call - std::min(reference.call, first_call_[place]);
        // A model's outputs may be the only ones to count from 1.
        if (is_keras_model(entries_[place]) && index == count) --index;
        if (index >= count)
            assembly_.refuse(fmt::format("uses call {} of the layer \"{}\", which is called {} times", reference.call,
                                         reference.layer, count));
        return calls_of_[place][index];
    }

    /// Adds a call, those that it needs before it.
    void add(std::size_t wanted) {
        std::vector<std::size_t> stack{wanted};
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
                assembly_.refuse(fmt::format("has a cycle through the layer \"{}\"", entries_[call.place].name));
        }
    }

    void add_one(Call& call) {
        std::vector<KerasValue> inputs;
        for (const Reference& input : call.inputs) inputs.push_back(value(input));
        call.outputs = assembly_.call(entries_[call.place], std::move(inputs), holder_.layers[call.place]);
        call.state = State::added;
    }

    std::vector<KerasEntry> entries_;
    KerasAssembly& assembly_;
    KerasHolder& holder_;
    std::map<std::string, std::size_t> places_;
    std::vector<Call> calls_;
    std::vector<std::vector<std::size_t>> calls_of_;
    std::vector<std::size_t> first_call_;
};

}  // namespace

std::vector<KerasValue> read_keras_functional(const KerasEntry& entry,
                                              const std::optional<std::vector<KerasValue>>& given,
                                              KerasAssembly& assembly, KerasHolder& holder) {
    const json& config = *entry.config;
    std::vector<KerasEntry> entries = read_keras_entries(json_member(config, "layers"), assembly);
    hold_keras_layers(entries, assembly, holder);
    std::vector<Reference> inputs, outputs;
    collect_references(json_member(config, "input_layers"), assembly, inputs);
    collect_references(json_member(config, "output_layers"), assembly, outputs);
    if (inputs.empty() || outputs.empty()) assembly.refuse("does not tell its model's inputs and outputs");
    if (given && given->size() != inputs.size())
        assembly.refuse(
            fmt::format("gives {} inputs to the model \"{}\", which has {}", given->size(), entry.name, inputs.size()));
    Graph graph(std::move(entries), assembly, holder);
    const bool channels_first = !given && wants_channels_first(json_member(config, "layers"));
    for (std::size_t i = 0; i < inputs.size(); ++i)
        graph.set_input(inputs[i], given ? std::optional((*given)[i]) : std::nullopt, channels_first);
    graph.add_all();
    std::vector<KerasValue> values;
    values.reserve(outputs.size());
    for (const Reference& output : outputs) values.push_back(graph.value(output));
    return values;
}

}  // namespace convscope
