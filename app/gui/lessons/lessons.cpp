#include "app/gui/lessons/lessons.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/gui/lessons/panel/lesson_list.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kOfferHeight = 44;

bool is_panel_toggle(const Action& action) {
    return std::holds_alternative<TogglePanels>(action);
}

bool is_lesson_file(const std::filesystem::path& file) {
    return file.extension() == ".md";
}

}  // namespace

Lessons::Lessons(const std::filesystem::path& assets, const std::filesystem::path& data, History& history,
                 OpeningMessages& messages, const std::function<void()>& wake, bool offers_tour)
    : runner_(assets, data, history, messages, wake) {
    std::error_code error;
    offers_tour_ = offers_tour && !runner_.kept().tour_offered && std::filesystem::exists(runner_.tour_file(), error);
}

void Lessons::update(const std::optional<RunFacts>& run) {
    for (const LessonRequest& request : std::exchange(requests_, {})) request(runner_);
    runner_.update(run);
}

void Lessons::begin(Frame& frame) {
    LessonPanel::use_keys(frame.ui, runner_, requests_);
    LessonEffects::limit_keys(frame.ui, runner_);
    LessonEffects::begin_limits(frame.ui, runner_);
}

void Lessons::show_around(Frame& frame, Rect& rest) {
    Ui& ui = frame.ui;
    LessonEffects::end_limits(ui);
    if (const float height = presenter_.strip_height(ui); height > 0) presenter_.show_strip(ui, rest.cut_top(height));
    show_tour_offer(frame, rest);
    panel_.show(frame, runner_, presenter_, rest, requests_);
    effects_.sync_covers(ui, runner_, presenter_, requests_);
    presenter_.begin(frame);
    LessonEffects::begin_limits(ui, runner_);
}

void Lessons::show_over(Frame& frame, Rect place) {
    Ui& ui = frame.ui;
    LessonEffects::end_limits(ui);
    presenter_.show(frame, place);
    effects_.show(ui, runner_, place);
    folding_.update(ui, runner_, frame.document, place.w);
    use_keys(ui);
}

void Lessons::use_keys(Ui& ui) {
    if (ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        if (key.key != Key::f2 || key.control || key.alt) return false;
        if (key.shift)
            panel_.toggle_fold();
        else
            show_list(ui);
        return true;
    });
}

void Lessons::withdraw_messages(Frame& frame) {
    const std::uint64_t step = runner_.is_open() ? runner_.step_id() : 0;
    if (std::exchange(step_, step) == step) return;
    frame.request(WithdrawNotice{kUndoStops});
    if (!limit_.empty()) frame.request(WithdrawNotice{limit_});
    limit_ = LessonEffects::limit_reason(runner_);
}

void Lessons::end(Frame& frame, Rect window) {
    presenter_.guard(frame);
    if (runner_.is_open() && folding_.decides() && std::erase_if(frame.actions, is_panel_toggle) > 0) folding_.toggle();
    show_lesson_list(frame, runner_, window, requests_);
    withdraw_messages(frame);
    if (!requests_.empty()) frame.ui.wake_at(frame.ui.time());
}

void Lessons::show_list(Ui& ui) {
    runner_.list();
    open_lesson_list(ui);
}

void Lessons::open(const std::filesystem::path& file) {
    if (file == runner_.tour_file()) {
        offers_tour_ = false;
        runner_.close_tour_offer();
    }
    panel_.unfold();
    runner_.open(file);
}

void Lessons::create() {
    panel_.unfold();
    runner_.create();
}

void Lessons::add_step() {
    panel_.unfold();
    std::vector<std::string> covered;
    for (const Cover& cover : presenter_.covers().covers())
        if (!cover.revealed_at) covered.push_back(cover.pattern);
    runner_.add_step(covered);
}

void Lessons::take_files(Ui& ui, std::vector<std::filesystem::path>& files) {
    if (files.empty()) return;
    const auto lesson = std::ranges::find_if(files, is_lesson_file);
    if (lesson != files.end()) open(*lesson);
    std::erase_if(files, is_lesson_file);
    const std::string reason = LessonEffects::limit_reason(runner_);
    if (files.empty() || reason.empty()) return;
    files.clear();
    ui.report(reason);
}

void Lessons::show_tour_offer(Frame& frame, Rect& rest) {
    if (!offers_tour_ || runner_.is_open() || frame.settings.presentation) return;
    Ui& ui = frame.ui;
    const Rect bar = rest.cut_top(ui.px(kOfferHeight));
    ui.mark("tour", bar);
    ui.fill(bar, ui.colour(Role::surface));
    ui.fill({bar.x, bar.bottom() - ui.line_width(), bar.w, ui.line_width()}, ui.colour(Role::line));
    Rect inside = bar.inset(ui.px(16), ui.px(6));
    const FocusGroup group(ui, "tour");
    if (button(ui, "tour.skip", inside.cut_right(ui.px(90), ui.px(8)), tr("Not now"),
               {.tooltip = tr("The tour stays on the help page (F1)")})) {
        offers_tour_ = false;
        requests_.push_back([](LessonRunner& target) { target.close_tour_offer(); });
    }
    if (button(ui, "tour.start", inside.cut_right(ui.px(120), ui.px(8)), tr("Take the tour"), {.primary = true})) {
        offers_tour_ = false;
        panel_.unfold();
        requests_.push_back([](LessonRunner& target) {
            target.close_tour_offer();
            target.open(target.tour_file());
        });
    }
    ui.text(inside, tr("New here? A tour of one minute shows what this window can do."));
}

}  // namespace convscope
