#include "app/document/json_values.h"

#include <doctest/doctest.h>

#include <array>
#include <functional>

#include "app/document/lab/lab_commands.h"
#include "core/filter/kernel.h"
#include "tests/app/document/documents.h"

namespace convscope {

namespace {

/// The fault that `read` reports for this text; empty if there is none.
std::string fault(std::string_view text, const std::function<void(const JsonReader&)>& read) {
    const ParsedJson json = ParsedJson::parse(text);
    try {
        read(JsonReader(json, "lab.json"));
    } catch (const LoadError& error) {
        CHECK(error.file() == "lab.json");
        CHECK_FALSE(error.remedy().empty());
        return error.fault();
    }
    return {};
}

std::string filter_fault(std::string_view kernel, std::string_view weight = "1") {
    const std::string text = R"({"kernel": )" + std::string(kernel) + R"(, "weight": )" + std::string(weight) +
                             R"(, "bias": 0, "normalise": false})";
    return fault(text, [](const JsonReader& reader) { read_lab_filter(reader); });
}

LabFilter read_back(const LabFilter& filter) {
    const std::string text = to_json(filter).dump();
    const ParsedJson json = ParsedJson::parse(text);
    return read_lab_filter(JsonReader(json, "lab.json"));
}

}  // namespace

TEST_CASE("text that is not a JSON object is refused, and the error names the expected content") {
    for (const char* text : {"", "{", "null", "[]", "3", "\"text\"", "{} {}", "{\"a\": NaN}", "{\"a\": 1e999}",
                             "{\"a\": \"\xff\"}", "\x89PNG\r\n"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_json_object(text, "lab.json", "a session"),
                             doctest::Contains("lab.json: is not a session: it does not contain a JSON object"),
                             LoadError);
    }
    CHECK(parse_json_object(" {\"a\": 1}\n", "lab.json", "a session").at("a") == 1);
}

TEST_CASE("a filter is read back exactly, to the last bit") {
    for (const LabFilter& filter : unusual_document().lab.filters) CHECK(read_back(filter) == filter);
    LabFilter fine{.kernel = {7, {}}, .weight = 1.17549435e-38F, .bias = -1e-45F};
    for (std::size_t i = 0; i < 49; ++i) fine.kernel.values.at(i) = 1e6F / (1.0F + static_cast<float>(i * i * i));
    CHECK(read_back(fine) == fine);
}

TEST_CASE("the chosen preset and the weight before normalising are kept; filters without them can be read") {
    const LabFilter filter{.kernel = {3, {0, 1, 0, 1, 2, 1, 0, 1, 0}},
                           .weight = 1.0F / 6,
                           .normalise = true,
                           .plain_weight = 3,
                           .preset = "own.Mine"};
    CHECK(read_back(filter) == filter);
    const ParsedJson old = ParsedJson::parse(
        R"({"kernel": [[1, 1, 1], [1, 2, 1], [1, 1, 1]], "weight": 0.1, "bias": 0, "normalise": true})");
    const LabFilter read = read_lab_filter(JsonReader(old, "lab.json"));
    CHECK(read.plain_weight == 1);
    CHECK(read.preset.empty());
}

TEST_CASE("while a filter is normalised, its weight follows the kernel and not the file") {
    const ParsedJson json = ParsedJson::parse(
        R"({"kernel": [[1, 1, 1], [1, 2, 1], [1, 1, 1]], "weight": 7, "bias": 0, "normalise": true})");
    CHECK(read_lab_filter(JsonReader(json, "lab.json")).weight == doctest::Approx(0.1));
}

TEST_CASE("kernels of unsupported shapes, and values outside the limits of filter values, are refused") {
    CHECK(filter_fault("[[1, 2, 3], [4, 5, 6], [7, 8, 9]]").empty());
    CHECK(filter_fault("[[1e6, -1e6, 3], [4, 5, 6], [7, 8, 9]]").empty());
    for (const char* kernel :
         {"[]", "[[1]]", "[[1, 2], [3, 4]]", "[[], [], [], []]", "[[], [], [], [], [], [], [], [], []]"})
        CHECK(filter_fault(kernel) == "\"kernel\" is not a list of 3, 5 or 7 rows");
    for (const char* kernel : {"[[1, 2, 3], [4, 5], [7, 8, 9]]", "[[1, 2, 3], [4, 5, 6, 7], [7, 8, 9]]",
                               "[[1, 2, 3], 5, [7, 8, 9]]", "[[1, 2, 3], null, [7, 8, 9]]"})
        CHECK(filter_fault(kernel) == "\"kernel\" row 1 is not a list of 3");
    for (const char* value : {"null", "\"2\"", "[2]", "true", "1000001", "-1e300"})
        CHECK(filter_fault("[[1, 2, 3], [4, 5, " + std::string(value) + "], [7, 8, 9]]") ==
              "\"kernel\" row 1, column 2 is not a number between -1000000 and 1000000");
    CHECK(filter_fault("3") == "\"kernel\" is not a list");
    CHECK(filter_fault("{\"0\": 1}") == "\"kernel\" is not a list");
    CHECK(filter_fault("[[1, 2, 3], [4, 5, 6], [7, 8, 9]]", "1e7") ==
          "\"weight\" is 10000000, not between -1000000 and 1000000");
    CHECK(filter_fault("[[1, 2, 3], [4, 5, 6], [7, 8, 9]]", "null") == "\"weight\" is not a number");
}

}  // namespace convscope
