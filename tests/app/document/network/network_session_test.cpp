#include "app/document/network/network_session.h"

#include <doctest/doctest.h>

#include <limits>

#include "app/document/session.h"
#include "tests/app/document/network/network_sessions.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

ParsedJson network_of(const fs::path& session) {
    return ParsedJson::parse(content_of(session)).at("network");
}

/// True if saving and loading the document gives an equal one.
bool survives_saving(const Document& document) {
    const TemporaryFolder folder;
    save_session(folder / "s.json", document);
    Document loaded = load_session(folder / "s.json").document;
    loaded.picture.picture = document.picture.picture;
    put_saved_network(load_session(folder / "s.json"), document, loaded);
    return loaded == document;
}

}  // namespace

TEST_CASE("saving and loading a session restores the network exactly") {
    CHECK(survives_saving(unusual_network_document()));
    CHECK(survives_saving(plain_network_document()));
}

TEST_CASE("a loaded session is saved as an equal file") {
    const TemporaryFolder folder;
    const Document document = unusual_network_document();
    save_session(folder / "a.json", document);
    const Session session = load_session(folder / "a.json");
    Document loaded = session.document;
    put_saved_network(session, document, loaded);
    save_session(folder / "b.json", loaded);
    CHECK(content_of(folder / "b.json") == content_of(folder / "a.json"));
}

TEST_CASE("saving and loading restores every value of every setting of the network") {
    Document document = plain_network_document();
    NetworkInput& input = document.network.input;
    for (const InputSource source :
         {InputSource::file, InputSource::dataset, InputSource::drawing, InputSource::sample}) {
        input.source = source;
        input.file = source == InputSource::drawing ? "" : source == InputSource::sample ? "bag" : "/data/shoes";
        CHECK(survives_saving(document));
    }
    for (std::size_t topic = 0; topic < kDatasetTopicNames.size(); ++topic) {
        document.network_view.dataset = {.topic = static_cast<DatasetTopic>(topic),
                                         .percent = topic == 1,
                                         .mistakes_only = topic == 2,
                                         .list = static_cast<AnswerList>(topic),
                                         .truth = static_cast<std::int64_t>(topic) - 1,
                                         .predicted = 9};
        CHECK(survives_saving(document));
    }
    for (std::size_t i = 0; i < nn::kInversionNames.size(); ++i) {
        nn::Preprocessing preprocessing{.inversion = static_cast<nn::Inversion>(i)};
        for (std::size_t range = 0; range < nn::kInputRangeNames.size(); ++range) {
            preprocessing = nn::with_range(preprocessing, static_cast<nn::InputRange>(range));
            set_preprocessing(preprocessing).apply(document);
            CHECK(survives_saving(document));
        }
    }
    for (const float brightness : {-255.F, 0.1F, 255.F})
        CHECK((input.brightness = brightness, survives_saving(document)));
    NetworkView& view = document.network_view;
    for (std::size_t i = 0; i < kNetworkPageNames.size(); ++i)
        CHECK((view.page = static_cast<NetworkPage>(i), survives_saving(document)));
    for (std::size_t i = 0; i < kMapOrderNames.size(); ++i)
        CHECK((view.order = static_cast<MapOrder>(i), survives_saving(document)));
    for (std::size_t i = 0; i < kMapRangeNames.size(); ++i)
        CHECK((view.range = static_cast<MapRange>(i), survives_saving(document)));
    for (std::size_t i = 0; i < kColourMapNames.size(); ++i)
        CHECK((view.colour_map = static_cast<ColourMap>(i), survives_saving(document)));
    for (int layer = 0; layer < 5; ++layer) CHECK((view.layer = layer, survives_saving(document)));
    CHECK((document.workspace = WorkspaceId::filter_lab, survives_saving(document)));
}

TEST_CASE("a session stores only the changes, each with its layer name, weight name and index") {
    const TemporaryFolder folder;
    Document document = plain_network_document();
    save_session(folder / "plain.json", document);
    const ParsedJson plain = network_of(folder / "plain.json");
    CHECK(plain.at("weights").empty());
    CHECK(plain.at("ablated").empty());
    CHECK_FALSE(plain.at("input").contains("paint"));
    CHECK_FALSE(plain.at("input").contains("crop"));
    CHECK(plain.at("model") == ParsedJson{{"sample", "course"}});
    CHECK(plain.at("input").at("place") == ParsedJson{{"sample", "ankle_boot"}});
    CHECK(fs::file_size(folder / "plain.json") < 10000);

    set_weight_value({4, 0}, 10, 0.1F).apply(document);
    set_weight_value({4, 0}, 3, -2).apply(document);
    set_weight_value({1, 1}, 2, 7).apply(document);
    set_ablated_channels(2, {3, 1}, "").apply(document);
    stroke(document, {dot(2, 5, 255.F)}).apply(document);
    save_session(folder / "changed.json", document);
    const ParsedJson changed = network_of(folder / "changed.json");
    REQUIRE(changed.at("weights").size() == 2);
    CHECK(changed.at("weights")[0] ==
          ParsedJson{{"layer", "conv2d"}, {"weight", "bias"}, {"indices", {2}}, {"values", {7.0F}}});
    CHECK(changed.at("weights")[1] ==
          ParsedJson{{"layer", "dense"}, {"weight", "kernel"}, {"indices", {3, 10}}, {"values", {-2.0F, 0.1F}}});
    CHECK(changed.at("ablated") == ParsedJson::array({ParsedJson{{"layer", "max_pooling2d"}, {"channels", {1, 3}}}}));
    CHECK(changed.at("input").at("paint").at("indices") == ParsedJson::array({2 * 12 + 5}));
}

TEST_CASE("a session of version 1, which has other keys for preprocessing and ablation, is loaded completely") {
    const TemporaryFolder folder;
    const Document document = unusual_network_document();
    save_session(folder / "s.json", document);
    ParsedJson json = ParsedJson::parse(content_of(folder / "s.json"));
    json["convscope_session"] = 1;
    const auto rename = [](ParsedJson& object, const char* from, const char* to) {
        REQUIRE(object.contains(from));
        object[to] = object[from];
        object.erase(from);
    };
    rename(json["network"], "ablated", "silenced");
    rename(json["network"]["model"], "preprocessing", "preparation");
    folder.write("first.json", json.dump());
    Document loaded = document;
    loaded.network.edits = {};
    loaded.network.model.notes = {};
    put_saved_network(load_session(folder / "first.json"), document, loaded);
    CHECK(loaded.network.model.notes == document.network.model.notes);
    CHECK(loaded.network.edits == document.network.edits);
    CHECK(loaded.network.edits.ablated.at(1) == std::vector<std::int64_t>{0, 3});
}

TEST_CASE("the inversion that older sessions stored with the input becomes a note on the model") {
    const TemporaryFolder folder;
    const Document document = plain_network_document();
    save_session(folder / "s.json", document);
    ParsedJson json = ParsedJson::parse(content_of(folder / "s.json"));
    json["network"]["input"]["inversion"] = "always";
    folder.write("s.json", json.dump());
    Document loaded = document;
    put_saved_network(load_session(folder / "s.json"), document, loaded);
    nn::Preprocessing wanted = document.network.model.model->info().preprocessing;
    wanted.inversion = nn::Inversion::always;
    CHECK(loaded.network.model.notes.preprocessing == wanted);
    CHECK(loaded.network.model.model->info().preprocessing == wanted);
}

TEST_CASE("trained weights that are NaN are not stored as changes") {
    const TemporaryFolder folder;
    Document document = plain_network_document();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto broken = std::make_shared<const nn::Tensor>(nn::Tensor{{4}, {nan, nan, 1, nan}});
    document.network.model.model = shared(document.network.model.model->with_weight(1, 1, broken));
    set_weight_value({1, 1}, 1, 5).apply(document);
    save_session(folder / "s.json", document);
    CHECK(network_of(folder / "s.json").at("weights")[0].at("indices") == ParsedJson::array({1}));
    CHECK(survives_saving(document));
}

TEST_CASE("a session without a model or without an input stores no network") {
    const TemporaryFolder folder;
    Document document = plain_network_document();
    document.network.input.picture = {};
    save_session(folder / "s.json", document);
    CHECK_FALSE(load_session(folder / "s.json").network);
    document = plain_network_document();
    document.network.model = {};
    save_session(folder / "s.json", document);
    CHECK_FALSE(load_session(folder / "s.json").network);
}

TEST_CASE("an older session without a Layers workspace opens in the Filter Lab") {
    const TemporaryFolder folder;
    save_session(folder / "s.json", unusual_network_document());
    ParsedJson json = ParsedJson::parse(content_of(folder / "s.json"));
    json.erase("network");
    json.erase("workspace");
    const Session session = load_session(folder.write("old.json", json.dump()));
    CHECK(session.document.workspace == WorkspaceId::filter_lab);
    CHECK_FALSE(session.network);
}

TEST_CASE("models and pictures in the session's folder are found after the folder has moved") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "lesson/models");
    Document document = plain_network_document();
    document.network.model = {.file = folder / "lesson/models/m.h5", .model = document.network.model.model};
    document.network.input.source = InputSource::file;
    document.network.input.file = folder / "elsewhere/shoe.png";
    save_session(folder / "lesson/s.json", document);
    CHECK(network_of(folder / "lesson/s.json").at("model") == ParsedJson{{"file", "models/m.h5"}});
    fs::rename(folder / "lesson", folder / "moved");
    const Session session = load_session(folder / "moved/s.json");
    REQUIRE(session.network);
    CHECK(session.network->model.file == folder / "moved/models/m.h5");
    CHECK_FALSE(session.network->model.is_sample);
    CHECK(session.network->input.file == folder / "elsewhere/shoe.png");

    document.network.model.file = "/models/caf\xe9.h5";
    CHECK_THROWS_WITH_AS(save_session(folder / "t.json", document),
                         doctest::Contains("the path of the model is not valid UTF-8"), LoadError);
    document.network.model.file = "/models/m.h5";
    document.network.input.file = "/shoe\xff.png";
    CHECK_THROWS_WITH_AS(save_session(folder / "t.json", document),
                         doctest::Contains("the path of the input's picture is not valid UTF-8"), LoadError);
    CHECK_FALSE(fs::exists(folder / "t.json"));
}

TEST_CASE("the label comes from the opened picture, not from the session") {
    const TemporaryFolder folder;
    const Document document = plain_network_document();
    save_session(folder / "s.json", document);
    Document loaded;
    put_network(*load_session(folder / "s.json").network, document.network.model.model, patterned({12, 12}), 7, "s",
                loaded);
    CHECK(loaded.network.input.label == 7);
}

}  // namespace convscope
