// Runs the ONNX project's tests, which are models with inputs and outputs. Tests with an operator that the reader does
// not know are skipped; others that do not pass are listed in skipped_tests.txt with a reason, and a listed test that
// passes is an error too. The list may name tests of other versions of the data.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string_view>

#include "core/base/files.h"
#include "core/io/onnx/operators.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/read/read_graph.h"
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
        const bool are_nan = std::isnan(x) && std::isnan(y);
        if (!(std::fabs(x - y) <= 1e-7F + 1e-3F * std::fabs(y)) && x != y && !are_nan)
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

/// The reason why a test fails; empty if it passes. A refusal is an error of the reader, not a wrong output.
struct Fault {
    std::string text;
    bool is_refusal = false;
};

Fault fault_of(const fs::path& folder) {
    try {
        const onnx::proto::ModelProto proto = parsed<onnx::proto::ModelProto>(folder / "model.onnx");
        const std::vector<std::uint8_t> bytes = read_file(folder / "model.onnx", onnx::kMaxFileBytes, "");
        int sets = 0;
        for (const auto& data : fs::directory_iterator(folder)) {
            if (!data.is_directory()) continue;
            ++sets;
            const std::vector<NpyArray> feeds = feeds_of(proto, data.path());
            const nn::Model model = onnx::decode_model(bytes, "model.onnx", feeds);
            const nn::Plan plan = samples::raw_run(model, feeds);
            const auto outputs = samples::raw_outputs(plan);
            const std::vector<fs::path> expected_files = numbered(data.path(), "output");
            if (expected_files.empty()) return {"there are no expected outputs"};
            for (std::size_t i = 0; i < expected_files.size(); ++i) {
                const auto found = outputs.find(proto.graph().output(static_cast<int>(i)).name());
                if (found == outputs.end()) return {"an output is missing"};
                const std::string mismatch = difference(found->second, array_in(expected_files[i]));
                if (!mismatch.empty()) return {"output " + found->first + " " + mismatch};
            }
        }
        return {sets > 0 ? "" : "there is no data"};
    } catch (const std::exception& error) {
        return {error.what(), true};
    }
}

/// The names, such as "node/test_add", of all tests.
std::vector<std::string> all_tests() {
    std::vector<std::string> names;
    for (const char* kind : {"node", "simple", "pytorch-converted", "pytorch-operator"})
        for (const auto& entry : fs::directory_iterator(fs::path(CONVSCOPE_ONNX_TESTS) / kind))
            if (fs::exists(entry.path() / "model.onnx"))
                names.push_back(fmt::format("{}/{}", kind, entry.path().filename().string()));
    std::ranges::sort(names);
    return names;
}

/// True if the reader refuses a test because of an operator that it does not know, or knows for constants only.
bool has_unknown_operator(const fs::path& folder, const Fault& fault) {
    if (!fault.is_refusal) return false;
    if (fault.text.find("has an operator that convscope does not compute") != std::string::npos) return true;
    // Another error may come first, such as data that the test cannot feed.
    const std::vector<std::string_view> known = onnx::known_operators();
    const onnx::proto::ModelProto model = parsed<onnx::proto::ModelProto>(folder / "model.onnx");
    return std::ranges::any_of(model.graph().node(), [&](const auto& node) {
        return std::ranges::find(known, node.op_type()) == known.end();
    });
}

/// True if the name has the form of the pattern, in which * stands for any text.
bool matches(std::string_view name, std::string_view pattern) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return name == pattern;
    if (!name.starts_with(pattern.substr(0, star))) return false;
    for (std::size_t i = star; i <= name.size(); ++i)
        if (matches(name.substr(i), pattern.substr(star + 1))) return true;
    return false;
}

/// The reasons in skipped_tests.txt by the tests' names or patterns. Each line has a pattern, blanks and a reason.
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

TEST_CASE("ONNX's own tests pass, except those of unknown operators and those listed with a reason") {
    INFO("install the package libonnx-testdata");
    REQUIRE(fs::is_directory(CONVSCOPE_ONNX_TESTS));
    const std::map<std::string, std::string> skipped = skipped_tests();
    std::size_t passed = 0, unknown = 0;
    for (const std::string& name : all_tests()) {
        const fs::path folder = fs::path(CONVSCOPE_ONNX_TESTS) / name;
        const Fault fault = fault_of(folder);
        if (fault.text.empty()) {
            ++passed;
            CHECK_MESSAGE(!skipped.contains(name), name, " passes: remove it from skipped_tests.txt");
        } else if (!skipped.contains(name)) {
            const bool is_unknown = has_unknown_operator(folder, fault);
            unknown += is_unknown ? 1 : 0;
            // A pattern excuses refusals only.
            const bool is_excused = fault.is_refusal && std::ranges::any_of(skipped, [&](const auto& entry) {
                                        return matches(name, entry.first);
                                    });
            CHECK_MESSAGE((is_unknown || is_excused), name, ": ", fault.text);
        }
    }
    MESSAGE(passed, " tests pass, ", unknown, " have an unknown operator");
    CHECK(passed >= 500);
}

}  // namespace convscope
