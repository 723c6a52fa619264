#include "app/cli/reports/training_reporter.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>

#include "app/cli/json.h"

namespace convscope {

namespace {

constexpr double kSecondsBetweenBars = 0.1;

std::string time_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds);
    return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{}:{:02} min", whole / 60, whole % 60);
}

std::string bar_text(const nn::TrainingProgress& p, int epochs) {
    constexpr int kWidth = 24;
    const auto done = static_cast<std::size_t>(kWidth * p.step / std::max<std::int64_t>(1, p.steps));
    return fmt::format("\repoch {}/{} [{}{}] loss {:.4f}  accuracy {:.4f}  {:.0f} images/s  {} left \x1b[K", p.epoch,
                       epochs, std::string(done, '='), std::string(kWidth - done, ' '), p.loss, p.accuracy,
                       p.images_per_second, time_text(p.seconds_left));
}

std::string epoch_text(const nn::EpochReport& r, int epochs) {
    std::string text = fmt::format("epoch {}/{}  loss {:.4f}  accuracy {:.4f}", r.epoch, epochs, r.loss, r.accuracy);
    if (r.validation_loss)
        text += fmt::format("  validation loss {:.4f}  accuracy {:.4f}", *r.validation_loss, *r.validation_accuracy);
    return text + fmt::format("  {:.0f} images/s  {:.1f} s\n", r.images_per_second, r.seconds);
}

std::string epoch_json(const nn::EpochReport& r) {
    Json json{{"epoch", r.epoch}, {"loss", r.loss},       {"accuracy", r.accuracy},
              {"rate", r.rate},   {"seconds", r.seconds}, {"images_per_second", r.images_per_second}};
    if (r.validation_loss) {
        json["validation_loss"] = *r.validation_loss;
        json["validation_accuracy"] = *r.validation_accuracy;
    }
    return json_line(json) + "\n";
}

}  // namespace

TrainingReporter::TrainingReporter(int epochs, bool json)
    : epochs_(epochs), json_(json), has_bar_(isatty(STDERR_FILENO) == 1) {}

void TrainingReporter::show(const nn::TrainingProgress& progress) {
    for (; shown_ < progress.epochs.size(); ++shown_) {
        const nn::EpochReport& report = progress.epochs[shown_];
        if (has_bar_) std::cerr << "\r\x1b[K" << std::flush;
        std::cout << (json_ ? epoch_json(report) : epoch_text(report, epochs_)) << std::flush;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!has_bar_ || std::chrono::duration<double>(now - last_bar_time_).count() < kSecondsBetweenBars) return;
    last_bar_time_ = now;
    std::cerr << bar_text(progress, epochs_) << std::flush;
}

void TrainingReporter::end() const {
    if (has_bar_) std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace convscope
