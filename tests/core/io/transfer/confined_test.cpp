#include "core/io/transfer/confined.h"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "core/io/onnx/read_model.h"
#include "core/io/onnx/write_model.h"
#include "tests/support/sample_models.h"
#include "tests/support/saved_model.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
namespace fs = std::filesystem;

namespace {

/// The error of reading a model with this decoder; "no error" without one.
std::string error_with(const ModelDecoder& decode, const fs::path& path = "x.bin") {
    try {
        confined_model({path, 1000}, decode);
        return "no error";
    } catch (const LoadError& error) {
        return error.what();
    }
}

const char* const kTooDamaged = "x.bin: is too damaged to be read; save or download it again.";

}  // namespace

TEST_CASE("a model that is read in a confined process is the one that the reader built") {
    for (const nn::Model& model : {samples::every_kind(), samples::small_course()}) {
        const nn::Model read = confined_model({"x.bin", 1000}, [&](const WeightFiles&) { return model; });
        CHECK(samples::same_model(read, model));
        CHECK(read.info() == model.info());
    }
}

TEST_CASE("models of every format are equal whether they are read in this process or in a confined one") {
    const fs::path folder = fs::path(CONVSCOPE_TEST_DATA) / "onnx";
    int compared = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".onnx" || entry.path().stem() == "external") continue;
        CAPTURE(entry.path().string());
        const std::vector<std::uint8_t> bytes = read_file(entry.path(), 1 << 24, "");
        std::string direct, confined;
        try {
            const nn::Model model = convscope::onnx::decode_model(bytes, entry.path().string());
            ++compared;
            CHECK(samples::same_model(load_model(entry.path()), model));
            continue;
        } catch (const LoadError& error) {
            direct = error.what();
        }
        try {
            load_model(entry.path());
        } catch (const LoadError& error) {
            confined = error.what();
        }
        CHECK(confined == direct);
    }
    CHECK(compared > 10);
}

TEST_CASE("a reader that opens a file, a connection or a process reads nothing") {
    nn::Model model = samples::small_course();
    const auto reads = [&](bool worked) {
        if (worked) return model;
        throw LoadError("x.bin", "could not be opened", "");
    };
    CHECK(error_with([&](const WeightFiles&) { return reads(true); }) == "no error");
    CHECK(error_with([&](const WeightFiles&) { return reads(std::ifstream("/etc/passwd").is_open()); }) ==
          "x.bin: could not be opened.");
    CHECK(error_with([&](const WeightFiles&) { return reads(::socket(AF_INET, SOCK_STREAM, 0) >= 0); }) == kTooDamaged);
    CHECK(error_with([&](const WeightFiles&) { return reads(::fork() >= 0); }) == kTooDamaged);
    CHECK(error_with([&](const WeightFiles&) -> nn::Model { std::abort(); }) == kTooDamaged);
}

TEST_CASE("a reader that takes too much memory is ended with a sentence that says so") {
    CHECK(error_with([](const WeightFiles&) {
              std::vector<float> values;
              values.reserve(std::size_t{1} << 29);
              return samples::small_course().with_info({.name = std::to_string(values.capacity())});
          }) == "x.bin: takes more than 1024 MB of memory to be read; open a smaller file.");
}

TEST_CASE("files of weights are opened for the reader when it asks for them, as far as it needs them") {
    const TemporaryFolder folder;
    const fs::path file = folder.write("m.bin", "model");
    folder.write("a.bin", "abc");
    fs::create_directory(folder / "sub");
    std::ofstream(folder / "sub/long.bin") << "0123456789";
    fs::resize_file(folder / "sub/long.bin", std::uintmax_t{1} << 40);  // sparse: takes no space
    const std::vector<WeightFileRequest> requests{{"a.bin", "here", 100}, {"sub/long.bin", "there", 4}};
    const auto decode = [&](const WeightFiles& weights) {
        weights.require(file.string(), requests);
        const WeightFile &a = weights.at("a.bin"), &b = weights.at("sub/long.bin");
        const std::string text = std::string(a.bytes.begin(), a.bytes.end()) + " " +
                                 std::string(b.bytes.begin(), b.bytes.end()) + " " + std::to_string(b.size);
        return samples::small_course().with_info({.name = text});
    };
    CHECK(confined_model({file, 5}, decode).info().name == "abc 0123 1099511627776");
    // Called without a process, the reader's error names the first file.
    CHECK_THROWS_WITH_AS(decode({}),
                         (file.string() + ": keeps weights in another file, \"a.bin\" (here); open the "
                                          "model from its own folder.")
                             .c_str(),
                         LoadError);
}

TEST_CASE("a reader that asks for other files each time is refused") {
    const TemporaryFolder folder;
    const fs::path file = folder.write("m.bin", "model");
    for (const char* name : {"a", "b", "c"}) folder.write(name, "x");
    const auto decode = [&](const WeightFiles& weights) -> nn::Model {
        for (const char* name : {"a", "b", "c"}) weights.require(file.string(), {{name, "", 1}});
        return samples::small_course();
    };
    CHECK(error_with(decode, file) == file.string() + ": is too damaged to be read; save or download it again.");
}

TEST_CASE("a request to stop ends the reading of a model") {
    std::stop_source source;
    source.request_stop();
    const TemporaryFolder folder;
    const fs::path file = folder / "m.onnx";
    convscope::onnx::save_model(file, samples::small_course());
    CHECK_THROWS_WITH_AS(
        load_model(file, {.stop = source.get_token()}),
        (file.string() + ": was not read to its end, because the reading was stopped; open it again.").c_str(),
        LoadError);
}

TEST_CASE("values of every type come back from a confined process") {
    const auto names = [] { return std::vector<std::string>{"a", "", "\xff"}; };
    CHECK(confined_value({"x.bin", 10}, names) == names());
    CHECK(confined_value({"x.bin", 10}, [] { return std::optional(2.5); }) == 2.5);
    CHECK_THROWS_AS(confined_value({"x.bin", 10}, []() -> int { throw LoadError("x.bin", "is odd", ""); }), LoadError);
}
