// The values and commands of the filter that learns, and learning in a session.
#include "app/document/learning/learning.h"

#include <doctest/doctest.h>

#include <vector>

#include "app/document/history.h"
#include "app/document/json_values.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/learning/learning_commands.h"
#include "app/document/learning/learning_session.h"
#include "app/document/session.h"
#include "core/base/random.h"
#include "core/filter/presets.h"
#include "core/filter/result.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

std::shared_ptr<const FilterLearner> small_learner() {
    std::vector<std::uint8_t> values(400);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(random_bits(1, i) >> 56U);
    const Plane input{{20, 20}, std::move(values)};
    FilterResult target;
    FilterSettings settings;
    settings.kernel = find_preset("sobel-vertical")->kernel;
    filter(input, settings, target);
    return std::make_shared<const FilterLearner>(input, to_plane(target.filtered), 3, LearnOptions{});
}

OpenPicture small_picture(const char* name) {
    return {.file = name, .picture = {{Plane{{2, 2}, std::vector<std::uint8_t>(4)}}}};
}

History learning_history() {
    Document document = initial_document();
    document.picture = small_picture("first.png");
    document.lab_view.page = LabPage::learn;
    document.learning.learner = small_learner();
    return History(std::move(document));
}

}  // namespace

TEST_CASE(
    "hidden_preset() gives 3x3 presets different from the last one and the identity, at least ten of them for 300 "
    "seeds") {
    std::vector<std::string> seen;
    std::string last = "sobel-vertical";
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const std::string next = hidden_preset(seed, last);
        CHECK(next != last);
        CHECK(find_preset(next)->kernel.size == 3);
        CHECK(next != "identity");
        last = next;
        if (std::ranges::find(seen, next) == seen.end()) seen.push_back(next);
    }
    CHECK(seen.size() >= 10);
}

TEST_CASE("while learning plays, each frame makes its steps, and playing stops when the values are learned") {
    History history = learning_history();
    CHECK_FALSE(advance_learning(history.document()).has_value());
    history.perform(set_learning([](LabLearning& learning) {
        learning.playing = true;
        learning.steps_per_frame = 10;
    }));
    history.perform(*advance_learning(history.document()));
    CHECK(history.document().learning.learner->steps() == 10);
    for (int i = 0; i < 1000 && history.document().learning.playing; ++i)
        history.perform(*advance_learning(history.document()));
    CHECK_FALSE(history.document().learning.playing);
    CHECK(history.document().learning.learner->converged());
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("a relative rate of 1.5 makes learning diverge, and a restart removes the learner") {
    History history = learning_history();
    history.perform(set_learning([](LabLearning& learning) { learning.options.relative_rate = 1.5; }));
    history.perform(step_learning(1000));
    CHECK(history.document().learning.learner->diverged());
    history.perform(set_learning([](LabLearning&) {}, true));
    CHECK(history.document().learning.learner == nullptr);
}

TEST_CASE("the lab takes the learned filter with weight 1, and undo restores the lab in one step") {
    History history = learning_history();
    history.perform(step_learning(200));
    const LabFilter before = history.document().lab.filters[0];
    history.perform(use_learned_filter(history.document()));
    CHECK(history.document().lab.filters[0].kernel == history.document().learning.learner->kernel());
    CHECK(history.document().lab.filters[0].weight == 1);
    history.undo();
    CHECK(history.document().lab.filters[0] == before);
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("an opened picture becomes the target only on the Learn page while its target is a picture") {
    History history = learning_history();
    history.perform(use_lab_picture(small_picture("second.png")));
    CHECK(history.document().picture.file == "second.png");
    history.perform(choose_learn_target(LearnTarget::picture));
    history.perform(use_lab_picture(small_picture("target.png")));
    CHECK(history.document().picture.file == "second.png");
    CHECK(history.document().learning.picture.file == "target.png");
    history.perform(open_page(LabPage::filter));
    history.perform(use_lab_picture(small_picture("third.png")));
    CHECK(history.document().picture.file == "third.png");
}

TEST_CASE("the lab's filter can be the target, until a hidden preset becomes the target") {
    History history = learning_history();
    history.perform(choose_learn_target(LearnTarget::own_filter));
    const LabFilter own = history.document().lab.filters[0];
    CHECK(history.document().learning.teacher().kernel == own.kernel);
    CHECK(history.document().learning.size() == own.kernel.size);
    history.perform(hide_another_preset());
    CHECK(history.document().learning.target == LearnTarget::hidden_preset);
    CHECK(history.document().learning.teacher().kernel == find_preset(history.document().learning.preset)->kernel);
}

TEST_CASE("the lab's filter as a target may be a median") {
    History history = learning_history();
    LabFilter median = history.document().lab.filters[0];
    median.median = true;
    history.perform(set_filter(0, median, "median"));
    history.perform(choose_learn_target(LearnTarget::own_filter));
    CHECK(history.document().learning.teacher().median);
    history.perform(hide_another_preset());
    CHECK_FALSE(history.document().learning.teacher().median);
}

TEST_CASE("a newly hidden filter is never the one that the lab shows") {
    History history = learning_history();
    CHECK_FALSE(history.document().learning.hides(history.document().lab.filters[0]));
    for (int i = 0; i < 100; ++i) {
        history.perform(hide_another_preset());
        CHECK_FALSE(history.document().learning.hides(history.document().lab.filters[0]));
    }
}

TEST_CASE(
    "a session keeps the progress of learning; without progress learning starts again, and damaged lists are refused") {
    const TemporaryFolder folder;
    History history = learning_history();
    Document document = history.document();
    document.picture.file = "/pictures/a.png";
    CHECK_FALSE(learning_json(document.learning).contains("progress"));  // nothing was learned yet
    history.perform(step_learning(137));
    document.learning = history.document().learning;
    const LearnProgress progress = document.learning.learner->progress();
    save_session(folder / "lab.json", document);
    const LabLearning read = load_session(folder / "lab.json").document.learning;
    CHECK(read.kept == progress);
    CHECK(read.learner == nullptr);
    CHECK_FALSE(read.playing);
    // A session that is saved before a learner continues keeps the progress too.
    document.learning = read;
    save_session(folder / "again.json", document);
    CHECK(load_session(folder / "again.json").document.learning.kept == progress);

    const auto refused = [&](const char* key, const ParsedJson& value) {
        ParsedJson damaged = ParsedJson::parse(learning_json(document.learning).dump());
        damaged["progress"][key] = value;
        CHECK_THROWS_AS(read_learning({damaged, "lab.json"}), LoadError);
    };
    refused("values", {1, 2, 3});
    refused("values", {1, 2, 3, 4, 5, 6, 7, 8, "9"});
    refused("steps", -1);
    refused("loss", "small");
    refused("history", {0, 1, 2});
    refused("history", {5, 1.0, 3, 0.5});
    refused("history", ParsedJson::array({0, "much"}));
}

TEST_CASE("a session keeps target and options of learning; an older session without them opens") {
    const TemporaryFolder folder;
    Document document = initial_document();
    document.picture.file = "/pictures/a.png";
    document.lab_view.page = LabPage::learn;
    document.learning.target = LearnTarget::own_filter;
    document.learning.preset = "emboss";
    document.learning.revealed = true;
    document.learning.own.kernel = find_preset("sharpen")->kernel;
    document.learning.options = {.start = LearnStart::random, .seed = 12, .subtract_mean = false, .relative_rate = .25};
    document.learning.steps_per_frame = 100;
    document.learning.shows_gradient = true;
    save_session(folder / "lab.json", document);
    CHECK(load_session(folder / "lab.json").document.learning == document.learning);

    const Json json = learning_json(document.learning);
    ParsedJson damaged = ParsedJson::parse(json.dump());
    damaged["rate"] = 5;
    CHECK_THROWS_AS(read_learning({damaged, "lab.json"}), LoadError);
    damaged["rate"] = .5;
    damaged["preset"] = "gaussian-7";
    CHECK_THROWS_AS(read_learning({damaged, "lab.json"}), LoadError);
    damaged["preset"] = "emboss";
    damaged["start"] = "given";
    CHECK_THROWS_AS(read_learning({damaged, "lab.json"}), LoadError);
}

}  // namespace convscope
