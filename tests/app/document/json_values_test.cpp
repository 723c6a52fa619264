#include "app/document/json_values.h"

#include <doctest/doctest.h>

#include <array>
#include <functional>

#include "app/document/lab_commands.h"
#include "core/filter/kernel.h"
#include "documents.h"

namespace convscope {

namespace {

/// What went wrong while reading this text through `read`; empty where nothing did.
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

std::string integer_fault(std::string_view text) {
    return fault(text, [](const JsonReader& reader) { reader.integer("n", 1, 4); });
}

std::string number_fault(std::string_view text) {
    return fault(text, [](const JsonReader& reader) { reader.number("n", -0.5, 2.5); });
}

std::string border_fault(std::string_view text) {
    return fault(text, [](const JsonReader& reader) { reader.one_of("border", kBorderNames); });
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

TEST_CASE("values are read as they are") {
    const ParsedJson json =
        ParsedJson::parse(R"({"n": 3, "x": 2.5, "t": true, "s": "gr\u00fcn", "a": [1, 2], "o": {"border": "keep"}})");
    const JsonReader reader(json, "lab.json");
    CHECK(reader.integer("n", 1, 4) == 3);
    CHECK(reader.number("x", 0, 2.5) == 2.5);
    CHECK(reader.number("n", 0, 4) == 3);
    CHECK(reader.boolean("t"));
    CHECK(reader.text("s") == "gr\u00fcn");
    CHECK(reader.array("a").size() == 2);
    CHECK(reader.object("o").one_of("border", kBorderNames) == static_cast<int>(Border::keep));
    CHECK(reader.has("n"));
    CHECK_FALSE(reader.has("m"));
}

TEST_CASE("errors name the key with its path") {
    CHECK(integer_fault("{}") == "\"n\" is missing");
    const auto nested = [](const JsonReader& reader) { reader.object("lab").object("player").boolean("active"); };
    CHECK(fault(R"({"lab": {"player": {}}})", nested) == "\"lab.player.active\" is missing");
    CHECK(fault(R"({"lab": {"player": {"active": 1}}})", nested) == "\"lab.player.active\" is neither true nor false");
    CHECK(fault(R"({"lab": {"player": []}})", nested) == "\"lab.player\" is not an object");
    CHECK(fault(R"({"a": {}})", [](const JsonReader& reader) { reader.array("a"); }) == "\"a\" is not a list");
    CHECK(fault(R"({"s": 1})", [](const JsonReader& reader) { reader.text("s"); }) == "\"s\" is not text");
}

TEST_CASE("whole numbers stay within their limits") {
    CHECK(integer_fault(R"({"n": 1})").empty());
    CHECK(integer_fault(R"({"n": 4})").empty());
    CHECK(integer_fault(R"({"n": 0})") == "\"n\" is 0, not between 1 and 4");
    CHECK(integer_fault(R"({"n": 5})") == "\"n\" is 5, not between 1 and 4");
    for (const char* text : {R"({"n": -9223372036854775808})", R"({"n": 9223372036854775807})",
                             R"({"n": 18446744073709551615})", R"({"n": 4294967297})"})
        CHECK(integer_fault(text).find("not between 1 and 4") != std::string::npos);
    for (const char* text : {R"({"n": 2.0})", R"({"n": 1e20})", R"({"n": "2"})", R"({"n": null})", R"({"n": [2]})"})
        CHECK(integer_fault(text) == "\"n\" is not a whole number");
}

TEST_CASE("numbers stay within their limits") {
    CHECK(number_fault(R"({"n": -0.5})").empty());
    CHECK(number_fault(R"({"n": 2})").empty());
    CHECK(number_fault(R"({"n": 2.5000001})") == "\"n\" is 2.5000001, not between -0.5 and 2.5");
    CHECK(number_fault(R"({"n": -1e300})") == "\"n\" is -1e+300, not between -0.5 and 2.5");
    CHECK(number_fault(R"({"n": "1"})") == "\"n\" is not a number");
    CHECK(number_fault(R"({"n": null})") == "\"n\" is not a number");
}

TEST_CASE("the error for an unknown name shows it with the known ones, on one line, unless it is very long") {
    CHECK(border_fault(R"({"border": "replicate"})").empty());
    CHECK(border_fault(R"({"border": "mirror"})") ==
          "\"border\" is \"mirror\", not one of valid, zero, replicate, keep");
    CHECK(border_fault(R"({"border": "Valid"})").starts_with("\"border\" is \"Valid\", not one of"));
    CHECK(border_fault(R"({"border": "a\n\"b"})").starts_with(R"("border" is "a\n\"b", not one of)"));
    CHECK(border_fault(R"({"border": ")" + std::string(100'000, 'x') + "\"}").size() < 100);
    CHECK(border_fault(R"({"border": 1})") == "\"border\" is not text");
}

TEST_CASE("text that is not a JSON object is refused, and the error names what was expected") {
    for (const char* text : {"", "{", "null", "[]", "3", "\"text\"", "{} {}", "{\"a\": NaN}", "{\"a\": 1e999}",
                             "{\"a\": \"\xff\"}", "\x89PNG\r\n"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(
            parse_json_object(text, "lab.json", "a session"),
            "lab.json: is not a session: it holds no JSON object; open a session that this program has saved.",
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

TEST_CASE("while normalising the weight follows the kernel and not the file") {
    const ParsedJson json = ParsedJson::parse(
        R"({"kernel": [[1, 1, 1], [1, 2, 1], [1, 1, 1]], "weight": 7, "bias": 0, "normalise": true})");
    CHECK(read_lab_filter(JsonReader(json, "lab.json")).weight == doctest::Approx(0.1));
}

TEST_CASE("kernels of another shape, and values that are no filter values, are refused") {
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
