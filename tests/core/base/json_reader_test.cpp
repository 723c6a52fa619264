#include "core/base/json_reader.h"

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/load_error.h"

using namespace convscope;
using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 4> kBorders{"valid", "zero", "replicate", "keep"};

/// The fault that `read` finds in this text; empty if there is none.
std::string fault(std::string_view text, const std::function<void(const JsonReader&)>& read) {
    const json parsed = json::parse(text);
    try {
        read(JsonReader(parsed, "lab.json"));
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
    return fault(text, [](const JsonReader& reader) { reader.one_of("border", kBorders); });
}

std::string parse_fault(std::string_view text) {
    try {
        parse_json(text, {"m.json"}, "has a damaged configuration");
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("each function of JsonReader returns the value of its key") {
    const json parsed =
        json::parse(R"({"n": 3, "x": 2.5, "t": true, "s": "gr\u00fcn", "a": [1, 2], "o": {"border": "keep"}})");
    const JsonReader reader(parsed, "lab.json");
    CHECK(reader.integer("n", 1, 4) == 3);
    CHECK(reader.integer64("n", 3, 3) == 3);
    CHECK(reader.number("x", 0, 2.5) == 2.5);
    CHECK(reader.number("n", 0, 4) == 3);
    CHECK(reader.boolean("t"));
    CHECK(reader.text("s") == "gr\u00fcn");
    CHECK(reader.array("a").size() == 2);
    CHECK(reader.object("o").one_of("border", kBorders) == 3);
    CHECK(reader.has("n"));
    CHECK_FALSE(reader.has("m"));
}

TEST_CASE("a missing or null key gives the default, a wrong value an error") {
    const json parsed = json::parse(R"({"null": null, "n": 3, "x": 1e300, "s": "a\nb"})");
    const JsonReader reader(parsed, "lab.json");
    CHECK(reader.has("null"));
    CHECK_FALSE(reader.is_set("null"));
    for (const char* key : {"null", "missing"}) {
        CHECK(reader.integer64_or(key, 1, 4, 2) == 2);
        CHECK(reader.number_or(key, 0.5) == 0.5);
        CHECK(reader.boolean_or(key, true));
        CHECK(reader.name_or(key, "same") == "same");
        CHECK(reader.raw(key).is_null());
    }
    CHECK(reader.integer64_or("n", 1, 4, 2) == 3);
    CHECK(reader.number_or("n", 0.5) == 3);
    CHECK_THROWS_WITH_AS(reader.integer64_or("n", 4, 5, 4), doctest::Contains("\"n\" is 3, not between 4 and 5"),
                         LoadError);
    CHECK_THROWS_WITH_AS(reader.number_or("x", 0), doctest::Contains("\"x\" is 1e+300, not a number in the range"),
                         LoadError);
    CHECK_THROWS_WITH_AS(reader.boolean_or("n", true), doctest::Contains("\"n\" is neither true nor false"), LoadError);
    CHECK_THROWS_WITH_AS(reader.name_or("s", ""), doctest::Contains(R"("s" is "a\nb", not a printable text)"),
                         LoadError);
}

TEST_CASE("errors name the file, the key with its path, the place and the remedy") {
    CHECK(integer_fault("{}") == "\"n\" is missing");
    const auto nested = [](const JsonReader& reader) { reader.object("lab").object("player").boolean("active"); };
    CHECK(fault(R"({"lab": {"player": {}}})", nested) == "\"lab.player.active\" is missing");
    CHECK(fault(R"({"lab": {"player": {"active": 1}}})", nested) == "\"lab.player.active\" is neither true nor false");
    CHECK(fault(R"({"lab": {"player": []}})", nested) == "\"lab.player\" is not an object");
    CHECK(fault(R"({"a": {}})", [](const JsonReader& reader) { reader.array("a"); }) == "\"a\" is not a list");
    CHECK(fault(R"({"s": 1})", [](const JsonReader& reader) { reader.text("s"); }) == "\"s\" is not text");
    const json parsed = json::parse(R"({"units": 0})");
    const JsonReader layer(parsed, JsonSource{"m.h5", "layer \"dense\"", "save it again with Keras"});
    CHECK_THROWS_WITH_AS(layer.integer("units", 1, 9),
                         "m.h5: \"units\" is 0, not between 1 and 9 (layer \"dense\"); save it again with Keras.",
                         LoadError);
    CHECK_THROWS_WITH_AS(layer.refuse("is odd", "use an even one"), "m.h5: is odd (layer \"dense\"); use an even one.",
                         LoadError);
}

TEST_CASE("integer() accepts whole numbers within the limits only") {
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

TEST_CASE("number() accepts numbers within the limits only") {
    CHECK(number_fault(R"({"n": -0.5})").empty());
    CHECK(number_fault(R"({"n": 2})").empty());
    CHECK(number_fault(R"({"n": 2.5000001})") == "\"n\" is 2.5000001, not between -0.5 and 2.5");
    CHECK(number_fault(R"({"n": -1e300})") == "\"n\" is -1e+300, not between -0.5 and 2.5");
    CHECK(number_fault(R"({"n": "1"})") == "\"n\" is not a number");
    CHECK(number_fault(R"({"n": null})") == "\"n\" is not a number");
}

TEST_CASE("the error of one_of() quotes the unknown text, unless it is long, and lists the known ones") {
    CHECK(border_fault(R"({"border": "replicate"})").empty());
    CHECK(border_fault(R"({"border": "mirror"})") ==
          "\"border\" is \"mirror\", not one of valid, zero, replicate, keep");
    CHECK(border_fault(R"({"border": "Valid"})").starts_with("\"border\" is \"Valid\", not one of"));
    CHECK(border_fault(R"({"border": "a\n\"b"})").starts_with(R"("border" is "a\n\"b", not one of)"));
    CHECK(border_fault(R"({"border": ")" + std::string(100'000, 'x') + "\"}") ==
          "\"border\" is a long text, not one of valid, zero, replicate, keep");
    CHECK(border_fault(R"({"border": 1})") == "\"border\" is not text");
}

TEST_CASE("text that is not JSON is refused with the reason") {
    CHECK(parse_fault("[1]").empty());
    CHECK(parse_fault("{") ==
          "m.json: has a damaged configuration (not JSON at byte 2); open a file that this program has saved.");
    CHECK(parse_fault("{\"a\": \"\xff\"}").find("not JSON at byte") != std::string::npos);
    CHECK(parse_fault("[1e999]").find("(numbers out of range)") != std::string::npos);
    CHECK(parse_fault(std::string(64, '[') + std::string(64, ']')).empty());
    CHECK(parse_fault(std::string(5000, '[') + std::string(5000, ']')).find("(nested more than 64 deep)") !=
          std::string::npos);
}

TEST_CASE("names have 1 to 512 bytes and no control characters") {
    CHECK(checked_name("Gr\u00f6\u00dfe", "m.json", "a layer") == "Gr\u00f6\u00dfe");
    CHECK(is_printable_name(std::string(512, 'n')));
    CHECK_FALSE(is_printable_name(std::string(513, 'n')));
    CHECK_THROWS_WITH_AS(checked_name("a\nb", "m.json", "a layer"),
                         doctest::Contains(R"(a layer whose name is "a\nb")"), LoadError);
    CHECK_THROWS_WITH_AS(checked_name(nullptr, "m.json", "a layer"), doctest::Contains("a layer whose name is missing"),
                         LoadError);
    CHECK_THROWS_WITH_AS(checked_name("", "m.json", "a layer"), doctest::Contains("a layer whose name is \"\""),
                         LoadError);
}
