#include "core/io/onnx/operators.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/base/load_error.h"

namespace convscope {

namespace {

constexpr OnnxOperator kOperators[] = {
    {"Add", read_onnx_add},
    {"ArgMax", read_onnx_arg_max},
    {"AveragePool", read_onnx_average_pool},
    {"BatchNormalization", read_onnx_batch_normalization},
    {"Cast", read_onnx_identity},
    {"Clip", read_onnx_activation},
    {"Concat", read_onnx_concat},
    {"Constant", read_onnx_constant},
    {"ConstantOfShape", read_onnx_constant_of_shape},
    {"Conv", read_onnx_convolution},
    {"ConvTranspose", read_onnx_transposed_convolution},
    {"Div", read_onnx_divide},
    {"Dropout", read_onnx_dropout},
    {"Elu", read_onnx_activation},
    {"Flatten", read_onnx_flatten},
    {"Gather", read_onnx_gather},
    {"Gemm", read_onnx_gemm},
    {"GlobalAveragePool", read_onnx_global_average_pool},
    {"GlobalMaxPool", read_onnx_global_max_pool},
    {"HardSigmoid", read_onnx_activation},
    {"HardSwish", read_onnx_hard_swish},
    {"Identity", read_onnx_identity},
    {"LeakyRelu", read_onnx_activation},
    {"LogSoftmax", read_onnx_activation},
    {"MatMul", read_onnx_matmul},
    {"Max", read_onnx_max},
    {"MaxPool", read_onnx_max_pool},
    {"Mul", read_onnx_multiply},
    {"PRelu", read_onnx_prelu},
    {"Pad", read_onnx_pad},
    {"ReduceMean", read_onnx_reduce_mean},
    {"Relu", read_onnx_activation},
    {"Reshape", read_onnx_reshape},
    {"Resize", read_onnx_resize},
    {"Shape", read_onnx_shape},
    {"Sigmoid", read_onnx_activation},
    {"Slice", read_onnx_slice},
    {"Softmax", read_onnx_activation},
    {"Squeeze", read_onnx_squeeze},
    {"Sub", read_onnx_subtract},
    {"Sum", read_onnx_add},
    {"Tanh", read_onnx_activation},
    {"Transpose", read_onnx_transpose},
    {"Unsqueeze", read_onnx_unsqueeze},
    {"Upsample", read_onnx_resize},
};

}  // namespace

void OnnxCall::refuse(const std::string& fault, const std::string& remedy) const {
    assembly_->refuse(*node_, fault, remedy);
}

const std::string& OnnxCall::input(std::size_t index) const {
    if (!has(index)) refuse(fmt::format("lacks its input {}", index), kOnnxRemedy);
    return node_->inputs[index];
}

const std::string& OnnxCall::output() const {
    if (node_->outputs.empty() || node_->outputs.front().empty()) refuse("has no output", kOnnxRemedy);
    return node_->outputs.front();
}

const OnnxValue& OnnxCall::any_value(std::size_t index) const {
    const OnnxValue* const found = assembly_->value(input(index));
    if (found == nullptr)
        refuse(fmt::format("works on \"{}\", which is the same for every input", onnx_shown(input(index))),
               "simplify the model, so that it is computed beforehand");
    return *found;
}

const OnnxValue& OnnxCall::value(std::size_t index) const {
    const OnnxValue& found = any_value(index);
    if (found.is_index)
        refuse(fmt::format("goes on from \"{}\", the index of a largest value", onnx_shown(input(index))),
               "a model that ends there works");
    return found;
}

const OnnxConstant& OnnxCall::constant(std::size_t index) const {
    const OnnxConstant* const found = assembly_->fed_constant(input(index));
    if (found == nullptr)
        refuse(fmt::format("takes \"{}\" from its input, which has to be known beforehand", onnx_shown(input(index))),
               "a model that holds it works, or a further --input that names it");
    return *found;
}

const OnnxConstant* OnnxCall::optional_constant(std::size_t index) const {
    return has(index) ? &constant(index) : nullptr;
}

const OnnxConstant* OnnxCall::known(std::size_t index) const {
    return has(index) ? assembly_->constant(input(index)) : nullptr;
}

const OnnxAttribute* OnnxCall::attribute(const char* name) const {
    const auto found = node_->attributes.find(name);
    return found == node_->attributes.end() ? nullptr : &found->second;
}

namespace {

template <class Value>
const Value* of_type(const OnnxAttribute* attribute, const OnnxCall& call, const char* name) {
    if (attribute == nullptr) return nullptr;
    const Value* const value = std::get_if<Value>(attribute);
    if (value == nullptr) call.refuse(fmt::format("has an attribute {} of another type", name), kOnnxRemedy);
    return value;
}

}  // namespace

std::int64_t OnnxCall::whole(const char* name, std::int64_t otherwise) const {
    const auto* const value = of_type<std::int64_t>(attribute(name), *this, name);
    return value == nullptr ? otherwise : *value;
}

float OnnxCall::number(const char* name, float otherwise) const {
    const auto* const value = of_type<float>(attribute(name), *this, name);
    return value == nullptr ? otherwise : *value;
}

std::string OnnxCall::text(const char* name, const std::string& otherwise) const {
    const auto* const value = of_type<std::string>(attribute(name), *this, name);
    return value == nullptr ? otherwise : *value;
}

std::vector<std::int64_t> OnnxCall::wholes(const char* name) const {
    const auto* const value = of_type<std::vector<std::int64_t>>(attribute(name), *this, name);
    return value == nullptr ? std::vector<std::int64_t>() : *value;
}

std::vector<float> OnnxCall::numbers(const char* name) const {
    const auto* const value = of_type<std::vector<float>>(attribute(name), *this, name);
    return value == nullptr ? std::vector<float>() : *value;
}

const OnnxConstant* OnnxCall::tensor(const char* name) const {
    return of_type<OnnxConstant>(attribute(name), *this, name);
}

std::optional<std::vector<std::int64_t>> OnnxCall::list(const char* attribute_name, std::size_t index,
                                                        std::int64_t since) const {
    if (opset() < since || has_attribute(attribute_name)) {
        if (!has_attribute(attribute_name)) return std::nullopt;
        return wholes(attribute_name);
    }
    const OnnxConstant* const given = optional_constant(index);
    if (given == nullptr) return std::nullopt;
    return given->wholes();
}

std::size_t OnnxCall::axis(std::int64_t given, std::size_t rank) const {
    const auto count = static_cast<std::int64_t>(rank);
    if (given < -count || given >= count)
        refuse(fmt::format("has an axis of {}, where there are {}", given, count), kOnnxRemedy);
    return static_cast<std::size_t>(given < 0 ? given + count : given);
}

std::vector<std::size_t> OnnxCall::axes(const std::vector<std::int64_t>& given, std::size_t rank) const {
    std::vector<std::size_t> result;
    for (const std::int64_t one : given) {
        result.push_back(axis(one, rank));
        if (std::count(result.begin(), result.end(), result.back()) > 1) refuse("names an axis twice", kOnnxRemedy);
    }
    return result;
}

void OnnxCall::only_first_output() const {
    for (std::size_t i = 1; i < node_->outputs.size(); ++i) {
        const std::string& name = node_->outputs[i];
        const auto& outputs = assembly_->graph().outputs;
        bool used = std::ranges::find(outputs, name) != outputs.end();
        for (const OnnxNode& other : assembly_->graph().nodes)
            used = used || std::ranges::find(other.inputs, name) != other.inputs.end();
        if (!name.empty() && used)
            refuse(fmt::format("gives a further output, \"{}\"", onnx_shown(name)), "a model without it works");
    }
}

void OnnxCall::set(OnnxValue value) const {
    assembly_->set(output(), std::move(value));
}

std::vector<std::string_view> known_onnx_operators() {
    std::vector<std::string_view> known;
    for (const OnnxOperator& one : kOperators) known.push_back(one.kind);
    return known;
}

void read_onnx_node(const OnnxCall& call) {
    const auto* const found = std::ranges::find(kOperators, call.node().kind, &OnnxOperator::kind);
    if (found == std::end(kOperators))
        call.refuse(fmt::format("has an operator of the unknown kind {}", onnx_shown(call.node().kind)),
                    fmt::format("known are {}", fmt::join(known_onnx_operators(), ", ")));
    if (!fold_onnx(call)) found->read(call);
}

}  // namespace convscope
