// Commands that set a model's notes (preprocessing, labels, the input that takes the picture) and that reload its file.
#include <doctest/doctest.h>

#include <cmath>

#include "app/document/history.h"
#include "core/nn/layers/merge/multiply.h"
#include "tests/app/document/networks.h"

namespace convscope {

namespace {

const nn::ModelInfo& info(const Document& document) {
    return document.network.model.model->info();
}

Document after(Document document, const Command& command) {
    command.apply(document);
    return document;
}

/// A model with two inputs, the first of which is not a picture.
OpenModel two_inputs() {
    nn::ModelBuilder builder;
    const int side = builder.input("side", {4});
    const int picture = builder.input("picture", {6, 6, 1});
    const int flat = builder.add("flatten", samples::layer<nn::Flatten>(), {picture});
    builder.add("joined", samples::layer<nn::Concatenate>(-1), {side, flat});
    return {.file = "/models/two.h5", .model = shared(builder.build())};
}

}  // namespace

TEST_CASE("set_preprocessing() changes the model's preprocessing and keeps its weights and edits") {
    const Document before = after(network_document(), set_weight_value({1, 1}, 0, 5));
    const nn::Preprocessing balanced = nn::with_range({}, nn::InputRange::balanced);
    const Document document = after(before, set_preprocessing(balanced));
    CHECK(info(document).preprocessing == balanced);
    CHECK(info(document).preprocessing_known);
    CHECK(info(document).labels == info(before).labels);
    CHECK(document.network.model.notes.preprocessing == balanced);
    CHECK(document.network.edits == before.network.edits);
    CHECK(document.network.model.model->node(1).weights == before.network.model.model->node(1).weights);
    CHECK(input_tensor(document.network.input, *document.network.model.model) ==
          nn::preprocessed(document.network.input.picture, balanced, {12, 12, 1}));
}

TEST_CASE("changes of the preprocessing in one gesture are one undo step") {
    History history(network_document());
    const nn::Preprocessing before = info(history.document()).preprocessing;
    for (const double mean : {0.1, 0.2, 0.3})
        history.perform(set_preprocessing(nn::with_statistics(before, {mean, mean, mean}, {1, 1, 1}), 7));
    CHECK(nn::mean_of(info(history.document()).preprocessing, 0) == doctest::Approx(0.3));
    history.undo();
    CHECK(info(history.document()).preprocessing == before);
}

TEST_CASE("paint keeps its brightness when the preprocessing changes") {
    Document document = network_document();
    set_preprocessing(nn::with_range({}, nn::InputRange::unit)).apply(document);
    stroke(document, {dot(3, 4, 255.F), dot(5, 5, 0.F)}).apply(document);
    set_preprocessing(nn::with_range({}, nn::InputRange::balanced)).apply(document);
    const nn::Tensor& paint = *document.network.input.paint;
    CHECK(paint.values[3 * 12 + 4] == doctest::Approx(1));
    CHECK(paint.values[5 * 12 + 5] == doctest::Approx(-1));
    CHECK(std::isnan(paint.values[0]));
    // Opening a model with a different preprocessing keeps the brightness too.
    nn::ModelInfo bytes = info(document);
    bytes.preprocessing = nn::with_range({}, nn::InputRange::bytes);
    open_model({.file = "b.h5", .model = shared(document.network.model.model->with_info(bytes))}).apply(document);
    CHECK(document.network.input.paint->values[3 * 12 + 4] == doctest::Approx(255));
}

TEST_CASE("labels are used if there is one for each class, and ignored otherwise") {
    Document document = after(network_document(), set_labels({"x", "y", "z"}, "labels.txt"));
    CHECK(info(document).labels == std::vector<std::string>{"x", "y", "z"});
    CHECK(set_labels({}, "labels.txt").label == "opening of labels.txt");
    const Document same = after(document, set_labels({"x", "y"}, "labels.txt"));
    CHECK(info(same).labels == info(document).labels);
}

TEST_CASE("the chosen input takes the picture; paint of a different shape is removed") {
    Document document = network_document();
    open_model(two_inputs()).apply(document);
    document.network_view.pinned_input = nn::Position{1, 1, 0};
    CHECK_THROWS_AS(input_tensor(document.network.input, *document.network.model.model), nn::ShapeError);
    set_picture_input("picture").apply(document);
    const nn::Model& model = *document.network.model.model;
    CHECK(model.node(model.inputs().front()).name == "picture");
    CHECK(input_tensor(document.network.input, model).shape == nn::Shape{6, 6, 1});
    CHECK_FALSE(document.network_view.pinned_input);
    stroke(document, {dot(3, 4, 255.F)}).apply(document);
    set_picture_input("side").apply(document);
    CHECK_FALSE(document.network.input.paint);
    // "flatten" is not an input: the command changes nothing.
    CHECK(after(document, set_picture_input("flatten")).network.model.model == document.network.model.model);
}

TEST_CASE("notes that change nothing keep the model's pointer") {
    const OpenModel open = network_document().network.model;
    CHECK(with_notes(open, {}).model == open.model);
    CHECK(with_notes(open, {.labels = {"too", "few"}}).model == open.model);
    CHECK(with_notes(open, {.labels = {"too", "few"}}).notes.empty());
    CHECK(with_notes(open, {.picture_input = "input_1"}).model == open.model);
    CHECK(with_notes(open, {.picture_input = "input_1"}).notes.picture_input == "input_1");
}

TEST_CASE("a reloaded model of the same layers keeps the view and drops the edits; undo restores them") {
    History history(network_document());
    history.perform(set_weight_value({1, 1}, 0, 5));
    history.perform(stroke(history.document(), {dot(3, 4, 255.F)}));
    history.perform(set_network_view([](NetworkView& view) {
        view.go_to(2, 3);
        view.pinned = nn::Position{1, 2, 0};
        view.page = NetworkPage::table;
    }));
    const Document before = history.document();
    OpenModel again = before.network.model;
    again.model = shared(samples::small_course(7));
    history.perform(reload_model(again));
    CHECK(history.undo_label() == "reloading of course");
    CHECK(history.document().network_view == before.network_view);
    CHECK(history.document().network.edits.empty());
    CHECK(history.document().network.input == before.network.input);
    CHECK(history.document().network.model == again);
    history.undo();
    CHECK(history.document() == before);
    history.redo();
    CHECK(history.document().network_view == before.network_view);

    history.perform(reload_model({.file = "course", .model = plain_model({12, 12, 1}).model}));
    CHECK(history.document().network_view.layer == 1);
    CHECK(history.document().network_view.channel == 0);
    CHECK_FALSE(history.document().network_view.pinned);
    CHECK(history.document().network_view.page == NetworkPage::table);
}

TEST_CASE(
    "weights that only undo steps keep in memory count towards their limit, like pictures; shared weights count once") {
    const std::size_t bytes = static_cast<std::size_t>(nn::parameter_count(samples::small_course())) * sizeof(float);
    const auto steps = [&](std::size_t limit, auto model_of) {
        History history(network_document(), {.bytes = limit});
        for (std::uint64_t i = 1; i <= 6; ++i) {
            OpenModel again = history.document().network.model;
            again.model = model_of(*again.model, i);
            history.perform(reload_model(again));
        }
        int count = 0;
        for (; history.can_undo(); ++count) history.undo();
        return count;
    };
    const auto another = [](const nn::Model&, std::uint64_t seed) { return shared(samples::small_course(seed + 1)); };
    CHECK(steps(3 * bytes, another) == 3);
    CHECK(steps(6 * bytes, another) == 6);
    const auto renamed = [](const nn::Model& model, std::uint64_t seed) {
        return shared(model.with_info({.name = std::to_string(seed)}));
    };
    CHECK(steps(bytes / 2, renamed) == 6);
}

}  // namespace convscope
