#include "core/io/tensorflow/translate_arithmetic.h"

#include <limits>

#include "core/base/text/translation.h"

namespace convscope::tensorflow {

namespace {

std::string negated(Translator& to, const std::string& value) {
    return to.add("Mul", {value, to.add_constant({{}, onnx::Constant::Floats{-1}})});
}

/// Adds a Clip if exactly one input is a constant of one number, its lower or upper limit. False if not.
bool add_limit(Translator& to, bool is_lower) {
    if (to.input_count() != 2) to.refuse(tr("does not have two inputs"), onnx::kExportAgain);
    const onnx::Constant *const first = to.known(0), *const second = to.known(1);
    if ((first != nullptr) == (second != nullptr)) return false;
    const onnx::Constant& limit = first != nullptr ? *first : *second;
    if (limit.count() != 1) return false;
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    float low = is_lower ? limit.number(0) : -kInfinity, high = is_lower ? kInfinity : limit.number(0);
    const std::string value = to.merge_limits(to.input(first != nullptr ? 1 : 0), low, high);
    to.add_last("Clip", {value}, {{"min", low}, {"max", high}});
    return true;
}

/// The operand `index` of a product, transposed if the attribute is set.
std::string factor(Translator& to, std::size_t index, const char* attribute) {
    if (to.integer(attribute, 0) == 0) return to.input(index);
    return to.add("Transpose", {to.input(index)}, {{"perm", std::vector<std::int64_t>{1, 0}}});
}

void translate_reduction(Translator& to, const char* kind) {
    const std::vector<std::int64_t> axes = to.constant(1).integers();
    if (axes.empty()) return to.add_last("Identity", {to.input(0)});
    to.add_last(kind, {to.input(0)}, {{"axes", axes}, {"keepdims", to.integer("keep_dims", 0)}});
}

}  // namespace

void translate_batch_product(Translator& to) {
    if (to.integer("adj_x", 0) != 0 || to.integer("adj_y", 0) != 0)
        to.refuse(tr("multiplies transposed matrices"), kOtherFormat);
    to.add_last("MatMul", to.node().inputs);
}

void translate_bias(Translator& to) {
    if (to.text("data_format", "NHWC") != "NHWC")
        to.refuse(tr("adds to channels before rows and columns (NCHW)"), tr("convert the model with NHWC images"));
    to.add_last("Add", to.node().inputs);
}

void translate_maximum(Translator& to) {
    if (!add_limit(to, true)) to.add_last("Max", to.node().inputs);
}

void translate_minimum(Translator& to) {
    if (add_limit(to, false)) return;
    // min(a, b) = -max(-a, -b).
    const std::string a = negated(to, to.input(0)), b = negated(to, to.input(1));
    const std::string largest = to.add("Max", {a, b});
    to.add_last("Mul", {largest, to.add_constant({{}, onnx::Constant::Floats{-1}})});
}

void translate_negation(Translator& to) {
    to.add_last("Mul", {to.input(0), to.add_constant({{}, onnx::Constant::Floats{-1}})});
}

void translate_product(Translator& to) {
    const std::string a = factor(to, 0, "transpose_a"), b = factor(to, 1, "transpose_b");
    to.add_last("MatMul", {a, b});
}

void translate_square(Translator& to) {
    to.add_last("Mul", {to.input(0), to.input(0)});
}

void translate_arg_max(Translator& to) {
    const onnx::Constant& axis = to.constant(1);
    if (axis.count() != 1) to.refuse(tr("does not give one axis"), onnx::kExportAgain);
    to.add_last("ArgMax", {to.input(0)}, {{"axis", axis.integer(0)}, {"keepdims", std::int64_t{0}}});
}

void translate_max(Translator& to) {
    translate_reduction(to, "ReduceMax");
}

void translate_mean(Translator& to) {
    translate_reduction(to, "ReduceMean");
}

void translate_sum(Translator& to) {
    // operators.h reads this kind; ONNX's Sum, which adds several values, has no axes.
    translate_reduction(to, "ReduceSum");
}

}  // namespace convscope::tensorflow
