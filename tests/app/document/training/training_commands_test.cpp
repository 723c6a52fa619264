#include "app/document/training/training_commands.h"

#include <doctest/doctest.h>

#include <limits>
#include <memory>
#include <set>

#include "app/document/network/network_commands.h"
#include "core/nn/train/architectures.h"
#include "tests/app/document/documents.h"

namespace convscope {

namespace {

History training_history() {
    Document document = initial_document();
    document.picture = plain_picture("a.png", {8, 8});
    document.workspace = WorkspaceId::training;
    return History(document);
}

Command with_filters(int filters) {
    return set_training("number of filters", [filters](Training& t) { t.network.filters = filters; });
}

OpenModel opened(nn::Model model) {
    return with_notes({.file = "m.h5", .model = std::make_shared<const nn::Model>(std::move(model))}, {});
}

}  // namespace

TEST_CASE("undo takes a change of the training settings back, and redo repeats it") {
    History history = training_history();
    history.perform(with_filters(64));
    history.perform(with_filters(32));
    CHECK(history.document().training.network.filters == 32);
    history.perform(set_workspace(WorkspaceId::filter_lab));
    history.undo();
    CHECK(history.document().training.network.filters == 64);
    CHECK(history.document().workspace == WorkspaceId::training);
    history.undo();
    CHECK(history.document().training == Training{});
    CHECK_FALSE(history.can_undo());
    history.redo();
    CHECK(history.document().training.network.filters == 64);
}

TEST_CASE("a change of the view is no undo step, and undo keeps the view's page") {
    History history = training_history();
    history.perform(set_training_view([](TrainingView& view) { view.page = TrainingPage::hardest; }));
    CHECK_FALSE(history.can_undo());
    history.perform(with_filters(64));
    history.undo();
    CHECK(history.document().training_view.page == TrainingPage::hardest);
}

TEST_CASE("settings outside their ranges are limited, and numbers that are not finite become the defaults") {
    History history = training_history();
    history.perform(set_training("damage", [](Training& t) {
        t.options.epochs = -3;
        t.options.batch = 1 << 20;
        t.options.rate = std::numeric_limits<double>::quiet_NaN();
        t.options.validation_split = .9;
        t.options.images = 0;
        t.network.filters = 1000;
        t.network.dense = {0, 5000, 8, 8, 8};
    }));
    const Training& training = history.document().training;
    CHECK(training.options.epochs == 1);
    CHECK(training.options.batch == kMaxTrainingBatch);
    CHECK(training.options.rate == nn::TrainingOptions{}.rate);
    CHECK(training.options.validation_split == kMaxTrainingSplit);
    CHECK(training.options.images == 1);
    CHECK(training.network.filters == nn::kMaxFilters);
    CHECK(training.network.dense == std::vector<int>{1, nn::kMaxUnits, 8});
    CHECK(nn::settings_fault(training.network).empty());
}

TEST_CASE("a new rate keeps the shown moment, any other new setting shows the newest one") {
    History history = training_history();
    history.perform(set_training_view([](TrainingView& view) { view.moment = 7; }));
    history.perform(set_training("rate", [](Training& t) { t.options.rate = .01; }));
    CHECK(history.document().training_view.moment == 7);
    history.perform(set_training("seed", [](Training& t) { t.options.seed = 5; }));
    CHECK_FALSE(history.document().training_view.moment.has_value());
}

TEST_CASE("a drawn set has enough pictures for training and validation") {
    Training training;
    training.options.images = 2000;
    training.options.validation_split = .2;
    CHECK(training.drawn_pictures() == 2500);
    training.options.images = 10;
    CHECK(training.drawn_pictures() == kMinDrawnPictures);
    training.options.validation_split = 0;
    training.options.images = 3001;
    CHECK(training.drawn_pictures() == 3001);
}

TEST_CASE("each experiment is one undo step, changes the run and shows two sentences or more") {
    std::set<std::string_view> keys;
    for (const TrainingExperiment& experiment : training_experiments()) {
        INFO(experiment.key);
        History history = training_history();
        history.perform(start_experiment(experiment.key));
        CHECK_FALSE(history.document().training.is_same_run(Training{}) == (experiment.key != "fast"));
        CHECK(history.document().training != Training{});
        CHECK(history.document().training_view.experiment == experiment.key);
        CHECK(std::ranges::count(std::string_view(experiment.sentences), '.') >= 2);
        history.undo();
        CHECK(history.document().training == Training{});
        CHECK_FALSE(history.can_undo());
        keys.insert(experiment.key);
    }
    CHECK(keys.size() == 7);
}

TEST_CASE("an experiment starts from the settings before the last one") {
    History history = training_history();
    history.perform(start_experiment("fast"));
    history.perform(start_experiment("zeros"));
    CHECK(history.document().training.options.rate == Training{}.options.rate);
    CHECK(history.document().training.start == TrainingStart::zeros);
    history.perform(start_experiment("fast"));
    CHECK(history.document().training.start == Training{}.start);
    CHECK(history.document().training.options.rate > 20 * Training{}.options.rate);
}

TEST_CASE("an experiment is not ended early by the stops of the exercise before, which come back with undo") {
    History history = training_history();
    history.perform(set_training("stop", [](Training& t) { t.options.stop_accuracy = .7, t.options.stop_loss = .5; }));
    history.perform(start_experiment("few"));
    CHECK(history.document().training.options.stop_accuracy == 0);
    CHECK(history.document().training.options.stop_loss == 0);
    history.undo();
    CHECK(history.document().training.options.stop_accuracy == .7);
}

TEST_CASE("the options of Teach it end with it, and the course's network brings the course's") {
    Training training;
    training.options.validation_split = .3;
    teach_own(training);
    CHECK(training.source == TrainingSource::own);
    CHECK(training.options.batch == 8);
    Training course = training;
    use_course_network(course);
    CHECK(course.network == nn::NetworkSettings{});
    CHECK(course.options.epochs == 5);
    CHECK(course.options.batch == 32);
    CHECK(course.options.rate == 1e-3);
    CHECK(course.options.augmentation == nn::Augmentation::none);
    CHECK(course.options.images == Training{}.options.images);
    training.options.rate = .01;
    end_teaching(training);
    CHECK(training.options == Training{}.options);
    // Other options are the user's.
    training.options.batch = 64;
    end_teaching(training);
    CHECK(training.options.batch == 64);
    use_course_network(training);
    CHECK(training.options.batch == 32);
}

TEST_CASE("an unknown experiment changes nothing") {
    History history = training_history();
    history.perform(start_experiment("nonsense"));
    CHECK(history.document().training == Training{});
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("changing the open network opens Training with its architecture as one undo step") {
    History history = training_history();
    history.apply_unrecorded(open_model(opened(nn::course_model(3))));
    history.perform(set_workspace(WorkspaceId::layers));
    history.perform(change_open_network());
    CHECK(history.document().workspace == WorkspaceId::training);
    CHECK(history.document().training.network == nn::NetworkSettings{});
    CHECK(history.document().training.origin == NetworkOrigin::settings);
    CHECK(history.document().training_view.section == TrainingSection::network);
    history.undo();
    CHECK(history.document().training == Training{});
    CHECK(history.document().workspace == WorkspaceId::layers);
}

}  // namespace convscope
