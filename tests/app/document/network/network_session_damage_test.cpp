// Sessions with a damaged network: loading each gives an error message or a valid document.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/app/document/network/network_sessions.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

using Pointer = ParsedJson::json_pointer;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A valid session, saved once. Every test damages its own copy.
const ParsedJson& whole_session() {
    static const ParsedJson json = [] {
        const TemporaryFolder folder;
        save_session(folder / "whole.json", unusual_network_document());
        return ParsedJson::parse(content_of(folder / "whole.json"));
    }();
    return json;
}

bool is_valid(const Network& network) {
    const nn::Model& model = *network.model.model;
    const auto has_channels = [&](const auto& ablated) {
        return std::ranges::all_of(
            ablated.second, [&](std::int64_t c) { return c >= 0 && c < model.node(ablated.first).shape.channels(); });
    };
    const NetworkInput& input = network.input;
    return std::ranges::all_of(network.edits.ablated, has_channels) &&
           std::abs(input.brightness) <= nn::kMaxBrightness && input.number >= 0 &&
           (!input.crop ||
            (input.crop->row >= 0 && input.crop->col >= 0 && input.crop->rows > 0 && input.crop->cols > 0));
}

bool is_valid(const NetworkView& view, const nn::Model& model) {
    return view.layer >= 0 && view.layer < model.size() && view.channel >= 0 && view.kernel_channel >= 0 &&
           (!view.second || *view.second >= 0) && view.player.position >= 0 && !view.player.playing &&
           view.player.speed >= 0 && view.player.speed <= 1 &&
           (!view.pinned || (view.pinned->row >= 0 && view.pinned->col >= 0));
}

/// Loads the session and returns the error message; empty if loading gives a document, which must be valid.
std::string outcome(const ParsedJson& json) {
    static const TemporaryFolder folder;
    static const Document saved = unusual_network_document();
    const fs::path file = folder.write("damaged.json", json.dump());
    std::string sentence;
    try {
        const Session session = load_session(file);
        Document document = session.document;
        if (session.network) {
            put_network(*session.network, saved.network.model.model, saved.network.input.picture, 0, file.string(),
                        document);
            CHECK(is_valid(document.network));
            CHECK(is_valid(document.network_view, *document.network.model.model));
            // The engine must be able to compute the model's input.
            CHECK(input_tensor(document.network.input, *document.network.model.model).values.size() == 144);
        }
    } catch (const LoadError& error) {
        sentence = error.what();
        CHECK(sentence.starts_with(file.string() + ": "));
    }
    fs::remove(file);  // writing a new file each time is much faster than overwriting an old one
    return sentence;
}

std::string outcome_with(const std::string& pointer, const std::string& value) {
    ParsedJson json = whole_session();
    json[Pointer("/network" + pointer)] = ParsedJson::parse(value);
    return outcome(json);
}

/// Calls `visit` with the JSON pointers of all values inside `json`, whose pointer is `here`.
void visit_values(const ParsedJson& json, const Pointer& here, const std::function<void(const Pointer&)>& visit) {
    for (const auto& [key, value] : json.items()) {
        const Pointer there = json.is_array() ? here / std::stoul(key) : here / key;
        visit(there);
        if (value.is_structured()) visit_values(value, there, visit);
    }
}

void visit_network(const std::function<void(const Pointer&)>& visit) {
    visit_values(whole_session().at("network"), Pointer("/network"), visit);
}

/// The key that the error names if the value at `pointer` is wrong. For an entry of a list it is the list's key.
std::string key_of(const Pointer& pointer) {
    Pointer named = pointer;
    while (whole_session().at(named.parent_pointer()).is_array()) named = named.parent_pointer();
    std::string key = named.to_string().substr(1);
    std::ranges::replace(key, '/', '.');
    return '"' + key + '"';
}

}  // namespace

TEST_CASE("the undamaged session is read without an error") {
    CHECK(outcome(whole_session()).empty());
}

TEST_CASE("the error names the missing key of a network; optional keys may be missing") {
    const std::vector<std::string> optional{"/network/input/crop",
                                            "/network/input/paint",
                                            "/network/view/second",
                                            "/network/view/pinned",
                                            "/network/view/pinned_input",
                                            "/network/model/preprocessing",
                                            "/network/model/picture_input",
                                            "/network/model/labels",
                                            "/network/view/brush",
                                            "/network/view/draw",
                                            "/network/view/explained",
                                            "/network/view/rival",
                                            "/network/feeds",
                                            "/network/view/dataset",
                                            "/network/view/journey",
                                            "/network/view/products",
                                            "/network/view/why",
                                            "/network/view/why/patch"};
    int removed = 0;
    visit_network([&](const Pointer& pointer) {
        ParsedJson json = whole_session();
        if (json.at(pointer.parent_pointer()).is_array()) return;
        json.at(pointer.parent_pointer()).erase(pointer.back());
        CAPTURE(pointer.to_string());
        const std::string sentence = outcome(json);
        if (std::ranges::find(optional, pointer.to_string()) != optional.end())
            CHECK(sentence.empty());
        else
            CHECK(contains(sentence, key_of(pointer) + " is missing"));
        ++removed;
    });
    CHECK(removed > 40);
}

TEST_CASE("a network value of the wrong type is refused, and the error names its key") {
    visit_network([&](const Pointer& pointer) {
        const ParsedJson& old = whole_session().at(pointer);
        for (const char* other : {"null", "[]", "{}", "\"\"", "\"text\"", "true", "-3", "1e300", "2.5", "[[1]]"}) {
            ParsedJson json = whole_session();
            json[pointer] = ParsedJson::parse(other);
            const bool same_type = old.type() == json[pointer].type() || (old.is_number() && json[pointer].is_number());
            const std::string sentence = outcome(json);
            CAPTURE(pointer.to_string());
            CAPTURE(other);
            CHECK((same_type || !sentence.empty()));
            // For an object or a list the error may name a missing key inside it. For a wrong text it may name the
            // layer or weight that the model does not have.
            if (!sentence.empty() && !old.is_structured() && !(old.is_string() && json[pointer].is_string()))
                CHECK(contains(sentence, key_of(pointer)));
        }
    });
}

TEST_CASE("network values outside their limits are refused, and the error names the key") {
    struct {
        const char *pointer, *value, *key;
    } const cases[] = {
        {"/model", R"({"file": ""})", "model.file"},
        {"/model", R"({"sample": 3})", "model.sample"},
        {"/model", "\"m.h5\"", "model"},
        {"/input/source", "\"camera\"", "input.source"},
        {"/input/source", "\"sample\"", "input.place"},  // the place is a folder
        {"/input/place", R"({"sample": "bag"})", "input.place"},
        {"/input/place", R"({"file": ""})", "input.place.file"},
        {"/input/number", "-1", "input.number"},
        {"/input/number", "1.5", "input.number"},
        {"/input/number", "1e10", "input.number"},
        {"/input/brightness", "255.1", "input.brightness"},
        {"/input/brightness", "-256", "input.brightness"},
        {"/input/inversion", "\"sometimes\"", "input.inversion"},
        {"/model/preprocessing", "[]", "model.preprocessing"},
        {"/model/preprocessing/inversion", "\"sometimes\"", "model.preprocessing.inversion"},
        {"/model/preprocessing/order", "\"rbg\"", "model.preprocessing.order"},
        {"/model/preprocessing/scale", "[1, 2]", "model.preprocessing.scale"},
        {"/model/preprocessing/scale/1", "0", "model.preprocessing.scale"},
        {"/model/preprocessing/offset/2", "1e7", "model.preprocessing.offset"},
        {"/model/labels", "\"a\"", "model.labels"},
        {"/model/labels/1", "7", "model.labels"},
        {"/model/picture_input", "0", "model.picture_input"},
        {"/input/crop", "[1, 2, 3]", "input.crop"},
        {"/input/crop", "[1, 2, 3, 4, 5]", "input.crop"},
        {"/input/crop", "[1, 2, 0, 4]", "input.crop"},
        {"/input/crop", "[-1, 2, 3, 4]", "input.crop"},
        {"/input/crop", "[1, 2, 3, 100000000]", "input.crop"},
        {"/input/paint", "[]", "input.paint"},
        {"/input/paint/indices/0", "-1", "input.paint.indices"},
        {"/input/paint/indices/0", "1000000000", "input.paint.indices"},
        {"/input/paint/indices/0", "0.5", "input.paint.indices"},
        {"/input/paint/values/0", "null", "input.paint.values"},
        {"/input/paint/values/0", "1e7", "input.paint.values"},
        {"/input/paint/values", "[1]", "input.paint.values"},
        {"/weights", "{}", "weights"},
        {"/weights/1", "7", "weights"},
        {"/weights/0/layer", "3", "weights.0.layer"},
        {"/weights/1/weight", "null", "weights.1.weight"},
        {"/weights/0/values/0", "-1e7", "weights.0.values"},
        {"/weights/0/indices", "[0]", "weights.0.values"},
        {"/ablated/0", "[]", "ablated"},
        {"/ablated/0/channels", "3", "ablated.0.channels"},
        {"/ablated/1/channels/0", "-1", "ablated.1.channels"},
        {"/view/page", "\"maps2\"", "view.page"},
        {"/view/order", "\"name\"", "view.order"},
        {"/view/range", "\"each\"", "view.range"},
        {"/view/colours", "\"jet\"", "view.colours"},
        {"/view/channel", "-1", "view.channel"},
        {"/view/kernel_channel", "1e300", "view.kernel_channel"},
        {"/view/second", "-1", "view.second"},
        {"/view/pinned", "[1]", "view.pinned"},
        {"/view/pinned", "[1, -2]", "view.pinned"},
        {"/view/pinned_input", "[1, 2, 3]", "view.pinned_input"},
        {"/view/player/position", "-1", "view.player.position"},
        {"/view/player/speed", "1.01", "view.player.speed"},
        {"/view/brush/radius", "0", "view.brush.radius"},
        {"/view/brush/ink", "256", "view.brush.ink"},
        {"/view/draw/tool", "\"pencil\"", "view.draw.tool"},
        {"/view/draw/green", "256", "view.draw.green"},
        {"/view/draw/mirror", "1", "view.draw.mirror"},
    };
    for (const auto& [pointer, value, key] : cases) {
        const std::string changed = std::string(pointer) + " to " + std::string(value);
        CAPTURE(changed);
        CHECK(contains(outcome_with(pointer, value), "\"network." + std::string(key) + '"'));
    }
    ParsedJson json = whole_session();
    json["workspace"] = "gallery";
    CHECK(contains(outcome(json), "\"workspace\""));
}

TEST_CASE("the error names the layer or weight that the model does not have") {
    CHECK(contains(
        outcome_with("/weights/0/layer", "\"conv\""),
        "changes layer \"conv\", which the model does not have; open it with the model that it was saved with."));
    CHECK(contains(outcome_with("/ablated/0/layer", "\"conv\""), "layer \"conv\", which the model does not have"));
    CHECK(contains(outcome_with("/weights/0/weight", "\"gamma\""),
                   "changes \"gamma\" of layer \"conv2d\", which has none"));
    CHECK(contains(outcome_with("/weights/0/layer", "\"flatten\""),
                   "changes \"kernel\" of layer \"flatten\", which has none"));
    CHECK(contains(outcome_with("/weights/0/indices/1", "36"),
                   "changes value 36 of \"kernel\" of layer \"conv2d\", which has 36"));
    CHECK(
        contains(outcome_with("/model/labels", R"(["a", "b"])"), "holds 2 labels, but the model has 3 classes; open"));
    CHECK(contains(outcome_with("/model/picture_input", "\"dense\""),
                   "puts the picture into \"dense\", which is not an input of the model"));
    CHECK(contains(outcome_with("/ablated/0/channels/1", "4"), "ablates channel 4 of layer \"conv2d\", which has 4"));
    CHECK(contains(outcome_with("/input/paint/indices/0", "144"), "changes value 144 of the input, which has 144"));
}

TEST_CASE("a session whose selected layer does not exist selects the first layer after the input instead") {
    CHECK(outcome_with("/view/layer", "\"conv\"").empty());
    Document document;
    const Document saved = unusual_network_document();
    NetworkDraft draft{.layer = "nowhere"};
    draft.view.layer = 77;
    put_network(draft, saved.network.model.model, patterned({2, 2}), -1, "s.json", document);
    CHECK(document.network_view.layer == 1);
}

TEST_CASE("a network that cannot be restored leaves the document unchanged") {
    const Document saved = unusual_network_document();
    Document document = saved;
    NetworkDraft draft;
    draft.paint = {.indices = {1000}, .values = {1}};
    CHECK_THROWS_AS(put_network(draft, saved.network.model.model, patterned({2, 2}), -1, "s.json", document),
                    LoadError);
    draft.paint = {};
    draft.ablated.push_back({"conv2d", {99}});
    CHECK_THROWS_AS(put_network(draft, saved.network.model.model, patterned({2, 2}), -1, "s.json", document),
                    LoadError);
    CHECK(document == saved);
}

TEST_CASE("a network with one value copied over another is refused or gives a valid document") {
    std::vector<Pointer> places;
    visit_network([&](const Pointer& pointer) { places.push_back(pointer); });
    int refused = 0;
    for (std::size_t from = 0; from < places.size(); from += 3) {
        for (std::size_t to = 1; to < places.size(); to += 4) {
            ParsedJson json = whole_session();
            json[places[to]] = whole_session().at(places[from]);
            CAPTURE(places[from].to_string());
            CAPTURE(places[to].to_string());
            refused += outcome(json).empty() ? 0 : 1;
        }
    }
    CHECK(refused > 100);
}

}  // namespace convscope
