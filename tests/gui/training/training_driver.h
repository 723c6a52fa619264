// Drives the Training workspace on a small drawn data set, and computes what it must show by the test's own means.
#pragma once

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "app/document/training/training_commands.h"
#include "app/gui/training/training_workspace.h"
#include "tests/gui/network_driver.h"

namespace convscope::test {

class TrainingDriver : public Driver {
  public:
    explicit TrainingDriver(int width = 1280, int height = 800, WindowOptions options = {},
                            const CameraSource& camera = {})
        : Driver(width, height, without_dataset(std::move(options)), {}, camera) {
        key(GLFW_KEY_3);
        settle();
        REQUIRE(document().workspace == WorkspaceId::training);
    }

    const Training& settings() const { return document().training; }
    const TrainingView& training() const { return document().training_view; }
    const TrainingWorkspace& workspace() { return shell().workspace<TrainingWorkspace>(); }
    const RunKeeper& run() { return workspace().run(); }
    const TrainingResults& results() { return run().results(); }
    const std::vector<nn::Snapshot>& snapshots() { return results().snapshots.all(); }
    const nn::Snapshot& moment() { return snapshots().at(run().moment().value()); }
    void undo() { key(GLFW_KEY_Z, GLFW_MOD_CONTROL); }

    void open_section(const std::string& name) {
        click("training.section." + name);
        settle();
    }
    void open_page(const std::string& name) {
        click("training.page." + name);
        settle();
    }
    /// Types a number into a field and waits for its effect.
    void enter(const std::string& field, const std::string& number) {
        scroll_to("training.settings", field);
        click(field);
        type(number);
        key(GLFW_KEY_ENTER);
        settle();
    }
    /// Chooses an entry of a drop-down list.
    void choose(const std::string& list, const std::string& entry) {
        click(list);
        frames(2);
        click(list + "." + entry);
        settle();
    }
    /// A run of few and small steps: 64 pictures, 8 of them a step, 2 epochs.
    void make_small() {
        enter("training.images", "64");
        open_section("options");
        enter("training.batch", "8");
        enter("training.epochs", "2");
        open_section("data");
        REQUIRE(results().total_steps == 16);
        REQUIRE(results().step == 0);
    }
    void step(int count = 1) {
        for (int i = 0; i < count; ++i) {
            key(GLFW_KEY_RIGHT);
            settle();
        }
    }
    /// Runs frames until a run that has ended can be trained again: for a moment, its button does nothing.
    void wait_for_again() {
        while (text_in("training.play") == "Finished") frames(1);
        REQUIRE(text_in("training.play") == "Again");
    }
    /// A trainer of the test's own with the settings of the document.
    nn::Trainer fresh_trainer() {
        nn::TrainingOptions options = settings().options;
        return {*run().start(), run().pictures()->train, options};
    }
};

/// True if all weights of both models are equal.
inline bool same_weights(const nn::Model& a, const nn::Model& b) {
    if (a.size() != b.size()) return false;
    for (int node = 0; node < a.size(); ++node) {
        if (a.node(node).weights.size() != b.node(node).weights.size()) return false;
        for (std::size_t i = 0; i < a.node(node).weights.size(); ++i)
            if (a.node(node).weights[i]->values != b.node(node).weights[i]->values) return false;
    }
    return true;
}

}  // namespace convscope::test
