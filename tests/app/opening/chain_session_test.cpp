// A chain that was opened in Layers: its session, and the request to read its model again.
#include <doctest/doctest.h>

#include "app/document/chain/chain_commands.h"
#include "app/document/json_values.h"
#include "app/document/network/network_commands.h"
#include "core/base/files.h"
#include "core/nn/input/picture_input.h"
#include "tests/app/opening/opening_bench.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

/// Opens a colour sample, selects its red channel, and opens an example of a chain in Layers.
void open_chain_of(OpeningBench& bench) {
    bench.opening.open_sample_picture("bricks");
    bench.settle();
    bench.history.perform(set_channel(Channel::red));
    bench.history.perform(set_chain(chain_example(2), "example"));
    bench.history.perform(
        open_chain_in_layers(channel_plane(bench.document().picture.picture, bench.document().lab.channel)));
    REQUIRE(is_chain_model(bench.network().model));
}

}  // namespace

TEST_CASE("a session brings the chain's model back to Layers, with the same weights and the same input values") {
    OpeningBench bench;
    open_chain_of(bench);
    const std::filesystem::path file = bench.folder / "chain.json";
    bench.opening.save_session(file);
    bench.settle();

    OpeningBench again;
    again.open({file});
    CHECK(again.messages.warnings.empty());
    CHECK(again.document().workspace == WorkspaceId::layers);
    CHECK(again.document().chain == chain_example(2));
    REQUIRE(is_chain_model(again.network().model));
    CHECK(samples::same_model(*again.network().model.model, *bench.network().model.model));
    CHECK(again.network().input.name() == "bricks");
    CHECK(nn::input_tensor(again.network().input, *again.network().model.model) ==
          nn::input_tensor(bench.network().input, *bench.network().model.model));
}

TEST_CASE("weights of the chain that were edited in Layers, and the pinned value, survive a session") {
    OpeningBench bench;
    open_chain_of(bench);
    bench.history.perform(set_weight_value({3, 0}, 5, 12.5F));
    bench.history.perform(set_weight_value({1, 1}, 1, -40));
    bench.history.perform(set_ablated_channels(1, {0}, "turning off"));
    bench.history.perform(set_network_view([](NetworkView& view) {
        view.layer = 2;
        view.channel = 1;
        view.pinned = nn::Position{3, 4, 0};
    }));
    // The Filter Lab's chain changes afterwards: Layers keeps the one that was opened.
    bench.history.perform(set_chain_value({0, 0, 0}, 1, 1, 99));
    const std::filesystem::path file = bench.folder / "edited.json";
    bench.opening.save_session(file);
    bench.settle();

    OpeningBench again;
    again.open({file});
    CHECK(again.messages.warnings.empty());
    CHECK(again.document().chain.stage(0).maps[0].kernels[0].at(1, 1) == 99);
    REQUIRE(is_chain_model(again.network().model));
    const nn::Model& model = *again.network().model.model;
    CHECK(samples::same_model(model, *bench.network().model.model));
    CHECK(nn::weight(model, again.network().edits, {3, 0})->values.at(5) == 12.5F);
    CHECK(nn::weight(model, again.network().edits, {1, 1})->values.at(1) == -40);
    CHECK(again.network().edits == bench.network().edits);
    CHECK(again.document().network_view.layer == 2);
    CHECK(again.document().network_view.channel == 1);
    CHECK(again.document().network_view.pinned == nn::Position{3, 4, 0});
    CHECK(nn::input_tensor(again.network().input, model) == nn::input_tensor(bench.network().input, model));
}

TEST_CASE("the chain's model keeps its input when the Filter Lab shows another picture, and older sessions open") {
    OpeningBench bench;
    open_chain_of(bench);
    bench.opening.open_sample_picture("dot");
    bench.settle();
    const std::filesystem::path file = bench.folder / "other.json";
    bench.opening.save_session(file);
    bench.settle();
    OpeningBench again;
    again.open({file});
    CHECK(again.messages.warnings.empty());
    CHECK(again.document().picture.name() == "dot");
    CHECK(again.network().input.name() == "bricks");
    CHECK(samples::same_model(*again.network().model.model, *bench.network().model.model));

    const std::vector<std::uint8_t> bytes = read_file(file, 1 << 24, "");
    Json json = Json::parse(bytes.begin(), bytes.end());
    json.erase("chain_network");
    write_file_atomically(file, json.dump());
    OpeningBench old;
    old.open({file});
    REQUIRE(is_chain_model(old.network().model));
    CHECK(old.network().input.name() == "dot");
    CHECK(old.network().edits.empty());
}

TEST_CASE("a session with another model brings the lab's sample back as its input") {
    OpeningBench bench;
    open_chain_of(bench);
    bench.history.perform(open_model({.file = "course", .is_sample = true, .model = bench.network().model.model}));
    const std::filesystem::path file = bench.folder / "course.json";
    bench.opening.save_session(file);
    bench.settle();
    OpeningBench again;
    again.open({file});
    CHECK(again.messages.warnings.empty());
    CHECK(again.network().model.name() == "course");
    CHECK(again.network().input.name() == "bricks");
    CHECK_FALSE(again.network().input.picture.planes.empty());
}

TEST_CASE("the request to read the chain's model again gives a message, because no file holds it") {
    OpeningBench bench;
    open_chain_of(bench);
    const auto before = bench.network().model.model;
    bench.opening.reload_model();
    bench.settle();
    CHECK(bench.last_warning() == "The chain is in no file that could be read again. Open it from the Filter Lab.");
    CHECK(bench.network().model.model == before);
}

}  // namespace convscope
