// Commands, sessions and settings for numbers as a model's input, for an added softmax and for the meanings of Lambda
// layers.
#include <doctest/doctest.h>

#include <fstream>
#include <memory>

#include "app/document/history.h"
#include "app/document/session.h"
#include "app/document/user_settings.h"
#include "core/nn/inspect/classes.h"
#include "tests/app/document/networks.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

/// A document with a model that computes an 8 x 8 picture from 6 numbers, just opened.
Document generator_document() {
    nn::ModelBuilder builder;
    builder.input("latent", {6});
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 64}));
    builder.add("picture", samples::layer<nn::Reshape>(nn::Shape{8, 8, 1}));
    Document document = network_document();
    document.picture = {.file = "staircase", .is_sample = true, .picture = patterned({8, 8})};
    open_model(
        {.file = "/models/generator.h5", .model = shared(nn::as_opened(samples::with_numbers(builder.build(), 2)))})
        .apply(document);
    return document;
}

nn::Feed numbers(std::vector<float> values) {
    const nn::Shape shape{std::ssize(values)};
    return {.source = nn::FeedSource::numbers,
            .values = std::make_shared<const nn::Tensor>(nn::Tensor{shape, std::move(values)})};
}

}  // namespace

TEST_CASE("set_feed() gives an input its numbers, and undo takes them back") {
    History history(generator_document());
    REQUIRE(history.document().network.takes_numbers(0));
    const nn::Model& model = *history.document().network.model.model;
    const auto feed = [&] { return nn::feed_of(history.document().network.feeds, model, 0); };
    CHECK(feed() == nn::Feed{.source = nn::FeedSource::random, .seed = 1});
    history.perform(set_feed("latent", numbers({1, 2, 3, 4, 5, 6})));
    CHECK(feed() == numbers({1, 2, 3, 4, 5, 6}));
    for (const float value : {1.5F, 2.5F})
        history.perform(set_feed("latent", nn::with_value(feed(), {6}, 2, value), 9));
    CHECK(feed() == numbers({1, 2, 2.5F, 4, 5, 6}));
    history.undo();  // the two changes of one drag
    CHECK(feed() == numbers({1, 2, 3, 4, 5, 6}));
    history.undo();
    CHECK(feed().source == nn::FeedSource::random);
}

TEST_CASE("the user can make a flattened input take a picture or numbers") {
    Document document = network_document();
    open_model({.file = "/models/flat.h5", .model = shared(nn::as_opened(samples::classifier({64})))}).apply(document);
    const auto shape = [&] {
        const nn::Model& model = *document.network.model.model;
        return model.node(model.inputs().front()).shape;
    };
    CHECK(shape() == nn::Shape{8, 8, 1});
    set_numbers_only().apply(document);
    CHECK(shape() == nn::Shape{64});
    CHECK(document.network.takes_numbers(0));
    set_picture_input("in").apply(document);
    CHECK(shape() == nn::Shape{8, 8, 1});
    CHECK_FALSE(document.network.model.notes.takes_numbers);
}

TEST_CASE("a softmax can be added to scores and removed again; edits of the other layers stay") {
    Document document = network_document();
    nn::ModelBuilder builder;
    builder.input("in", {12, 12, 1});
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("scores", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 3}));
    open_model({.file = "/models/s.h5", .model = shared(nn::as_opened(builder.build()))}).apply(document);
    set_weight_value({2, 1}, 0, 5).apply(document);
    set_softmax(true).apply(document);
    REQUIRE(document.network.model.model->size() == 4);
    CHECK(nn::answer_unit(*document.network.model.model) == nn::AnswerUnit::probability);
    set_ablated_channels(3, {1}, "").apply(document);
    CHECK(document.network.edits.ablated.size() == 1);
    set_softmax(false).apply(document);
    CHECK(document.network.model.model->size() == 3);
    CHECK(document.network.edits.ablated.empty());
    CHECK(document.network.edits.weights.size() == 1);
}

TEST_CASE("without the user's labels the classes have the names that the model's file records") {
    Document document = network_document();
    const std::vector<std::string> own = document.network.model.model->info().labels;
    set_labels({"x", "y", "z"}, "labels.txt").apply(document);
    CHECK(document.network.model.notes.labels_source == "labels.txt");
    set_labels({}, "").apply(document);
    CHECK(document.network.model.model->info().labels == own);
    CHECK(document.network.model.notes.empty());
}

TEST_CASE("a session keeps numbers, seeds, the shown input and the softmax") {
    Document document = generator_document();
    set_feed("latent", numbers({1, -2.5F, 3, 4, 5, 1e-7F})).apply(document);
    set_feed("other", {.source = nn::FeedSource::random, .seed = 77}).apply(document);
    document.network_view.input = "latent";
    const TemporaryFolder folder;
    save_session(folder / "s.json", document);
    const Session session = load_session(folder / "s.json");
    REQUIRE(session.network);
    CHECK(session.network->feeds.at("latent") == numbers({1, -2.5F, 3, 4, 5, 1e-7F}));
    CHECK(session.network->feeds.at("other") == nn::Feed{.source = nn::FeedSource::random, .seed = 77});
    CHECK(session.network->view.input == "latent");

    nn::Feed file{.source = nn::FeedSource::file, .file = folder / "latent.npy", .example = 3};
    document.network.feeds = {{"latent", file}};
    save_session(folder / "s.json", document);
    const nn::Feed read = load_session(folder / "s.json").network->feeds.at("latent");
    CHECK(read.file == folder / "latent.npy");
    CHECK(read.example == 3);
    CHECK_FALSE(read.values);
}

TEST_CASE("a damaged feed in a session is refused, and the error names its key") {
    const TemporaryFolder folder;
    save_session(folder / "s.json", generator_document());
    std::ifstream in(folder / "s.json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto fault = [&](const std::string& feeds) {
        std::string damaged = text;
        const std::size_t at = damaged.find("\"feeds\": []");
        REQUIRE(at != std::string::npos);
        damaged.replace(at, 11, "\"feeds\": " + feeds);
        std::ofstream(folder / "d.json") << damaged;
        try {
            load_session(folder / "d.json");
        } catch (const LoadError& error) {
            return error.fault();
        }
        return std::string("none");
    };
    CHECK(fault("[5]") == "\"network.feeds\" entry 0 is not an object");
    CHECK(fault(R"([{"input": "a", "source": "dream", "seed": 1}])").find("network.feeds.0.source") == 1);
    CHECK(fault(R"([{"input": "a", "source": "random", "seed": -1}])").find("network.feeds.0.seed") == 1);
    CHECK(fault(R"([{"input": "a", "source": "numbers", "seed": 1, "values": ["x"]}])") ==
          "\"network.feeds.0.values\" holds something that is not a finite number");
    CHECK(fault(R"([{"input": "a", "source": "zeros", "seed": 1}])") == "none");
}

TEST_CASE("settings keep the meanings of a model's Lambda layers, and the source of its labels") {
    const TemporaryFolder folder;
    UserSettings settings;
    const ModelNotes notes{.labels = {"a", "b"},
                           .labels_source = "names.txt",
                           .takes_numbers = true,
                           .softmax = true,
                           .lambdas = {{"lambda_1", 1 / 127.5F, -1}, {"lambda_2"}}};
    settings.remember_notes("/models/m.h5", notes);
    save_user_settings(folder.path(), settings);
    std::string problem;
    CHECK(load_user_settings(folder.path(), problem).notes_of("/models/m.h5") == notes);
    CHECK(problem.empty());
}

}  // namespace convscope
