#include "core/io/labels.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

using Labels = std::vector<std::string>;

Labels labels_of(const std::string& text) {
    const TemporaryFolder folder;
    return load_labels(folder.write("labels", text));
}

/// The fault in the error; empty if there is none.
std::string fault_of(const std::string& text) {
    const TemporaryFolder folder;
    const auto file = folder.write("labels", text);
    try {
        load_labels(file);
        return "";
    } catch (const LoadError& error) {
        CHECK(error.file() == file.string());
        return error.fault();
    }
}

}  // namespace

TEST_CASE("labels are read one per line, with any line ending") {
    CHECK(labels_of("cat\ndog\n") == Labels{"cat", "dog"});
    CHECK(labels_of("\xef\xbb\xbf  cat\r\n\r\nGr\u00f6\u00dfe, 3\ttimes  ") ==
          Labels{"cat", "Gr\u00f6\u00dfe, 3 times"});
    CHECK(labels_of("only") == Labels{"only"});
}

TEST_CASE("numbers before labels give the order if every line has one") {
    CHECK(labels_of("0 cat\n1 dog\n2 great white shark") == Labels{"cat", "dog", "great white shark"});
    CHECK(labels_of("1: dog\n0: cat\n") == Labels{"cat", "dog"});
    CHECK(labels_of("0,cat\n1,dog") == Labels{"cat", "dog"});
    CHECK(labels_of("0\tcat\n1\tdog") == Labels{"cat", "dog"});
    CHECK(labels_of("7 up\ncola") == Labels{"7 up", "cola"});
    CHECK(labels_of("0\n1\n2") == Labels{"0", "1", "2"});
    CHECK(labels_of("3D glasses\n3 men in a boat") == Labels{"3D glasses", "3 men in a boat"});
    CHECK(fault_of("0 cat\n2 dog") == "has no label number 1");
}

TEST_CASE("WordNet's numbers are removed if every line has one") {
    CHECK(labels_of("n01440764 tench, Tinca tinca\nn01443537 goldfish") == Labels{"tench, Tinca tinca", "goldfish"});
    CHECK(labels_of("n01440764 tench\ngoldfish") == Labels{"n01440764 tench", "goldfish"});
}

TEST_CASE("labels are read from JSON lists and objects") {
    CHECK(labels_of(R"(["cat", "dog"])") == Labels{"cat", "dog"});
    CHECK(labels_of(R"({"0": "cat", "1": "dog"})") == Labels{"cat", "dog"});
    CHECK(labels_of(R"({"1": ["n02", "dog"], "0": ["n01", "cat"]})") == Labels{"cat", "dog"});
    CHECK(labels_of(R"({"dog": 1, "cat": 0})") == Labels{"cat", "dog"});
    std::string many = "{";
    for (int i = 0; i < 12; ++i)
        many += (i == 0 ? "" : ",") + std::string("\"") + std::to_string(i) + "\":\"c" + std::to_string(i) + '"';
    CHECK(labels_of(many + "}").at(10) == "c10");  // sorted by number, not by text
}

TEST_CASE("files that are not labels are refused with one sentence") {
    CHECK(fault_of(R"({"layers": {}})") == "is JSON, but neither a session nor a model nor a list of labels");
    CHECK(fault_of(R"([1, 2])") == "is JSON in which a label is not text");
    CHECK(fault_of(R"(["cat", )") == "is not valid JSON");
    CHECK(fault_of("[]") == "has no labels");
    CHECK(fault_of("{}") == "has no labels");
    CHECK(fault_of(" \n ") == "has no labels");
    CHECK(fault_of(R"({"0": "cat", "00": "dog"})") == "gives one number to two labels");
    CHECK(fault_of(R"({"0": "cat", "9": "dog"})") == "has no label number 1");
    CHECK(fault_of("cat\ndo\x01g") == "is not text");
    CHECK(fault_of("[\"do\\u0001g\"]") == "has a label with control characters");
    CHECK(fault_of("c\xfft\n") == "has a label that is not UTF-8");
    CHECK(fault_of(std::string(201, 'a')) == "has a label of 201 letters, more than 200");
    CHECK_THROWS_AS(load_labels("/not/there.txt"), LoadError);
}
