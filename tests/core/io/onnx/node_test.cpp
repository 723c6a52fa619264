// Runs the ONNX project's tests, which are models with inputs and outputs, of all operators that can be read. Tests
// that do not pass are listed in skipped_tests.txt with a reason; a listed test that passes is an error too.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "core/io/onnx/operators.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read/read_tensor.h"
#include "core/io/onnx/read_model.h"
#include "tests/support/raw_run.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

template <class Message>
Message parsed(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    Message message;
    if (!message.ParseFromIstream(&stream)) throw std::runtime_error("cannot parse " + file.string());
    return message;
}

NpyArray array_in(const fs::path& file) {
    const onnx::Constant constant = onnx::TensorReader(file.string(), {}).read(parsed<onnx::proto::TensorProto>(file));
    return {constant.dims(), constant.numbers()};
}

/// The files input_0.pb, input_1.pb, ... if `prefix` is "input".
std::vector<fs::path> numbered(const fs::path& folder, const std::string& prefix) {
    std::vector<fs::path> files;
    for (int i = 0;; ++i) {
        const fs::path file = folder / fmt::format("{}_{}.pb", prefix, i);
        if (!fs::exists(file)) return files;
        files.push_back(file);
    }
}

/// Describes how an output differs from the expected one; empty within the tolerance of ONNX's test runner.
std::string difference(const nn::Tensor& output, const NpyArray& expected) {
    if (output.shape.axes != expected.shape)
        return fmt::format("is {}, not {}", to_string(output.shape), onnx::dims_text(expected.shape));
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
        const float x = output.values[i], y = expected.values[i];
        if (!(std::fabs(x - y) <= 1e-7F + 1e-3F * std::fabs(y)) && x != y)
            return fmt::format("has {} at {}, not {}", x, i, y);
    }
    return {};
}

/// The inputs that a test sets, in the graph's order, without initializers.
std::vector<NpyArray> feeds_of(const onnx::proto::ModelProto& model, const fs::path& data) {
    std::set<std::string> initializers;
    for (const auto& tensor : model.graph().initializer()) initializers.insert(tensor.name());
    const std::vector<fs::path> files = numbered(data, "input");
    std::vector<NpyArray> feeds;
    for (std::size_t i = 0; i < files.size() && i < static_cast<std::size_t>(model.graph().input_size()); ++i)
        if (!initializers.contains(model.graph().input(static_cast<int>(i)).name()))
            feeds.push_back(array_in(files[i]));
    return feeds;
}

/// The reason why a test fails; empty if it passes.
std::string fault_of(const fs::path& folder) {
    try {
        const onnx::proto::ModelProto proto = parsed<onnx::proto::ModelProto>(folder / "model.onnx");
        int sets = 0;
        for (const auto& data : fs::directory_iterator(folder)) {
            if (!data.is_directory()) continue;
            ++sets;
            const std::vector<NpyArray> feeds = feeds_of(proto, data.path());
            const nn::Plan plan = samples::raw_run(onnx::load_model(folder / "model.onnx", feeds), feeds);
            const auto outputs = samples::raw_outputs(plan);
            const std::vector<fs::path> expected_files = numbered(data.path(), "output");
            if (expected_files.empty()) return "there are no expected outputs";
            for (std::size_t i = 0; i < expected_files.size(); ++i) {
                const auto found = outputs.find(proto.graph().output(static_cast<int>(i)).name());
                if (found == outputs.end()) return "an output is missing";
                const std::string mismatch = difference(found->second, array_in(expected_files[i]));
                if (!mismatch.empty()) return "output " + found->first + " " + mismatch;
            }
        }
        return sets > 0 ? "" : "there is no data";
    } catch (const std::exception& error) {
        return error.what();
    }
}

bool has_known_operators_only(const fs::path& folder) {
    const std::vector<std::string_view> known = onnx::known_operators();
    const onnx::proto::ModelProto model = parsed<onnx::proto::ModelProto>(folder / "model.onnx");
    return std::ranges::all_of(model.graph().node(), [&](const auto& node) {
        return std::ranges::find(known, node.op_type()) != known.end();
    });
}

/// The names, such as "node/test_add", of all tests whose operators are known.
std::vector<std::string> tests_of_known_operators() {
    std::vector<std::string> names;
    for (const char* kind : {"node", "simple", "pytorch-converted", "pytorch-operator"})
        for (const auto& entry : fs::directory_iterator(fs::path(CONVSCOPE_ONNX_TESTS) / kind))
            if (fs::exists(entry.path() / "model.onnx") && has_known_operators_only(entry.path()))
                names.push_back(fmt::format("{}/{}", kind, entry.path().filename().string()));
    std::ranges::sort(names);
    return names;
}

/// The reasons in skipped_tests.txt by the tests' names. Each line has a name, blanks and a reason.
std::map<std::string, std::string> skipped_tests() {
    std::ifstream stream(CONVSCOPE_ONNX_SKIPPED);
    std::map<std::string, std::string> skipped;
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line.front() == '#') continue;
        const std::size_t end = line.find(' ');
        const std::size_t reason = line.find_first_not_of(' ', end);
        INFO(line);
        REQUIRE(reason != std::string::npos);
        REQUIRE(skipped.emplace(line.substr(0, end), line.substr(reason)).second);
    }
    return skipped;
}

}  // namespace

TEST_CASE("ONNX's own tests of the known operators pass, except those listed with a reason") {
    INFO("install the package libonnx-testdata");
    REQUIRE(fs::is_directory(CONVSCOPE_ONNX_TESTS));
    const std::map<std::string, std::string> skipped = skipped_tests();
    const std::vector<std::string> names = tests_of_known_operators();
    std::size_t passed = 0;
    for (const std::string& name : names) {
        const std::string fault = fault_of(fs::path(CONVSCOPE_ONNX_TESTS) / name);
        passed += fault.empty() ? 1 : 0;
        if (skipped.contains(name))
            CHECK_MESSAGE(!fault.empty(), name, " passes: remove it from skipped_tests.txt");
        else
            CHECK_MESSAGE(fault.empty(), name, ": ", fault);
    }
    for (const auto& test : skipped)
        CHECK_MESSAGE(std::ranges::find(names, test.first) != names.end(), test.first,
                      " is not one of the tests: remove it from skipped_tests.txt");
    CHECK(passed >= 300);
}

}  // namespace convscope
