// Files of other programs are named, with the way to a model that opens.
#include "core/io/foreign_file.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "core/base/load_error.h"
#include "core/io/model_file.h"
#include "tests/support/keras_copies.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

using namespace std::string_view_literals;

/// The error of load_model() without the folder; it is one sentence.
std::string error_of(std::string_view name, std::string_view content) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.write(name, content);
    try {
        load_model(file);
        return {};
    } catch (const LoadError& error) {
        const std::string text = error.what();
        CHECK(text.find('\n') == std::string::npos);
        REQUIRE(text.starts_with(file.string() + ": "));
        return text.substr(file.string().size() + 2);
    }
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) {
    const Bytes bytes = samples::zip(files);
    return {bytes.begin(), bytes.end()};
}

constexpr std::string_view kOldTorch = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."sv;

}  // namespace

TEST_CASE("files of other programs are recognised by their content, whatever their names") {
    for (const char* name : {"a.h5", "a.onnx", "a.txt", "a.png", "a"}) {
        CAPTURE(name);
        const auto kind = [name](std::string_view text) {
            const auto found = foreign_file({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, name);
            return found ? found->fault : "";
        };
        CHECK(kind("version https://git-lfs.github.com/spec/v1\noid sha256:1\n") ==
              "is a Git LFS pointer, which stands for a file that was not downloaded");
        CHECK(kind("\n <!DOCTYPE HTML><html>") == "is a web page, not the file that the page offers");
        CHECK(kind("\x48\0\0\0\0\0\0\0{\"a\": {}}"sv) ==
              "has weights in the safetensors format without the model's layers");
        CHECK(kind("\x80\x04\x95\x0a\0\0"sv) == "is a pickle of Python, which only Python can read");
        CHECK(kind(kOldTorch) == "has the weights of a PyTorch model (a state dict) without its layers");
        CHECK(kind(std::string(kOldTorch) + "_parameters _modules") ==
              "is a PyTorch model, which only the Python code of its class can read");
        CHECK(kind("\x08\x01\x12\xb1\x20\x0a\x10\0"sv) == "is a SavedModel of TensorFlow");
        CHECK(kind("cat\ndog\n").empty());
        CHECK(kind("").empty());
    }
    const std::string_view graph = "\x0a\x10\x0a\x05input\x12\x0bPlaceholder";
    CHECK(foreign_file({reinterpret_cast<const std::uint8_t*>(graph.data()), graph.size()}, "frozen.pb")->fault ==
          "is a graph of TensorFlow");
}

TEST_CASE("the remedy for PyTorch's files has the two lines of Python for this kind of file") {
    const std::string last =
        R"(torch.onnx.export(model.eval(), torch.zeros(1, 3, 224, 224), "net.onnx") with your input's shape.)";
    CHECK(error_of("net.pth", kOldTorch)
              .ends_with("; build the model by its class and export it in Python: model = Net(); "
                         "model.load_state_dict(torch.load(\"net.pth\")); " +
                         last));
    const std::string state =
        zipped({{"net/data.pkl", "collections OrderedDict"}, {"net/data/0", "1"}, {"net/version", "3"}});
    CHECK(error_of("net.pth", state).starts_with("has the weights of a PyTorch model (a state dict)"));
    const std::string whole =
        zipped({{"net/data.pkl", "_parameters _modules"}, {"net/data/0", "1"}, {"net/version", "3"}});
    CHECK(error_of("net.pt", whole) ==
          "is a PyTorch model, which only the Python code of its class can read; export it to ONNX in Python: model = "
          "torch.load(\"net.pt\", weights_only=False); " +
              last);
    const std::string script =
        zipped({{"s/data.pkl", ""}, {"s/data/0", "1"}, {"s/constants.pkl", "x"}, {"s/version", "3"}});
    CHECK(error_of("net.pt", script) ==
          "is a TorchScript model of PyTorch; export it to ONNX in Python: model = torch.jit.load(\"net.pt\"); " +
              last);
}

TEST_CASE("a SavedModel and a folder without a model are named") {
    const TemporaryFolder folder;
    const auto fault = [&] {
        try {
            load_model(folder.path());
            return std::string();
        } catch (const LoadError& error) {
            return error.fault();
        }
    };
    CHECK(fault() == "is a folder without a model.json");
    folder.write("saved_model.pb", "\x08\x01\x12\x20\x0a\x10");
    CHECK(fault() == "is a SavedModel of TensorFlow");
}

}  // namespace convscope
