#include "core/io/onnx/read/call.h"

#include <algorithm>

#include "core/base/text/translation.h"

namespace convscope::onnx {

namespace {

template <class Type>
const Type* of_type(const Attribute* attribute, const Call& call, const char* name) {
    if (attribute == nullptr) return nullptr;
    const Type* const value = std::get_if<Type>(attribute);
    if (value == nullptr) call.refuse(tr("has an attribute {} of another type", name), kExportAgain);
    return value;
}

}  // namespace

const std::string& Call::input(std::size_t index) const {
    if (!has(index)) refuse(tr("lacks its input {}", index), kExportAgain);
    return node_->inputs[index];
}

const std::string& Call::output() const {
    if (node_->outputs.empty() || node_->outputs.front().empty()) refuse(tr("has no output"), kExportAgain);
    return node_->outputs.front();
}

const Value& Call::any_value(std::size_t index) const {
    const Value* const found = assembly_->value(input(index));
    if (found == nullptr)
        refuse(tr("takes \"{}\", which depends on no input", display_text(input(index))),
               tr("simplify the model, so that the file stores this value"));
    return *found;
}

const Value& Call::value(std::size_t index) const {
    const Value& found = any_value(index);
    if (assembly_->is_index(found))
        refuse(tr("computes with \"{}\", the index of a maximum", display_text(input(index))),
               tr("export a model that ends there"));
    return found;
}

const Constant& Call::constant(std::size_t index) const {
    const Constant* const found = assembly_->fed_constant(input(index));
    if (found == nullptr)
        refuse(tr("needs the values of \"{}\" before the model runs", display_text(input(index))),
               tr("store them in the model, or give them by a further --input"));
    return *found;
}

const Constant* Call::optional_constant(std::size_t index) const {
    return has(index) ? &constant(index) : nullptr;
}

const Constant* Call::known(std::size_t index) const {
    return has(index) ? assembly_->constant(input(index)) : nullptr;
}

const Attribute* Call::attribute(const char* name) const {
    const auto found = node_->attributes.find(name);
    return found == node_->attributes.end() ? nullptr : &found->second;
}

std::int64_t Call::integer(const char* name, std::int64_t fallback) const {
    const auto* const value = of_type<std::int64_t>(attribute(name), *this, name);
    return value == nullptr ? fallback : *value;
}

float Call::number(const char* name, float fallback) const {
    const auto* const value = of_type<float>(attribute(name), *this, name);
    return value == nullptr ? fallback : *value;
}

std::string Call::text(const char* name, const std::string& fallback) const {
    const auto* const value = of_type<std::string>(attribute(name), *this, name);
    return value == nullptr ? fallback : *value;
}

std::vector<std::int64_t> Call::integers(const char* name) const {
    const auto* const value = of_type<std::vector<std::int64_t>>(attribute(name), *this, name);
    return value == nullptr ? std::vector<std::int64_t>() : *value;
}

std::vector<float> Call::numbers(const char* name) const {
    const auto* const value = of_type<std::vector<float>>(attribute(name), *this, name);
    return value == nullptr ? std::vector<float>() : *value;
}

const Constant* Call::tensor(const char* name) const {
    return of_type<Constant>(attribute(name), *this, name);
}

std::optional<std::vector<std::int64_t>> Call::list(const char* attribute_name, std::size_t index,
                                                    std::int64_t since) const {
    if (opset() < since || has_attribute(attribute_name)) {
        if (!has_attribute(attribute_name)) return std::nullopt;
        return integers(attribute_name);
    }
    const Constant* const constant = optional_constant(index);
    if (constant == nullptr) return std::nullopt;
    return constant->integers();
}

std::size_t Call::axis(std::int64_t number, std::size_t rank) const {
    const auto count = static_cast<std::int64_t>(rank);
    if (number < -count || number >= count)
        refuse(tr_count(count, "has axis {1} of a value of {0} axis", "has axis {1} of a value of {0} axes", number),
               kExportAgain);
    return static_cast<std::size_t>(number < 0 ? number + count : number);
}

std::vector<std::size_t> Call::axes(const std::vector<std::int64_t>& numbers, std::size_t rank) const {
    std::vector<std::size_t> result;
    for (const std::int64_t number : numbers) {
        result.push_back(axis(number, rank));
        if (std::count(result.begin(), result.end(), result.back()) > 1)
            refuse(tr("names an axis twice"), kExportAgain);
    }
    return result;
}

std::size_t Call::axis_attribute(std::int64_t fallback, std::size_t rank) const {
    return axis(integer("axis", fallback), rank);
}

void Call::only_first_output() const {
    for (std::size_t i = 1; i < node_->outputs.size(); ++i) {
        const std::string& name = node_->outputs[i];
        const auto& outputs = assembly_->graph().outputs;
        bool is_used = std::ranges::find(outputs, name) != outputs.end();
        for (const Node& other : assembly_->graph().nodes)
            is_used = is_used || std::ranges::find(other.inputs, name) != other.inputs.end();
        if (!name.empty() && is_used)
            refuse(tr("has a further output that is used, \"{}\"", display_text(name)),
                   tr("export the model without it"));
    }
}

Value Call::shaped(Value value, const nn::Shape& target) const {
    return assembly_->shaped(std::move(value), target, layer_name(*node_));
}

Value Call::arranged(Value value, const Factors& order, const nn::Shape& target) const {
    return assembly_->arranged(std::move(value), order, target, layer_name(*node_));
}

Value Call::with_axes(const Value& value, const std::vector<std::size_t>& axis_order) const {
    return assembly_->with_axes(value, axis_order, layer_name(*node_));
}

Value Call::innermost(const Value& value, const Factors& factors) const {
    return assembly_->innermost(value, factors, layer_name(*node_));
}

Value Call::reshaped(Value value, const Dims& dims) const {
    return assembly_->reshaped(std::move(value), dims, layer_name(*node_));
}

}  // namespace convscope::onnx
