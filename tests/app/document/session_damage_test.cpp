// Damaged sessions: loading each gives an error message or a valid document.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "app/document/json_values.h"
#include "app/document/session.h"
#include "core/filter/geometry.h"
#include "tests/app/document/documents.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

using Pointer = ParsedJson::json_pointer;

/// The text of a whole session.
std::string session_text(const TemporaryFolder& folder) {
    save_session(folder / "whole.json", unusual_document());
    return content_of(folder / "whole.json");
}

ParsedJson session_json(const TemporaryFolder& folder) {
    return ParsedJson::parse(session_text(folder));
}

bool is_valid(const LabFilter& filter) {
    const auto is_allowed = [](float value) { return value >= -1e6F && value <= 1e6F; };
    return std::ranges::all_of(filter.kernel.values, is_allowed) && is_allowed(filter.weight) &&
           is_allowed(filter.bias);
}

/// True if every value of the document is within the limits that the program keeps.
bool is_valid(const Document& d) {
    const bool filters = std::ranges::all_of(d.lab.filters, [&](const LabFilter& filter) {
        return is_valid(filter) && filter.kernel.size == d.lab.filters[0].kernel.size;
    });
    const bool settings = geometry_problem({512, 512}, d.lab.settings(0)).empty() && d.lab.pool_size >= kMinPoolSize &&
                          d.lab.pool_size <= kMaxPoolSize && d.lab.edited >= 0 && d.lab.edited < d.lab.count;
    const Camera& camera = d.lab_view.camera;
    const bool view = camera.zoom > 0 && camera.centre_row >= 0 && camera.centre_col >= 0 &&
                      d.lab_view.player.position >= 0 && d.lab_view.player.speed >= 0 && d.lab_view.player.speed <= 1 &&
                      !d.lab_view.player.playing;
    const bool pin = !d.lab_view.pinned || (d.lab_view.pinned->row >= 0 && d.lab_view.pinned->col >= 0 &&
                                            d.lab_view.pinned->filter >= 0 && d.lab_view.pinned->filter < d.lab.count);
    return filters && settings && view && pin && !d.picture.file.empty();
}

/// The error message of load_session(); empty if it gives a document, which must be valid.
std::string outcome_of(const fs::path& file) {
    try {
        const Document document = load_session(file).document;
        CHECK(is_valid(document));
        return {};
    } catch (const LoadError& error) {
        CHECK(std::string(error.what()).starts_with(file.string() + ": "));
        return error.what();
    }
}

/// outcome_of() for a session file with this text.
std::string outcome(const TemporaryFolder& folder, std::string_view text) {
    const fs::path file = folder.write("damaged.json", text);
    std::string sentence = outcome_of(file);
    fs::remove(file);  // writing a new file each time is much faster than overwriting an old one
    return sentence;
}

std::string outcome_with(const TemporaryFolder& folder, const std::string& pointer, const std::string& value) {
    ParsedJson json = session_json(folder);
    json[Pointer(pointer)] = ParsedJson::parse(value);
    return outcome(folder, json.dump());
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Calls `visit` with the JSON pointers of all values inside `json`, whose pointer is `here`.
void visit_values(const ParsedJson& json, const Pointer& here, const std::function<void(const Pointer&)>& visit) {
    for (const auto& [key, value] : json.items()) {
        const Pointer there = json.is_array() ? here / std::stoul(key) : here / key;
        visit(there);
        if (value.is_structured()) visit_values(value, there, visit);
    }
}

/// The key that the error names if the value at `pointer` is wrong. For an entry of a list it is the list's key.
std::string key_of(const Pointer& pointer) {
    std::string key = pointer.to_string().substr(1);
    for (char& c : key)
        if (c == '/') c = '.';
    if (const std::size_t kernel = key.find(".kernel."); kernel != std::string::npos) key.resize(kernel + 7);
    if (const std::size_t kernels = key.find(".kernels."); kernels != std::string::npos) key.resize(kernels + 8);
    if (const std::size_t presets = key.find(".presets."); presets != std::string::npos) key.resize(presets + 8);
    if (key.starts_with("training.own.") && key.size() == std::string_view("training.own.0").size())
        key = "training.own";
    if (key.starts_with("training.network.dense.")) key = "training.network.dense";
    if (key.starts_with("lab.kinds.")) key = "lab.kinds";
    if (key.starts_with("colour.slices.")) key = "colour.slices";
    if (key.starts_with("colour.on.")) key = "colour.on";
    if (key.starts_with("lab.filters.") && key.size() == std::string_view("lab.filters.0").size()) key = "lab.filters";
    return '"' + key + '"';
}

}  // namespace

TEST_CASE("a session of a newer version is refused with a message that says so") {
    const TemporaryFolder folder;
    const fs::path file = folder.write("new.json", R"({"convscope_session": 3, "everything": "else"})");
    CHECK(outcome_of(file) == file.string() +
                                  ": is a session of version 3, made by a newer convscope; "
                                  "this one reads up to version 2; update it.");
    for (const char* version : {"0", "-1", "1.5", "\"1\"", "null", "18446744073709551615"})
        CHECK(contains(outcome_with(folder, "/convscope_session", version), "\"convscope_session\""));
}

TEST_CASE("a file that is not a session is refused") {
    const TemporaryFolder folder;
    CHECK(contains(outcome_of(folder / "missing.json"), "there is no such file"));
    CHECK(contains(outcome_of(folder.path()), "is a folder"));
    CHECK(contains(outcome(folder, ""), "is empty"));
    CHECK(contains(outcome(folder, "hello"), "is not a session"));
    CHECK(contains(outcome(folder, "[1, 2]"), "is not a session"));
    CHECK(contains(outcome(folder, R"({"version": 1})"), "is not a session"));
    CHECK(contains(outcome(folder, std::string("{\"convscope_session\": 1\0}", 25)), "is not a session"));
    fs::resize_file(folder.write("huge.json", "{"), std::uintmax_t{3} << 30);
    CHECK(contains(outcome_of(folder / "huge.json"), "too large"));
}

TEST_CASE("very deep or very large JSON is refused quickly, without a crash") {
    const TemporaryFolder folder;
    CHECK(contains(outcome(folder, "{\"a\": " + std::string(500'000, '[')), "is not a session"));
    CHECK(contains(outcome(folder, "{\"a\": " + std::string(250'000, '[') + std::string(250'000, ']') + "}"),
                   "is not a session"));
    std::string keys = "{";
    for (int i = 0; keys.size() < 900'000; ++i) keys += "\"" + std::to_string(i) + "\":0,";
    CHECK(contains(outcome(folder, keys + "\"end\":0}"), "is not a session"));
}

TEST_CASE("the error names the missing key; optional keys may be missing") {
    const TemporaryFolder folder;
    const ParsedJson whole = session_json(folder);
    int removed = 0;
    visit_values(whole, Pointer(), [&](const Pointer& pointer) {
        ParsedJson json = whole;
        if (json.at(pointer.parent_pointer()).is_array() || pointer.to_string() == "/convscope_session") return;
        json.at(pointer.parent_pointer()).erase(pointer.back());
        const std::string sentence = outcome(folder, json.dump());
        CAPTURE(pointer.to_string());
        const std::vector<std::string> optional{"/view/pinned",
                                                "/workspace",
                                                "/lab/kinds",
                                                "/lab/motion",
                                                "/lab/noise",
                                                "/lab/filters/7/median",
                                                "/view/page",
                                                "/view/gain",
                                                "/view/lens",
                                                "/lab/filters/1/plain_weight",
                                                "/view/strip",
                                                "/view/combination",
                                                "/learning",
                                                "/colour",
                                                "/chain",
                                                "/training",
                                                "/training/side",
                                                "/training/view/maps_layer",
                                                "/training/view/example",
                                                "/training/view/kept_run",
                                                "/view/player/filter",
                                                "/view/player/pixel",
                                                "/chain/stages/0/maps/0/presets",
                                                "/chain/stages/0/maps/1/presets"};
        if (std::ranges::find(optional, pointer.to_string()) != optional.end())
            CHECK(sentence.empty());
        else
            CHECK(contains(sentence, key_of(pointer) + " is missing"));
        ++removed;
    });
    CHECK(removed > 30);
}

TEST_CASE("a value of the wrong type is refused, and the error names its key") {
    const TemporaryFolder folder;
    const ParsedJson whole = session_json(folder);
    visit_values(whole, Pointer(), [&](const Pointer& pointer) {
        const ParsedJson& old = whole.at(pointer);
        for (const std::string& other :
             std::vector<std::string>{"null", "[]", "{}", "\"\"", "\"text\"", "true", "-3", "1e300", "2.5"}) {
            ParsedJson json = whole;
            json[pointer] = ParsedJson::parse(other);
            const bool same_type = old.type() == json[pointer].type() || (old.is_number() && json[pointer].is_number());
            const std::string sentence = outcome(folder, json.dump());
            CAPTURE(pointer.to_string());
            CAPTURE(other);
            CHECK((same_type || !sentence.empty()));
            // For an object or a list the error may name a missing key inside it.
            if (!sentence.empty() && !old.is_structured()) CHECK(contains(sentence, key_of(pointer)));
        }
    });
}

TEST_CASE("values outside their limits are refused, and the error names the key") {
    const TemporaryFolder folder;
    struct {
        const char *pointer, *value, *key;
    } const cases[] = {
        {"/lab/stride", "0", "lab.stride"},
        {"/lab/stride", "5", "lab.stride"},
        {"/lab/dilation", "0", "lab.dilation"},
        {"/lab/dilation", "5", "lab.dilation"},
        {"/lab/pool_size", "1", "lab.pool_size"},
        {"/lab/pool_size", "5", "lab.pool_size"},
        {"/lab/count", "0", "lab.count"},
        {"/lab/count", "9", "lab.count"},
        {"/lab/motion/right", "4097", "lab.motion.right"},
        {"/lab/motion/turn", "181", "lab.motion.turn"},
        {"/lab/motion/zoom", "0", "lab.motion.zoom"},
        {"/lab/noise/kind", "\"pink\"", "lab.noise.kind"},
        {"/lab/noise/amount", "-1", "lab.noise.amount"},
        {"/lab/noise/amount", "256", "lab.noise.amount"},
        {"/view/page", "\"title\"", "view.page"},
        {"/lab/edited", "2", "lab.edited"},
        {"/lab/edited", "-1", "lab.edited"},
        {"/lab/border", "\"mirror\"", "lab.border"},
        {"/lab/border", "\"keep\"", "lab.border"},  // the stride is 3
        {"/lab/activation", "\"tanh\"", "lab.activation"},
        {"/lab/pooling", "\"min\"", "lab.pooling"},
        {"/lab/channel", "\"alpha\"", "lab.channel"},
        {"/lab/filters/0/weight", "1000001", "lab.filters.0.weight"},
        {"/lab/filters/1/bias", "-1e7", "lab.filters.1.bias"},
        {"/lab/filters/1/kernel/4/4", "1e7", "lab.filters.1.kernel"},
        {"/lab/filters/1/kernel", "[[1, 2, 3], [1, 2, 3], [1, 2, 3]]", "lab.filters"},
        {"/lab/filters/0/kernel", "[[1, 2, 3], [1, 2, 3]]", "lab.filters.0.kernel"},
        {"/lab/filters", "[]", "lab.filters"},
        {"/view/colours", "\"jet\"", "view.colours"},
        {"/view/range", "\"all\"", "view.range"},
        {"/lab/kinds", "[\"signed\"]", "lab.kinds"},
        {"/lab/kinds/1", "\"colourful\"", "lab.kinds"},
        {"/view/gain", "0", "view.gain"},
        {"/view/gain", "8.5", "view.gain"},
        {"/view/zoom", "0", "view.zoom"},
        {"/view/zoom", "-1", "view.zoom"},
        {"/view/centre_row", "-0.5", "view.centre_row"},
        {"/view/centre_column", "1e30", "view.centre_column"},
        {"/view/player/pass", "\"both\"", "view.player.pass"},
        {"/view/player/position", "-1", "view.player.position"},
        {"/view/player/position", "1e9", "view.player.position"},
        {"/view/player/pace", "1.5", "view.player.pace"},
        {"/view/player/pixel", "-1", "view.player.pixel"},
        {"/view/player/filter", "2", "view.player.filter"},
        {"/view/lens", "3", "view.lens"},
        {"/view/strip", "\"input\"", "view.strip"},
        {"/view/strip", "\"combined\"", "view.strip"},
        {"/view/combination", "\"off\"", "view.combination"},
        {"/view/pinned/view", "\"output\"", "view.pinned.view"},
        {"/view/pinned/filter", "2", "view.pinned.filter"},
        {"/view/pinned/row", "-1", "view.pinned.row"},
        {"/view/pinned/column", "100000000", "view.pinned.column"},
        {"/picture", R"({"file": ""})", "picture.file"},
        {"/picture", R"({"sample": 3})", "picture.sample"},
        {"/picture", "\"stairs.png\"", "picture"},
    };
    for (const auto& [pointer, value, key] : cases) {
        const std::string changed = std::string(pointer) + " to " + std::string(value);
        CAPTURE(changed);
        CHECK(contains(outcome_with(folder, pointer, value), '"' + std::string(key) + '"'));
    }
}

TEST_CASE("a session without a comparison is refused if it edits or pins the second filter") {
    const TemporaryFolder folder;
    CHECK(contains(outcome_with(folder, "/lab/count", "1"), "\"lab.edited\""));
    ParsedJson json = session_json(folder);
    json["lab"]["count"] = 1;
    json["lab"]["edited"] = 0;
    CHECK(contains(outcome(folder, json.dump()), "\"view.player.filter\""));
    json["view"]["player"]["filter"] = 0;
    CHECK(contains(outcome(folder, json.dump()), "\"view.pinned.filter\""));
    json["view"]["pinned"]["filter"] = 0;
    CHECK(outcome(folder, json.dump()).empty());
}

TEST_CASE("a session with a number that JSON does not allow is refused") {
    const TemporaryFolder folder;
    const std::string whole = session_text(folder);
    const std::string old = "\"bias\": -12.75";
    const std::size_t place = whole.find(old);
    REQUIRE(place != std::string::npos);
    for (const char* number : {"NaN", "Infinity", "-inf", "1e400", "0x10", "1,5", "01"}) {
        std::string text = whole;
        text.replace(place, old.size(), "\"bias\": " + std::string(number));
        CAPTURE(number);
        CHECK(contains(outcome(folder, text), "is not a session"));
    }
}

TEST_CASE("a session that cannot be loaded leaves the open document unchanged") {
    const TemporaryFolder folder;
    ParsedJson json = session_json(folder);
    json["view"]["player"].erase("pace");  // the last value that is read before the pin
    const fs::path file = folder.write("damaged.json", json.dump());
    Document open = initial_document();
    CHECK_THROWS_AS(open = load_session(file).document, LoadError);
    CHECK(open == initial_document());
}

TEST_CASE("a session cut anywhere is refused") {
    const TemporaryFolder folder;
    const std::string whole = session_text(folder);
    const std::size_t last_brace = whole.rfind('}');
    for (std::size_t length = 0; length <= last_brace; ++length) {
        CAPTURE(length);
        CHECK_FALSE(outcome(folder, whole.substr(0, length)).empty());
    }
    CHECK(outcome(folder, whole.substr(0, last_brace + 1)).empty());
}

TEST_CASE("a session with any bit flipped is refused or gives a valid document") {
    const TemporaryFolder folder;
    const std::string whole = session_text(folder);
    int refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        std::string text = whole;
        text[i] = static_cast<char>(static_cast<unsigned char>(text[i]) ^ 1U << (i * 5 % 8));
        CAPTURE(i);
        refused += outcome(folder, text).empty() ? 0 : 1;
    }
    CHECK(refused > static_cast<int>(whole.size() / 3));
}

TEST_CASE("a session with pieces of text copied or removed is refused or gives a valid document") {
    const TemporaryFolder folder;
    const std::string whole = session_text(folder);
    std::uint64_t state = 1;
    const auto below = [&state](std::size_t limit) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state >> 33U) % limit;
    };
    for (int i = 0; i < 2000; ++i) {
        std::string text = whole;
        const std::string piece = whole.substr(below(whole.size()), below(40));
        const std::size_t place = below(text.size());
        text.replace(place, below(40), piece);
        CAPTURE(i);
        outcome(folder, text);
    }
}

}  // namespace convscope
