#include "app/gui/lab/learn/learn_controls.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/document/lab/lab_commands.h"
#include "app/film/learn_film.h"
#include "app/gui/lab/lab_pages.h"
#include "app/gui/lab/learn/learn_views.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"
#include "app/gui/workspace/film_export.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::array<int, 4> kStepsPerFrame{1, 10, 100, 1000};
/// The tooltip of the buttons that need a learner.
constexpr Message kNothingToLearn = tr("There is no target to learn from yet: the page says why");

void change(LearnScene& scene, std::function<void(LabLearning&)> edit, bool restarts = false) {
    scene.frame.perform(set_learning(std::move(edit), restarts));
}

bool can_step(const LearnScene& scene) {
    return scene.learner != nullptr && !scene.learner->diverged();
}

void toggle_playing(LearnScene& scene) {
    if (can_step(scene) && !scene.learner->converged())
        change(scene, [](LabLearning& learning) { learning.playing = !learning.playing; });
}

void make_one_step(LearnScene& scene) {
    if (scene.learner == nullptr) return;
    change(scene, [](LabLearning& learning) { learning.playing = false; });
    scene.frame.perform(step_learning(1));
}

void start_from(LearnScene& scene, LearnStart start) {
    change(
        scene,
        [start](LabLearning& learning) {
            learning.options.start = start;
            if (start == LearnStart::random) ++learning.options.seed;
        },
        true);
}

Rect next_row(Ui& ui, Rect& column) {
    return column.cut_top(ui.px(32), ui.px(8));
}

void caption_of(Ui& ui, Rect& column, std::string_view text) {
    column.cut_top(ui.px(6));
    ui.text(column.cut_top(ui.px(20), ui.px(2)), text, Role::muted, Type::caption);
}

void show_target_choice(LearnScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const std::array<Segment, 3> targets{
        Segment{"hidden", tr("Hidden filter"), tr("The output of a hidden filter on this picture")},
        Segment{"own", tr("Lab\u2019s filter"), tr("The output of the Filter Lab's filter")},
        Segment{"picture", tr("A picture"), tr("A picture that was filtered with another program")}};
    caption_of(ui, column, tr("Target"));
    if (const auto c =
            segmented(ui, "learn.choose", next_row(ui, column), targets, static_cast<int>(scene.learning.target)))
        scene.frame.perform(choose_learn_target(static_cast<LearnTarget>(*c)));
    Rect row = next_row(ui, column);
    if (scene.learning.target == LearnTarget::hidden_preset) {
        if (button(ui, "learn.another", row.column(0, 2, ui.px(8)), tr("Hide another"),
                   {.tooltip = tr("Hide a different filter")}))
            scene.frame.perform(hide_another_preset());
        if (button(ui, "learn.reveal", row.column(1, 2, ui.px(8)),
                   scene.learning.revealed ? tr("Hide its name") : tr("Reveal"),
                   {.tooltip = tr("The name of the hidden filter, above the target")}))
            change(scene, [](LabLearning& learning) { learning.revealed = !learning.revealed; });
    } else if (scene.learning.target == LearnTarget::picture) {
        if (button(ui, "learn.open", row, tr("Open the target\u2026"),
                   {.icon = Icon::folder, .tooltip = tr("The picture after filtering, as large as the input")}))
            scene.frame.request(ShowOpenDialog{});
    } else {
        ui.text(row, tr("The filter as it was when you chose this."), Role::muted, Type::caption);
    }
}

void show_learn_export(LearnScene& scene, Rect row) {
    const bool can_export = scene.task.moments != nullptr && scene.learner != nullptr;
    if (!button(scene.ui, "learn.film", row, tr("Export the animation\u2026"),
                {.icon = Icon::save,
                 .tooltip = can_export ? tr("How the values have been learned, from the start to now, as a GIF")
                                       : kNothingToLearn,
                 .enabled = can_export,
                 .type = Type::caption}))
        return;
    LearnFilmSource source{.input = scene.task.request.input,
                           .target = scene.task.target,
                           .target_title = target_title(scene.learning),
                           .target_range = scene.task.target_range,
                           .moments = scene.task.moments,
                           .options = scene.learner->options(),
                           .steps = scene.learner->steps()};
    scene.frame.request(film_export(scene.frame.document.picture.base_name() + "_learning",
                                    [source = std::move(source)] { return learn_film(source); }));
}

void show_player(LearnScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const bool playing = scene.learning.playing;
    const bool ready = can_step(scene);
    const std::string_view missing = scene.learner == nullptr ? kNothingToLearn : std::string_view();
    caption_of(ui, column, tr("Learning"));
    Rect row = next_row(ui, column);
    if (button(ui, "learn.play", row.column(0, 2, ui.px(8)), playing ? tr("Pause") : tr("Play"),
               {.icon = playing ? Icon::pause : Icon::play,
                .tooltip = missing,
                .key = tr("Space"),
                .primary = true,
                .enabled = ready && !scene.learner->converged()}))
        toggle_playing(scene);
    if (button(ui, "learn.step", row.column(1, 2, ui.px(8)), tr("One step"),
               {.tooltip = missing.empty() ? tr("Every value minus the rate times its gradient") : missing,
                .key = tr("Right"),
                .enabled = ready}))
        make_one_step(scene);
    row = next_row(ui, column);
    if (button(ui, "learn.zeros", row.column(0, 2, ui.px(8)), tr("From zeros"),
               {.tooltip = tr("Start again"), .key = tr("Home")}))
        start_from(scene, LearnStart::zeros);
    if (button(ui, "learn.random", row.column(1, 2, ui.px(8)), tr("From random"),
               {.tooltip = tr("Start again from new random values between \u22121 and 1")}))
        start_from(scene, LearnStart::random);
    show_learn_export(scene, next_row(ui, column));
}

void show_speed(LearnScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    constexpr std::array<Segment, 4> kSpeeds{Segment{"1", "1"}, Segment{"10", "10"}, Segment{"100", "100"},
                                             Segment{"1000", "1000"}};
    caption_of(ui, column, tr("Steps per frame"));
    const auto* const speed = std::ranges::find(kStepsPerFrame, scene.learning.steps_per_frame);
    const int chosen = speed == kStepsPerFrame.end() ? -1 : static_cast<int>(speed - kStepsPerFrame.begin());
    if (const auto c = segmented(ui, "learn.speed", next_row(ui, column), kSpeeds, chosen))
        change(scene, [c](LabLearning& learning) {
            learning.steps_per_frame = kStepsPerFrame.at(static_cast<std::size_t>(*c));
        });
    const double rate = scene.learning.options.relative_rate;
    caption_of(ui, column, tr("Rate: {:.2f} times the highest stable one", rate));
    const double span = std::log(kMaxRelativeRate / kMinRelativeRate);
    if (const auto value = slider(ui, "learn.rate", next_row(ui, column), std::log(rate / kMinRelativeRate) / span,
                                  tr("How far a step goes. Above 1 the loss grows.")))
        change(scene, [value, span](LabLearning& learning) {
            learning.options.relative_rate =
                std::clamp(kMinRelativeRate * std::exp(*value * span), kMinRelativeRate, kMaxRelativeRate);
        });
}

void show_options(LearnScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    column.cut_top(ui.px(6));
    if (button(ui, "learn.mean", next_row(ui, column), tr("Subtract the mean"),
               {.tooltip = tr("The picture without its mean brightness, which the bias replaces: far fewer steps"),
                .on = scene.learning.options.subtract_mean}))
        change(
            scene, [](LabLearning& learning) { learning.options.subtract_mean = !learning.options.subtract_mean; },
            true);
    if (button(ui, "learn.gradient", next_row(ui, column), tr("Show the gradient"),
               {.tooltip = tr("Arrow: the next step makes the value larger or smaller. Bar: how much"),
                .on = scene.learning.shows_gradient}))
        change(scene, [](LabLearning& learning) { learning.shows_gradient = !learning.shows_gradient; });
    column.cut_top(ui.px(6));
    if (button(ui, "learn.use", next_row(ui, column), tr("Use these values"),
               {.tooltip = scene.learner == nullptr ? kNothingToLearn
                                                    : tr("The learned values become the Filter Lab's filter"),
                .enabled = can_step(scene)})) {
        scene.frame.perform(use_learned_filter(scene.frame.document));
        scene.frame.perform(open_page(LabPage::filter));
    }
}

}  // namespace

void learn_controls(LearnScene& scene, Rect place) {
    show_page_side(scene.frame, "learn.side", tr("A filter that learns"), place, [&scene](Rect& column) {
        show_target_choice(scene, column);
        show_player(scene, column);
        show_speed(scene, column);
        show_options(scene, column);
    });
}

void learn_keys(LearnScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    const bool ready = can_step(scene);
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        if (key.control || key.alt) return false;
        if (key.key == Key::space)
            toggle_playing(scene);
        else if (key.key == Key::right && ready)
            make_one_step(scene);
        else if (key.key == Key::home)
            start_from(scene, LearnStart::zeros);
        else
            return false;
        return true;
    });
    if (!ui.focus_uses_keys() && ui.take_key(Key::escape)) scene.frame.perform(open_page(LabPage::filter));
}

}  // namespace convscope
