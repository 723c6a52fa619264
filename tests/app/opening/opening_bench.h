// Opening without a window: a history, settings, and the messages that a user would read.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "app/document/lab/lab_commands.h"
#include "app/document/network/network_commands.h"
#include "app/opening/opening.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

struct CollectedMessages : OpeningMessages {
    void say(const std::string& text) override { notices.push_back(text); }
    void warn(const std::string& text) override { warnings.push_back(text); }
    void offer_reload(const std::string& text) override { offer = text; }
    void withdraw_reload() override { offer.clear(); }
    void ask_lambdas(LambdaQuestion question) override { questions.push_back(std::move(question)); }

    std::vector<LambdaQuestion> questions;
    std::vector<std::string> notices, warnings;
    std::string offer;  ///< the text of the offer to reload; empty if there is none
};

struct OpeningBench {
    explicit OpeningBench(std::filesystem::path assets_folder = CONVSCOPE_TEST_ASSETS)
        : assets(std::move(assets_folder)) {}

    TemporaryFolder folder;
    std::filesystem::path assets;
    History history{initial_document()};
    SettingsStore settings{folder / "config", [] {}};
    CollectedMessages messages;
    Opening opening{assets, history, settings, messages, [] {}, std::chrono::milliseconds(5)};

    const Document& document() const { return history.document(); }
    const Network& network() const { return document().network; }
    std::string last_warning() const { return messages.warnings.empty() ? "" : messages.warnings.back(); }

    static Command as_lab_picture(OpenPicture picture) { return open_picture(std::move(picture)); }
    static Command as_input(OpenPicture picture) {
        return open_input({.source = InputSource::file, .file = picture.file, .picture = std::move(picture.picture)});
    }

    /// Runs updates until no job is running.
    void settle() {
        const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        do {
            opening.update();
            settings.take_problem();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        } while ((opening.busy() || settings.busy()) && std::chrono::steady_clock::now() < limit);
        REQUIRE_FALSE(opening.busy());
        opening.update();
    }
    void open(std::vector<std::filesystem::path> files, const PictureUse& use = as_lab_picture) {
        opening.open_files(std::move(files), use);
        settle();
    }
    /// Waits until reloading is offered; false if it is not within 5 seconds.
    bool is_offered() {
        for (int i = 0; i < 1000 && messages.offer.empty(); ++i) {
            opening.update();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return !messages.offer.empty();
    }
};

}  // namespace convscope
