#include "app/document/training/training_session.h"

#include <doctest/doctest.h>

#include "app/document/session.h"
#include "tests/app/document/documents.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

/// A document in which no setting of Training has its default value.
Document trained_document() {
    Document document = initial_document();
    document.picture.file = "/pictures/a.png";
    document.workspace = WorkspaceId::training;
    Training& training = document.training;
    training.source = TrainingSource::own;
    std::vector<std::uint8_t> pixels(28 * 28);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7);
    training.folder = "/pictures/sets/rooms";
    training.own = {{.name = "cat"}, {.name = "dog"}, {.name = "bird"}};
    training.own[1].pictures = {{std::make_shared<const std::vector<std::uint8_t>>(pixels)}};
    training.origin = NetworkOrigin::open_model;
    training.network = {.convolutions = 3,
                        .filters = 24,
                        .kernel = 5,
                        .pooling = nn::PoolingChoice::average,
                        .dense = {64, 20},
                        .activation = nn::ActivationKind::tanh,
                        .dropout = .25,
                        .batch_normalization = true,
                        .same_padding = true};
    training.start = TrainingStart::twins;
    training.frozen = 2;
    training.options = {.optimizer = nn::OptimizerKind::sgd,
                        .rate = .0625,
                        .decay = .75,
                        .epochs = 12,
                        .batch = 8,
                        .seed = 77,
                        .validation_split = .375,
                        .stop_loss = .125,
                        .stop_accuracy = .9375,
                        .images = 640,
                        .shuffled_labels = true,
                        .augmentation = nn::Augmentation::drawing};
    document.training_view.page = TrainingPage::health;
    document.training_view.section = TrainingSection::options;
    document.training_view.speed = 2;
    document.training_view.is_logarithmic = true;
    document.training_view.percent = true;
    return document;
}

ParsedJson saved_json(const TemporaryFolder& folder) {
    save_session(folder / "t.json", trained_document());
    return ParsedJson::parse(content_of(folder / "t.json"));
}

std::string error_after(const TemporaryFolder& folder, const std::string& pointer, const ParsedJson& value) {
    ParsedJson json = saved_json(folder);
    json[ParsedJson::json_pointer(pointer)] = value;
    try {
        load_session(folder.write("damaged.json", json.dump()));
    } catch (const LoadError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("saving and loading a session restores the settings of Training exactly") {
    const TemporaryFolder folder;
    const Document document = trained_document();
    save_session(folder / "t.json", document);
    CHECK(load_session(folder / "t.json").document == document);
}

TEST_CASE("a session does not keep the moment of a run, which the next start does not have") {
    const TemporaryFolder folder;
    Document document = trained_document();
    document.training_view.moment = 12;
    document.training_view.plays_back = true;
    save_session(folder / "t.json", document);
    CHECK_FALSE(load_session(folder / "t.json").document.training_view.moment.has_value());
    CHECK_FALSE(load_session(folder / "t.json").document.training_view.plays_back);
}

TEST_CASE("a session without Training has its default settings") {
    const TemporaryFolder folder;
    ParsedJson json = saved_json(folder);
    json.erase("training");
    CHECK(load_session(folder.write("old.json", json.dump())).document.training == Training{});
}

TEST_CASE("values of Training outside their limits are refused by name") {
    const TemporaryFolder folder;
    CHECK(error_after(folder, "/training/network/filters", 4096).find("filters") != std::string::npos);
    CHECK(error_after(folder, "/training/network/dense", {1, 2, 3, 4}).find("dense") != std::string::npos);
    CHECK(error_after(folder, "/training/network/activation", "softmax").find("activation") != std::string::npos);
    CHECK(error_after(folder, "/training/options/rate", 0).find("rate") != std::string::npos);
    CHECK(error_after(folder, "/training/options/batch", 0).find("batch") != std::string::npos);
    CHECK(error_after(folder, "/training/options/images", -1).find("images") != std::string::npos);
    CHECK(error_after(folder, "/training/source", "clouds").find("source") != std::string::npos);
    CHECK(error_after(folder, "/training/own/1/pictures/0", "00ff").find("pictures") != std::string::npos);
    CHECK(error_after(folder, "/training/own", ParsedJson::array()).find("own") != std::string::npos);
    CHECK(error_after(folder, "/training/view/speed", 99).find("speed") != std::string::npos);
}

}  // namespace convscope
