// A chain that was opened in Layers: in a session, and when its model is to be read again.
#include <doctest/doctest.h>

#include "app/document/chain/chain_commands.h"
#include "core/nn/input/picture_input.h"
#include "tests/app/opening/opening_bench.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

/// Opens a colour sample and, in its red channel, the chain of the course in Layers.
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

TEST_CASE("the lab's sample stays the input of another model, in a session as well") {
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

TEST_CASE("the chain's model cannot be read again from a file, which is said") {
    OpeningBench bench;
    open_chain_of(bench);
    const auto before = bench.network().model.model;
    bench.opening.reload_model();
    bench.settle();
    CHECK(bench.last_warning() == "The chain is in no file that could be read again. Open it from the Filter Lab.");
    CHECK(bench.network().model.model == before);
}

}  // namespace convscope
