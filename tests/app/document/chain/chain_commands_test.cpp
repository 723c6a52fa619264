// The edits of the chain, their undo, the chain in a session, and its opening in the Layers workspace.
#include "app/document/chain/chain_commands.h"

#include "app/document/chain/chain_session.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/network/network_commands.h"
#include "app/document/session.h"
#include "core/base/files.h"
#include "core/filter/presets.h"
#include "core/nn/input/picture_input.h"
#include "tests/app/document/chain/chains.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

constexpr Size kSize{28, 30};

History chain_history() {
    Document document = initial_document();
    document.picture = {.file = "noise.png", .picture = {{noise_plane(kSize)}}};
    document.lab_view.page = LabPage::chain;
    return History(std::move(document));
}

const LabChain& chain_of(const History& history) {
    return history.document().chain;
}

/// Saves the document and loads it again.
Document saved_and_loaded(const Document& document) {
    const TemporaryFolder folder;
    save_session(folder.path() / "a.json", document);
    return load_session(folder.path() / "a.json").document;
}

}  // namespace

TEST_CASE("the first chain has vertical and horizontal edges with ReLU and 2 x 2 max pooling") {
    const LabChain chain = initial_document().chain;
    REQUIRE(chain.size() == 1);
    REQUIRE(chain.stage(0).map_count() == 2);
    CHECK(chain.stage(0).maps[0].kernels.front() == find_preset("sobel-vertical")->kernel);
    CHECK(chain.stage(0).maps[1].kernels.front() == find_preset("sobel-horizontal")->kernel);
    CHECK(chain.stage(0).activation == Activation::relu);
    CHECK(chain.stage(0).pooling == Pooling::max);
}

TEST_CASE(
    "the input of an added stage is all maps of the previous stage; removing the stage and undo restore the chain") {
    History history = chain_history();
    history.perform(add_stage());
    REQUIRE(chain_of(history).size() == 2);
    CHECK(chain_of(history).stage(1).input_count() == 2);
    CHECK(chain_of(history).stage(1).maps.front().bias == -1020);
    CHECK(history.document().chain_view.stage == 1);
    history.perform(add_stage());
    history.perform(add_stage());
    history.perform(add_stage());
    CHECK(chain_of(history).size() == kMaxChainStages);
    history.perform(remove_stage(1));
    CHECK(chain_of(history).size() == 3);
    CHECK(chain_of(history).stage(1).input_count() == 2);
    history.undo();
    CHECK(chain_of(history).size() == kMaxChainStages);
    while (history.can_undo()) history.undo();
    CHECK(chain_of(history) == initial_chain());
    CHECK(history.document().chain_view.stage == 0);
    history.perform(remove_stage(0));
    CHECK(chain_of(history).size() == 1);
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("the next stage gets a kernel for each new map, and loses the kernels of dropped maps") {
    History history = chain_history();
    history.perform(add_stage());
    history.perform(set_map_count(0, 5));
    CHECK(chain_of(history).stage(0).map_count() == 5);
    REQUIRE(chain_of(history).stage(1).input_count() == 5);
    CHECK(chain_of(history).stage(1).maps.front().kernels[4].at(1, 1) == 1);
    history.perform(set_map_count(0, 99));
    CHECK(chain_of(history).stage(0).map_count() == kMaxChainMaps);
    history.perform(set_map_count(0, 0));
    CHECK(chain_of(history).stage(0).map_count() == 1);
    CHECK(chain_of(history).stage(1).input_count() == 1);
}

TEST_CASE("one drag of a kernel value or of the bias is one undo step; values have the lab's limits") {
    History history = chain_history();
    for (int i = 1; i <= 3; ++i) history.perform(set_chain_value({0, 1, 0}, 2, 1, static_cast<float>(i), 7));
    CHECK(chain_of(history).stage(0).maps[1].kernels[0].at(2, 1) == 3);
    history.undo();
    CHECK(chain_of(history) == initial_chain());
    history.perform(set_chain_value({0, 0, 0}, 0, 0, 1e30F));
    CHECK(chain_of(history).stage(0).maps[0].kernels[0].at(0, 0) == kMaxFilterValue);
    history.perform(set_chain_bias(0, 0, -12, 8));
    history.perform(set_chain_bias(0, 0, -13, 8));
    CHECK(chain_of(history).stage(0).maps[0].bias == -13);
    history.undo();
    CHECK(chain_of(history).stage(0).maps[0].bias == 0);
    const LabChain before = chain_of(history);
    history.perform(set_chain_value({3, 0, 0}, 0, 0, 5));
    history.perform(set_chain_value({0, 2, 0}, 0, 0, 5));
    history.perform(set_chain_value({0, 0, 1}, 0, 0, 5));
    history.perform(set_chain_value({0, 0, 0}, 3, 0, 5));
    CHECK(chain_of(history) == before);
}

TEST_CASE("size, border, activation, pooling and presets change only their stage") {
    History history = chain_history();
    history.perform(add_stage());
    history.perform(set_stage_kernel_size(0, 5));
    CHECK(chain_of(history).stage(0).kernel_size() == 5);
    CHECK(chain_of(history).stage(0).maps[0].kernels[0].at(1, 1) == -1);
    CHECK(chain_of(history).stage(1).kernel_size() == 3);
    history.perform(set_stage_kernel_size(0, 4));
    CHECK(chain_of(history).stage(0).kernel_size() == 5);
    history.perform(set_stage_border(1, Border::zero));
    history.perform(set_stage_activation(1, Activation::none));
    history.perform(set_stage_pooling(1, Pooling::average));
    CHECK(chain_of(history).stage(0).border == Border::valid);
    CHECK(chain_of(history).stage(1).border == Border::zero);
    CHECK(chain_of(history).stage(1).activation == Activation::none);
    CHECK(chain_of(history).stage(1).pooling == Pooling::average);
    const Kernel& laplacian = find_preset("laplacian")->kernel;
    history.perform(set_chain_kernel({1, 0, 1}, laplacian, "choice of a filter"));
    CHECK(chain_of(history).stage(1).maps[0].kernels[1] == laplacian);
    CHECK(chain_of(history).stage(1).maps[0].kernels[0] != laplacian);
    history.perform(set_chain_view([](ChainView& view) { view.input = 1; }));
    CHECK(chosen_chain_kernel(history.document()) == ChainKernelRef{1, 0, 1});
    CHECK(chain_kernel(chain_of(history), chosen_chain_kernel(history.document())) == laplacian);
}

TEST_CASE("the lab's filters in use become the maps of the first stage, with weight and bias") {
    History history = chain_history();
    history.perform(add_stage());
    history.perform(set_filter(0, {.kernel = find_preset("box-blur")->kernel, .weight = .5F, .bias = 3}, "a"));
    history.perform(start_from_lab_filters());
    REQUIRE(chain_of(history).stage(0).map_count() == 1);
    CHECK(chain_of(history).stage(0).maps[0].kernels[0].at(0, 0) == .5F * find_preset("box-blur")->kernel.at(0, 0));
    CHECK(chain_of(history).stage(0).maps[0].bias == 3);
    CHECK(chain_of(history).stage(1).input_count() == 1);
    history.perform(set_filter_count(3));
    history.perform(start_from_lab_filters());
    CHECK(chain_of(history).stage(0).map_count() == 3);
}

TEST_CASE("the chain that is opened in Layers takes values 0..255, and every map equals the reference") {
    History history = chain_history();
    history.perform(set_chain(chain_example(2), "example"));
    const Document before = history.document();
    const Plane picture = history.document().picture.picture.planes.front();
    history.perform(open_chain_in_layers(picture));
    const Document& document = history.document();
    CHECK(document.workspace == WorkspaceId::layers);
    REQUIRE(document.network.model.model);
    const nn::Model& model = *document.network.model.model;
    CHECK(is_chain_model(document.network.model));
    CHECK(document.network_view.layer == 3);  // the convolution of the chosen stage
    CHECK(document.network.edits.empty());

    const nn::Tensor input = nn::input_tensor(document.network.input, model);
    REQUIRE(input.shape == nn::Shape{kSize.rows, kSize.cols, 1});
    for (int r = 0; r < kSize.rows; ++r)
        for (int c = 0; c < kSize.cols; ++c)
            REQUIRE(input.values[static_cast<std::size_t>(r * kSize.cols + c)] == picture.at(r, c));
    nn::Plan plan(model, 1);
    plan.set_input(0, input.values);
    plan.run();
    check_is_chain(document.chain, picture, plan);

    history.undo();
    CHECK(history.document().network == before.network);
    CHECK(history.document().workspace == WorkspaceId::filter_lab);
    CHECK(history.document().chain == before.chain);
}

TEST_CASE("Layers shows the chosen map and kernel of the chain, and the value or pixel that is pinned") {
    History history = chain_history();
    const Plane picture = history.document().picture.picture.planes.front();
    history.perform(set_chain(chain_example(2), "example"));
    history.perform(set_chain_view([](ChainView& view) {
        view.map = 1;
        view.input = 1;
    }));
    history.perform(open_chain_in_layers(picture));
    CHECK(history.document().network_view.layer == 3);
    CHECK(history.document().network_view.channel == 1);
    CHECK(history.document().network_view.kernel_channel == 1);
    CHECK(history.document().network_view.range == MapRange::layer);
    CHECK_FALSE(history.document().network_view.pinned);

    const auto pinned = [&](const ChainPixel& pin) {
        history.perform(set_chain_view([pin](ChainView& view) { view.pinned = pin; }));
        history.perform(open_chain_in_layers(picture));
        return history.document().network_view;
    };
    const NetworkView pooled = pinned({.stage = 0, .map = 1, .pooled = true, .row = 3, .col = 4});
    CHECK(pooled.layer == 2);
    CHECK(pooled.channel == 1);
    CHECK(pooled.pinned == nn::Position{3, 4, 0});
    CHECK(pinned({.stage = 1, .map = 0, .row = 5, .col = 2}).layer == 3);
    const NetworkView input = pinned({.stage = -1, .row = 2, .col = 6});
    CHECK(input.pinned_input == nn::Position{2, 6, 0});
    CHECK_FALSE(input.pinned);
    CHECK_FALSE(pinned({.stage = 1, .map = 0, .row = 500, .col = 2}).pinned);
}

TEST_CASE(
    "weights edited in Layers are kept if the same chain is opened again, and replaced if the chain has changed") {
    History history = chain_history();
    const Plane picture = history.document().picture.picture.planes.front();
    history.perform(open_chain_in_layers(picture));
    history.perform(set_weight_value({1, 0}, 0, 7));
    const nn::Edits edits = history.document().network.edits;
    REQUIRE_FALSE(edits.empty());
    history.perform(set_workspace(WorkspaceId::filter_lab));
    history.perform(open_chain_in_layers(picture));
    CHECK(history.document().workspace == WorkspaceId::layers);
    CHECK(history.document().network.edits == edits);
    history.perform(set_chain_bias(0, 0, 5));
    history.perform(open_chain_in_layers(picture));
    CHECK(history.document().network.edits.empty());
    history.undo();
    CHECK(history.document().network.edits == edits);
}

TEST_CASE("a kernel keeps the name of its preset when it comes from the lab, after a choice, and in a session") {
    History history = chain_history();
    CHECK(chain_preset(chain_of(history), {0, 0, 0}) == "sobel-vertical");
    CHECK(chain_preset(chain_of(history), {0, 1, 0}) == "sobel-horizontal");
    const Kernel& vertical = find_preset("course-vertical")->kernel;
    history.perform(set_chain_kernel({0, 1, 0}, vertical, "choice of a filter", "course-vertical"));
    CHECK(chain_preset(chain_of(history), {0, 1, 0}) == "course-vertical");
    history.perform(add_stage());
    CHECK(chain_preset(chain_of(history), {1, 0, 1}).empty());
    CHECK(saved_and_loaded(history.document()).chain == history.document().chain);
    history.perform(set_filter(0, {.kernel = vertical, .preset = "course-vertical"}, "a"));
    history.perform(start_from_lab_filters());
    CHECK(chain_preset(chain_of(history), {0, 0, 0}) == "course-vertical");
}

TEST_CASE("the stages that fit are opened in Layers; if none fits, nothing is opened") {
    History history = chain_history();
    history.perform(add_stage());
    history.perform(open_chain_in_layers(noise_plane({6, 6})));
    CHECK(history.document().network.model.model->size() == 3);
    history.undo();
    history.perform(open_chain_in_layers(noise_plane({2, 2})));
    CHECK_FALSE(history.document().network.model.model);
    history.perform(open_chain_in_layers({}));
    CHECK(history.document().workspace == WorkspaceId::filter_lab);
}

TEST_CASE("a session keeps the chain and its view; a session without a chain opens with the first chain") {
    History history = chain_history();
    history.perform(set_chain(chain_example(2), "example"));
    history.perform(set_stage_kernel_size(1, 5));
    history.perform(set_stage_border(0, Border::zero));
    history.perform(set_stage_pooling(1, Pooling::none));
    history.perform(set_stage_activation(1, Activation::none));
    history.perform(set_chain_value({1, 1, 1}, 4, 3, -.375F));
    history.perform(set_chain_bias(1, 0, 12.5F));
    history.perform(set_chain_view([](ChainView& view) {
        view.map = 1;
        view.pinned = ChainPixel{.stage = 0, .map = 1, .pooled = true, .row = 3, .col = 4};
    }));
    const Document loaded = saved_and_loaded(history.document());
    CHECK(loaded.chain == history.document().chain);
    CHECK(loaded.chain_view == history.document().chain_view);
    CHECK(loaded.chain_view.pinned->row == 3);

    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "old.json";
    save_session(file, history.document());
    const std::vector<std::uint8_t> bytes = read_file(file, 1 << 24, "");
    Json json = Json::parse(bytes.begin(), bytes.end());
    json.erase("chain");
    json.erase("chain_view");
    write_file_atomically(file, json.dump());
    CHECK(load_session(file).document.chain == initial_chain());
}

TEST_CASE("a session whose chain is out of its limits is refused, and the error names the key") {
    const auto refused = [](const std::function<void(Json&)>& damage, const std::string& key) {
        const LabChain chain = chain_example(1);
        Json json = chain_json(chain);
        damage(json);
        const ParsedJson parsed = ParsedJson::parse(json.dump());
        std::string message;
        try {
            static_cast<void>(read_chain(JsonReader(parsed, "a.json")));
        } catch (const LoadError& error) {
            message = error.what();
        }
        CAPTURE(message);
        CHECK(message.find(key) != std::string::npos);
    };
    refused([](Json& j) { j["stages"] = Json::array(); }, "stages");
    refused([](Json& j) { j["stages"][1] = 3; }, "stages");
    refused([](Json& j) { j["stages"][0]["size"] = 4; }, "size");
    refused([](Json& j) { j["stages"][0]["border"] = "keep"; }, "border");
    refused([](Json& j) { j["stages"][0]["maps"] = Json::array(); }, "maps");
    refused([](Json& j) { j["stages"][1]["maps"][0]["kernels"].erase(0); }, "kernels");
    refused([](Json& j) { j["stages"][1]["maps"][0]["kernels"][1].erase(0); }, "kernels");
    refused([](Json& j) { j["stages"][0]["maps"][0]["kernels"][0][4] = 1e30; }, "kernels");
    refused([](Json& j) { j["stages"][0]["maps"][1]["bias"] = "x"; }, "bias");
    refused([](Json& j) { j["stages"][0]["maps"][1]["presets"] = Json::array(); }, "presets");
    refused([](Json& j) { j["stages"][0]["maps"][1]["presets"][0] = 3; }, "presets");
}

TEST_CASE("a session does not store the chain's model as a file, but records that it is rebuilt from the chain") {
    History history = chain_history();
    history.perform(open_chain_in_layers(history.document().picture.picture.planes.front()));
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "a.json";
    save_session(file, history.document());
    const Session session = load_session(file);
    CHECK(session.network_is_chain);
    REQUIRE(session.network_chain);
    CHECK(session.network_chain->picture == kSize);
    CHECK(session.network_chain->chain.stage(0).maps[1].kernels == initial_chain().stage(0).maps[1].kernels);
    CHECK(session.network);
    CHECK(session.document.workspace == WorkspaceId::layers);
}

}  // namespace convscope
