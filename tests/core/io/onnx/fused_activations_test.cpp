// GELU, Mish and HardSwish that a file writes as arithmetic are read as one activation. The input x has four numbers
// for each of two examples.
#include "core/io/onnx/fused_activations.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read_model.h"
#include "tests/support/raw_run.h"

namespace convscope::onnx {

namespace {

using nn::ActivationKind;
using Names = std::vector<std::string>;

const std::map<std::string, float> kNumbers{{"zero", 0},
                                            {"half", 0.5F},
                                            {"one", 1},
                                            {"two", 2},
                                            {"three", 3},
                                            {"six", 6},
                                            {"root2", 1.4142135F},
                                            {"root_half", 0.70710677F},
                                            {"near_root", 1.5F},
                                            {"cubic", 0.044715F},
                                            {"tanh_scale", 0.7978846F}};

/// A model of these operators, as in "a = Div x root2; y = Erf a". Its output is "y". The numbers are initializers, or
/// the outputs of Constant nodes if `by_nodes`.
proto::ModelProto model_of(const std::string& operators, bool by_nodes = false) {
    proto::ModelProto model;
    model.set_ir_version(8);
    model.add_opset_import()->set_version(20);
    proto::GraphProto& graph = *model.mutable_graph();
    proto::ValueInfoProto& input = *graph.add_input();
    input.set_name("x");
    for (const std::int64_t length : {2, 4})
        input.mutable_type()->mutable_tensor_type()->mutable_shape()->add_dim()->set_dim_value(length);
    for (const auto& [name, number] : kNumbers) {
        if (by_nodes) {
            proto::NodeProto& node = *graph.add_node();
            node.set_op_type("Constant");
            node.add_output(name);
            proto::AttributeProto& attribute = *node.add_attribute();
            attribute.set_name("value_float");
            attribute.set_type(proto::AttributeProto::FLOAT);
            attribute.set_f(number);
        } else {
            proto::TensorProto& tensor = *graph.add_initializer();
            tensor.set_name(name);
            tensor.set_data_type(proto::TensorProto::FLOAT);
            tensor.add_float_data(number);
        }
    }
    std::istringstream statements(operators);
    for (std::string statement; std::getline(statements, statement, ';');) {
        std::istringstream words(statement);
        std::string output, equals, kind;
        words >> output >> equals >> kind;
        proto::NodeProto& node = *graph.add_node();
        node.set_name(output);
        node.set_op_type(kind);
        node.add_output(output);
        for (std::string word; words >> word;) node.add_input(word);
    }
    graph.add_output()->set_name("y");
    return model;
}

nn::Model read(const proto::ModelProto& model) {
    const std::string bytes = model.SerializeAsString();
    return decode_model({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "m.onnx");
}

std::string fault_of(const proto::ModelProto& model) {
    try {
        read(model);
    } catch (const LoadError& error) {
        return error.what();
    }
    return "no error";
}

Names types_of(const nn::Model& model) {
    Names types;
    for (const nn::Node& node : model.nodes()) types.emplace_back(node.layer->type());
    return types;
}

constexpr std::array<float, 8> kInput{-3, -2, -1, -0.5F, 0, 0.5F, 1, 3};

void check_outputs(const nn::Model& model, const std::array<float, 8>& expected) {
    const NpyArray x{{2, 4}, {kInput.begin(), kInput.end()}};
    const nn::Tensor y = samples::raw_outputs(samples::raw_run(model, {x})).at("y");
    REQUIRE(y.values.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(kInput.at(i));
        CHECK(y.values[i] == doctest::Approx(expected.at(i)).epsilon(1e-5));
    }
}

/// Checks that the operators are read as this activation alone, with these outputs.
void check_activation(const std::string& operators, const nn::Activation& activation,
                      const std::array<float, 8>& expected) {
    for (const bool by_nodes : {false, true}) {
        CAPTURE(operators);
        const nn::Model model = read(model_of(operators, by_nodes));
        CHECK(types_of(model) == Names{"InputLayer", "Activation"});
        CHECK(model.node(model.size() - 1).layer->activation() == activation);
        check_outputs(model, expected);
    }
}

constexpr std::array<float, 8> kGeluValues{-0.0040496941F, -0.045500264F, -0.15865525F, -0.15426877F, 0,
                                           0.34573123F,    0.84134475F,   2.9959503F};
constexpr std::array<float, 8> kTanhGeluValues{-0.0036373921F, -0.045402306F, -0.15880801F, -0.15428599F, 0,
                                               0.34571401F,    0.84119199F,   2.9963626F};
constexpr std::array<float, 8> kMishValues{-0.14564746F, -0.25250148F, -0.30340146F, -0.22074377F, 0,
                                           0.37524521F,  0.86509839F,  2.986535F};
constexpr std::array<float, 8> kHardSwishValues{0, -0.33333333F, -0.33333333F, -0.20833333F,
                                                0, 0.29166667F,  0.66666667F,  3};

constexpr nn::Activation kGelu{ActivationKind::gelu};
constexpr nn::Activation kTanhGelu{.kind = ActivationKind::gelu, .approximate = true};

}  // namespace

TEST_CASE("GELU with Erf is read as one activation, whatever the order of its factors") {
    const std::string share = "a = Div x root2; b = Erf a; c = Add b one; ";
    for (const char* product :
         {"d = Mul x c; y = Mul d half", "d = Mul c x; y = Mul half d", "d = Mul x half; y = Mul d c",
          "d = Mul half x; y = Mul c d", "d = Mul c half; y = Mul x d", "d = Mul half c; y = Mul d x",
          "d = Mul x c; y = Div d two", "d = Div x two; y = Mul d c"})
        check_activation(share + product, kGelu, kGeluValues);
    check_activation("a = Mul root_half x; b = Erf a; c = Add one b; d = Mul x c; y = Mul d half", kGelu, kGeluValues);
}

TEST_CASE("GELU's approximation with Tanh is read as one activation") {
    const std::string end = "; d = Mul c tanh_scale; e = Tanh d; f = Add one e; g = Mul half f; y = Mul x g";
    check_activation("a = Pow x three; b = Mul cubic a; c = Add x b" + end, kTanhGelu, kTanhGeluValues);
    check_activation("s = Mul x x; a = Mul x s; b = Mul a cubic; c = Add b x" + end, kTanhGelu, kTanhGeluValues);
    check_activation("s = Mul x x; a = Mul cubic s; b = Add one a; c = Mul x b" + end, kTanhGelu, kTanhGeluValues);
}

TEST_CASE("Mish and HardSwish that are written as arithmetic are read as one activation") {
    check_activation("a = Softplus x; b = Tanh a; y = Mul x b", {ActivationKind::mish}, kMishValues);
    check_activation("a = Add x three; b = Clip a zero six; c = Mul x b; y = Div c six", {ActivationKind::hard_swish},
                     kHardSwishValues);
    check_activation("a = Add x three; b = Clip a zero six; c = Div b six; y = Mul c x", {ActivationKind::hard_swish},
                     kHardSwishValues);
}

TEST_CASE("the operators Gelu, Mish and HardSwish are read as activations") {
    check_activation("y = Gelu x", kGelu, kGeluValues);
    check_activation("y = Mish x", {ActivationKind::mish}, kMishValues);
    check_activation("y = HardSwish x", {ActivationKind::hard_swish}, kHardSwishValues);
    proto::ModelProto model = model_of("y = Gelu x");
    proto::AttributeProto& attribute = *model.mutable_graph()->mutable_node(0)->add_attribute();
    attribute.set_name("approximate");
    attribute.set_type(proto::AttributeProto::STRING);
    attribute.set_s("tanh");
    check_outputs(read(model), kTanhGeluValues);
    attribute.set_s("sigmoid");
    CHECK(fault_of(model) == "m.onnx: approximates GELU by sigmoid (node \"y\" (Gelu)); use none or tanh.");
}

TEST_CASE("the argument of GELU may have other consumers, and GELU may follow GELU") {
    const std::string gelu = "a = Div r root2; b = Erf a; c = Add b one; d = Mul r c; g = Mul d half; ";
    const nn::Model residual = read(model_of("r = Mul x two; " + gelu + "y = Add r g"));
    CHECK(types_of(residual) == Names{"InputLayer", "Rescaling", "Activation", "Add"});
    const nn::Model twice = read(model_of("r = Relu x; " + gelu +
                                          "a2 = Div g root2; b2 = Erf a2; c2 = Add b2 one; d2 = Mul g c2; "
                                          "y = Mul d2 half"));
    CHECK(types_of(twice) == Names{"InputLayer", "Activation", "Activation", "Activation"});
}

TEST_CASE("arithmetic that is not a known function, or whose inner values are used, is not replaced") {
    CHECK(types_of(read(model_of("b = Erf x; y = Mul b x"))) == Names{"InputLayer", "Activation", "Multiply"});
    const Names steps{"InputLayer", "Rescaling", "Activation", "Rescaling", "Multiply", "Rescaling"};
    CHECK(types_of(read(model_of("a = Div x near_root; b = Erf a; c = Add b one; d = Mul x c; y = Mul d half"))) ==
          steps);
    const std::string gelu = "a = Div x root2; b = Erf a; c = Add b one; d = Mul x c; g = Mul d half; ";
    Names with_sum = steps;
    with_sum.emplace_back("Add");
    CHECK(types_of(read(model_of(gelu + "y = Add g c"))) == with_sum);
    const nn::Model model = read(model_of("a = Softplus x; b = Tanh a; g = Mul x b; y = Add g b"));
    CHECK(types_of(model) == Names{"InputLayer", "Activation", "Activation", "Multiply", "Add"});
}

}  // namespace convscope::onnx
