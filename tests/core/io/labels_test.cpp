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

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Labels labels_of(const std::string& text) {
    return decode_labels(bytes_of(text), "labels");
}

/// The fault in the error; empty if there is none.
std::string fault_of(const std::string& text) {
    const std::filesystem::path file = "labels";
    try {
        decode_labels(bytes_of(text), file);
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
    CHECK(labels_of("n01 rock\nn02 paper") == Labels{"rock", "paper"});
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
    CHECK(fault_of(std::string("rock\0paper", 10)) == "is not text");
    CHECK(fault_of(std::string("\xff\xfe\x01\0", 4)) == "is not text");
    CHECK(fault_of(std::string(201, 'a')) == "has a label of 201 letters, more than 200");
    CHECK_THROWS_AS(load_labels("/not/there.txt"), LoadError);
}

TEST_CASE("labels are found in the JSON files of Teachable Machine, Keras, Hugging Face and COCO") {
    CHECK(labels_of(R"({"tfjsVersion": "1.3.1", "labels": ["rock", "paper"], "imageSize": 224})") ==
          Labels{"rock", "paper"});
    CHECK(labels_of(R"({"classes": ["rock", "paper"]})") == Labels{"rock", "paper"});
    CHECK(labels_of(R"({"class_names": ["rock", "paper"]})") == Labels{"rock", "paper"});
    CHECK(labels_of(R"({"class_indices": {"paper": 1, "rock": 0}})") == Labels{"rock", "paper"});
    CHECK(labels_of(R"({"id2label": {"1": "paper", "0": "rock"}})") == Labels{"rock", "paper"});
    CHECK(labels_of(R"([{"id": 1, "name": "paper"}, {"id": 0, "name": "rock"}])") == Labels{"rock", "paper"});
    CHECK(labels_of(R"({"categories": [{"id": 2, "name": "paper"}, {"id": 1, "name": "rock"}]})") ==
          Labels{"rock", "paper"});
    CHECK(labels_of(R"([{"label": "rock"}, {"label": "paper"}])") == Labels{"rock", "paper"});
    CHECK(fault_of(R"([{"id": 0, "name": "rock"}, {"id": 3, "name": "paper"}])") == "has no label number 1");
    CHECK(fault_of(R"([{"id": 0, "name": "rock"}, {"id": 0, "name": "paper"}])") == "gives one number to two labels");
    CHECK(fault_of(R"([{"id": 0}])") == "is JSON in which a label is not text");
}

TEST_CASE("lists and dicts are read as Python prints them") {
    CHECK(labels_of("['rock', \"paper's\"]") == Labels{"rock", "paper's"});
    CHECK(labels_of("class_names = ['rock',\n  'paper',\n]") == Labels{"rock", "paper"});
    CHECK(labels_of("('rock', 'paper')") == Labels{"rock", "paper"});
    CHECK(labels_of("{'paper': 1, 'rock': 0}") == Labels{"rock", "paper"});
    CHECK(labels_of("{0: 'rock', 1: 'paper'}") == Labels{"rock", "paper"});
    CHECK(labels_of("array(['rock', 'paper'], dtype='<U5')") == Labels{"rock", "paper"});
    CHECK(labels_of("['rock' 'paper'\n 'scissors']") == Labels{"rock", "paper", "scissors"});
    CHECK(fault_of("{'rock', 'paper'}") == "is not valid JSON");  // a set has no order
    CHECK(fault_of("['rock', 'paper") == "is not valid JSON");
}

TEST_CASE("UTF-16 with a byte order mark and Windows-1252 become UTF-8") {
    CHECK(labels_of(std::string("\xff\xfe\xe4\0\n\0b\0", 8)) == Labels{"\u00e4", "b"});
    CHECK(labels_of(std::string("\xfe\xff\0\xe4\0\n\0b", 8)) == Labels{"\u00e4", "b"});
    CHECK(labels_of(std::string("\xff\xfe\x3d\xd8\x08\xde\n\0\x3d\xd8", 8)) == Labels{"\U0001f608"});
    CHECK(labels_of(std::string("\xff\xfe\x3d\xd8x\0", 6)) == Labels{"\ufffdx"});
    CHECK(labels_of("Papier \xe4\nStein \x80") == Labels{"Papier \u00e4", "Stein \u20ac"});
}

TEST_CASE("tables give labels with or without a heading, with the number in any column") {
    CHECK(labels_of("id,name\n1,paper\n0,rock\n") == Labels{"rock", "paper"});
    CHECK(labels_of("name,id\npaper,1\nrock,0\n") == Labels{"rock", "paper"});
    CHECK(labels_of("Index;Label\n0;rock\n1;paper\n") == Labels{"rock", "paper"});
    CHECK(labels_of("id\tname\n0\trock\n1\tpaper\n") == Labels{"rock", "paper"});
    CHECK(labels_of("rock,0\npaper,1\n") == Labels{"rock", "paper"});
    CHECK(labels_of("1,rock\n2,paper\n") == Labels{"rock", "paper"});
    CHECK(labels_of("id,name,colour\n0,\"rock, big\",grey\n1,\"the \"\"paper\"\"\",white\n") ==
          Labels{"rock, big", "the \"paper\""});
    CHECK(labels_of("colour,label\ngrey,rock\nwhite,paper\n") == Labels{"rock", "paper"});
    CHECK(fault_of("id,name\n0,rock\n2,paper\n") == "has no label number 1");
    const TemporaryFolder folder;
    CHECK(load_labels(folder.write("names.csv", "name\nrock\npaper\n")) == Labels{"rock", "paper"});
    CHECK(load_labels(folder.write("names.txt", "name\nrock\npaper\n")) == Labels{"name", "rock", "paper"});
}

TEST_CASE("one line with commas, semicolons or tabs has all labels") {
    CHECK(labels_of("rock,scissors,paper\n") == Labels{"rock", "scissors", "paper"});
    CHECK(labels_of("rock; scissors; paper") == Labels{"rock", "scissors", "paper"});
    CHECK(labels_of("rock\tpaper\n\n") == Labels{"rock", "paper"});
    CHECK(labels_of("great white shark\n") == Labels{"great white shark"});
}

TEST_CASE("the names in a YAML file are read as a list or as a map") {
    CHECK(labels_of("nc: 2\nnames:\n  0: rock\n  1: paper  # white\ntrain: a/b\n") == Labels{"rock", "paper"});
    CHECK(labels_of("names:\n- rock\n- 'paper, white'\nnc: 2\n") == Labels{"rock", "paper, white"});
    CHECK(labels_of("train: a\nnames: ['rock', paper]\n") == Labels{"rock", "paper"});
    CHECK(labels_of("names: [rock,\n  'paper, #1']\n") == Labels{"rock", "paper, #1"});
    CHECK(labels_of("names: {1: paper, 0: \"rock\"}\n") == Labels{"rock", "paper"});
    CHECK(fault_of("names: coco.names\n") == "has names in another file");
    CHECK(fault_of("names: [rock,\n") == "has names without a closing ]");
    CHECK(fault_of("names:\n  a: rock\n") == "has names that are neither a list nor numbered");
    CHECK(fault_of("names:\n  - rock\n  1: paper\n") == "has names that are both a list and numbered");
    CHECK(fault_of("names:\n") == "has no labels");
}
