#include "core/io/transfer/model_transfer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <exception>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <typeinfo>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/random.h"
#include "core/io/model_file.h"
#include "core/io/transfer/layer_table.h"
#include "core/nn/plan/plan.h"
#include "tests/core/nn/layers/layer_cases.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using nn::Model;

namespace {

constexpr std::size_t kRoom = std::size_t{1} << 20;

/// The model after write_model() and read_model().
Model transferred(const Model& model) {
    std::vector<float> values(kRoom);
    const std::string structure = write_model(model, values);
    return read_model(structure, values);
}

/// A layer's archive, which holds its kind and all its parameters.
std::string bytes_of(const nn::Layer& layer) {
    ArchiveWriter archive;
    write_layer(layer, archive);
    return archive.bytes();
}

bool has_same_weights(const nn::Node& a, const nn::Node& b) {
    const auto is_same = [](const nn::SharedTensor& x, const nn::SharedTensor& y) {
        return x->shape == y->shape &&
               std::memcmp(x->values.data(), y->values.data(), x->values.size() * sizeof(float)) == 0;
    };
    return std::ranges::equal(a.weights, b.weights, is_same);
}

void check_same(const Model& a, const Model& b) {
    REQUIRE(a.size() == b.size());
    for (int i = 0; i < a.size(); ++i) {
        const nn::Node &x = a.node(i), &y = b.node(i);
        CAPTURE(x.name);
        CHECK(x.name == y.name);
        CHECK(x.layer->type() == y.layer->type());
        CHECK(bytes_of(*x.layer) == bytes_of(*y.layer));
        CHECK(x.inputs == y.inputs);
        CHECK(has_same_weights(x, y));
        CHECK(x.shape == y.shape);
        CHECK(x.trainable == y.trainable);
        CHECK(x.layout == y.layout);
        CHECK(x.declared == y.declared);
        CHECK(x.display_name.title == y.display_name.title);
    }
    CHECK(a.inputs() == b.inputs());
    CHECK(a.outputs() == b.outputs());
    CHECK(a.output_names() == b.output_names());
    CHECK(a.info() == b.info());
}

/// A model with this layer, with inputs of the case's shapes, and with random weights.
Model model_of(const nn::LayerCase& layer_case) {
    nn::ModelBuilder builder(nn::ModelInfo{.name = layer_case.name});
    std::vector<int> inputs;
    for (const nn::Shape& shape : layer_case.inputs)
        inputs.push_back(builder.input("input " + std::to_string(inputs.size()), shape));
    builder.add("layer", layer_case.layer, inputs);
    return samples::with_numbers(builder.build(), 5);
}

/// The bits of the values that the model computes from random inputs.
std::vector<std::uint32_t> output_of(const Model& model) {
    nn::Plan plan(model, 1);
    for (std::size_t which = 0; which < model.inputs().size(); ++which) {
        std::vector<float> values(static_cast<std::size_t>(model.node(model.inputs()[which]).shape.count()));
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = 2 * random_unit(3 + which, i) - 1;
        plan.set_input(which, values);
    }
    plan.run();
    std::vector<std::uint32_t> bits;
    for (const float value : plan.activation(model.size() - 1)) bits.push_back(std::bit_cast<std::uint32_t>(value));
    return bits;
}

/// The kinds of the layers in the cases, each with the number of its cases.
std::map<std::string, int> counted_kinds(const std::vector<nn::LayerCase>& cases) {
    std::map<std::string, int> counts;
    for (const nn::LayerCase& layer_case : cases) ++counts[typeid(*layer_case.layer).name()];
    return counts;
}

bool is_refused(const std::string& structure, std::span<const float> values) {
    try {
        read_model(structure, values);
        return false;
    } catch (const std::exception&) {
        return true;
    }
}

}  // namespace

TEST_CASE("every layer kind keeps its parameters and weights when it is sent to another process") {
    const std::vector<nn::LayerCase> cases = nn::layer_cases();
    for (const nn::LayerCase& layer_case : cases) {
        CAPTURE(layer_case.name);
        const Model model = model_of(layer_case);
        const Model received = transferred(model);
        check_same(model, received);
        CHECK(output_of(model) == output_of(received));
    }
    // An Input is in every model; all other kinds of the table have cases.
    CHECK(counted_kinds(cases).size() + 1 == layer_kind_count());
}

TEST_CASE("a graph keeps its names, edges, layouts, outputs and facts") {
    check_same(samples::every_kind(), transferred(samples::every_kind()));
    check_same(samples::small_course(), transferred(samples::small_course()));
    nn::ModelBuilder builder(nn::ModelInfo{.name = "layouts", .labels = {"a", "b"}, .preprocessing_reason = "a guess"});
    const int vector = builder.input("vector", {784});
    const int image = builder.input("image", {4, 6, 3});
    builder.set_layout(image, nn::channels_first({4, 6, 3}));
    const int flat = builder.add("flat", samples::layer<nn::Flatten>(), {image});
    builder.set_trainable(flat, false);
    const Model model =
        builder.build({flat, vector}, {"first", "second"}).with_first_input(1).with_input_shape(vector, {28, 28, 1});
    const Model received = transferred(model);
    check_same(model, received);
    CHECK(received.inputs() == std::vector<int>{image, vector});
    CHECK(received.node(vector).declared == nn::Shape{784});
}

TEST_CASE("the models of every reader keep everything") {
    int models = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(CONVSCOPE_TEST_DATA)) {
        if (!is_model(file_kind(entry.path()))) continue;
        CAPTURE(entry.path().string());
        try {
            const Model model = load_model(entry.path());
            check_same(model, transferred(model));
            ++models;
        } catch (const LoadError&) {
            // Some files are wrong on purpose, others are parts of a model.
        }
    }
    CHECK(models > 40);
}

TEST_CASE("a weight that two layers share is copied once and shared again") {
    nn::ModelBuilder builder;
    builder.input("in", {3});
    const auto kernel = std::make_shared<const nn::Tensor>(nn::Tensor{{3, 3}, std::vector<float>(9, 0.5F)});
    const auto dense = samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 3, .use_bias = false});
    builder.add("a", dense, {0}, {kernel});
    builder.add("b", dense, {1}, {kernel});
    std::vector<float> values(9);  // no room for a second copy
    const std::string structure = write_model(builder.build(), values);
    std::size_t copied = 0;
    const Model received = read_model(structure, values, [&](std::span<const float> part) { copied += part.size(); });
    CHECK(received.node(1).weights[0] == received.node(2).weights[0]);
    CHECK(copied == 9);
    values.pop_back();
    CHECK_THROWS_AS(write_model(received, values), TransferTooLarge);
}

TEST_CASE("NaN and infinite numbers keep their bits") {
    nn::ModelBuilder builder;
    builder.input("in", {2});
    const std::vector<float> odd{std::numeric_limits<float>::quiet_NaN(), -0.F};
    const auto scale = samples::layer<nn::Rescaling>(nn::Rescaling::Parameters{odd, {1}});
    builder.add("scale", scale, {0});
    const Model model = builder.build();
    check_same(model, transferred(model));
}

TEST_CASE("a damaged structure is refused or gives a model that can be used, and never crashes") {
    for (const Model& model : {samples::every_kind(), samples::small_course()}) {
        std::vector<float> values(kRoom);
        const std::string structure = write_model(model, values);
        for (std::size_t size = 0; size < structure.size(); size += 7)
            CHECK(is_refused(structure.substr(0, size), values));
        CHECK(is_refused(structure + '\0', values));
        CHECK(is_refused(structure, std::span(values).first(10)));
        int refused = 0;
        constexpr int kTries = 4000;
        for (int i = 0; i < kTries; ++i) {
            std::string damaged = structure;
            const std::uint64_t bits = random_bits(11, static_cast<std::uint64_t>(i));
            const int changes = 1 + i % 3;
            for (int change = 0; change < changes; ++change) {
                const std::uint64_t own = random_bits(bits, static_cast<std::uint64_t>(change));
                const auto byte = static_cast<char>(i % 2 == 0 ? own >> 32U : (own >> 32U) % 4);
                damaged[own % damaged.size()] = byte;
            }
            refused += is_refused(damaged, values) ? 1 : 0;
        }
        // Most bytes are lengths, indexes and flags; a changed name or factor gives another valid model.
        CHECK(refused > kTries / 4);
        CHECK(refused < kTries);
    }
}

TEST_CASE("lengths, indexes and weights that do not belong together are refused") {
    nn::ModelBuilder builder;
    builder.input("in", {2});
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 2, .use_bias = false}), {0});
    std::vector<float> values(4);
    const std::string structure = write_model(builder.build(), values);
    // The structure starts with the number of tensors, the rank of the first, and its lengths, 8 bytes each.
    const auto with_number = [&](std::size_t at, std::uint64_t number) {
        std::string changed = structure;
        std::memcpy(changed.data() + at, &number, sizeof(number));
        return changed;
    };
    CHECK_FALSE(is_refused(structure, values));
    CHECK_FALSE(is_refused(with_number(16, 2), values));
    for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{1} << 60, ~std::uint64_t{0}})
        CHECK(is_refused(with_number(0, number), values));
    for (const std::uint64_t number : {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{1} << 61}) {
        CHECK(is_refused(with_number(8, number), values));
        CHECK(is_refused(with_number(16, number), values));
    }
}
