#include "core/io/tensorflow/translator.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/tensorflow/translation.h"

namespace convscope::tensorflow {

Translator::Translator(onnx::Graph graph) : graph_(std::move(graph)), untranslated_(std::move(graph_.nodes)) {
    graph_.nodes.clear();
    graph_.nodes.reserve(untranslated_.size());
    for (const onnx::Node& node : untranslated_)
        for (const std::string& input : node.inputs) ++uses_[input];
    for (const std::string& output : graph_.outputs) ++uses_[output];
}

onnx::Graph Translator::translated() {
    for (const onnx::Node& node : untranslated_) {
        node_ = &node;
        translate_node(*this);
    }
    return std::move(graph_);
}

void Translator::refuse(const std::string& fault, const std::string& remedy) const {
    throw LoadError(graph_.file, fault, remedy, onnx::place_of(*node_));
}

const std::string& Translator::input(std::size_t index) const {
    if (index >= node_->inputs.size() || node_->inputs[index].empty())
        refuse(tr("lacks its input {}", index), onnx::kExportAgain);
    return node_->inputs[index];
}

const std::string& Translator::output() const {
    if (node_->outputs.empty()) refuse(tr("has no output"), onnx::kExportAgain);
    return node_->outputs.front();
}

const onnx::Constant* Translator::known(std::size_t index) const {
    const auto found = graph_.constants.find(input(index));
    return found == graph_.constants.end() ? nullptr : &found->second;
}

const onnx::Constant& Translator::constant(std::size_t index) const {
    const onnx::Constant* const found = known(index);
    if (found == nullptr)
        refuse(tr("needs the values of \"{}\" before the model runs", display_text(input(index))),
               tr("store them in the model"));
    return *found;
}

template <class Type>
Type Translator::attribute(const char* name, Type fallback) const {
    const auto found = node_->attributes.find(name);
    if (found == node_->attributes.end()) return fallback;
    const auto* const value = std::get_if<Type>(&found->second);
    if (value == nullptr) refuse(tr("has an attribute {} of another type", name), onnx::kExportAgain);
    return *value;
}

std::int64_t Translator::integer(const char* name, std::int64_t fallback) const {
    return attribute(name, fallback);
}

float Translator::number(const char* name, float fallback) const {
    return attribute(name, fallback);
}

std::string Translator::text(const char* name, const std::string& fallback) const {
    return attribute(name, fallback);
}

std::vector<std::int64_t> Translator::integers(const char* name) const {
    return attribute(name, std::vector<std::int64_t>());
}

std::string Translator::new_name() {
    // Names in files have no line feed, so that a new name differs from all of them.
    return fmt::format("{}\nvalue {}", node_->outputs.empty() ? node_->name : node_->outputs.front(), new_names_++);
}

std::string Translator::add(const std::string& kind, std::vector<std::string> inputs, Attributes attributes) {
    std::string name = new_name();
    add_with_output(kind, std::move(inputs), std::move(attributes), name);
    return name;
}

void Translator::add_several(const std::string& kind, std::vector<std::string> inputs, Attributes attributes,
                             std::vector<std::string> outputs) {
    graph_.nodes.push_back({.name = node_->name,
                            .kind = kind,
                            .inputs = std::move(inputs),
                            .outputs = std::move(outputs),
                            .attributes = std::move(attributes)});
}

std::string Translator::merge_limits(const std::string& value, float& low, float& high) {
    const onnx::Node* const before = graph_.nodes.empty() ? nullptr : &graph_.nodes.back();
    const auto uses = uses_.find(value);
    if (before == nullptr || before->outputs.front() != value || uses == uses_.end() || uses->second != 1) return value;
    const bool is_relu = before->kind == "Relu";
    if (!is_relu && before->kind != "Clip") return value;
    const auto limit = [before](const char* name, float fallback) {
        const auto found = before->attributes.find(name);
        return found == before->attributes.end() ? fallback : std::get<float>(found->second);
    };
    const float merged_low = std::max(low, is_relu ? 0.F : limit("min", low));
    const float merged_high = std::min(high, limit("max", high));
    // Limits that exclude each other depend on their order.
    if (merged_low > merged_high) return value;
    low = merged_low;
    high = merged_high;
    std::string input = before->inputs.front();
    graph_.nodes.pop_back();
    return input;
}

std::string Translator::add_constant(onnx::Constant constant) {
    std::string name = new_name();
    graph_.constants.emplace(name, std::move(constant));
    return name;
}

void Translator::set_output(onnx::Constant constant) {
    graph_.constants.insert_or_assign(output(), std::move(constant));
}

}  // namespace convscope::tensorflow
