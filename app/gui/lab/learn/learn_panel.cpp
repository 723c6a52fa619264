#include "app/gui/lab/learn/learn_panel.h"

#include <algorithm>

#include "app/gui/lab/learn/learn_controls.h"
#include "app/gui/lab/learn/learn_curve.h"
#include "app/gui/lab/learn/learn_values.h"
#include "app/gui/lab/learn/learn_views.h"
#include "app/gui/widgets/scrolled.h"

namespace convscope {

namespace {

constexpr float kControls = 320;
constexpr float kMinLearnPage = 440;
constexpr float kMinLearnHeight = 560;

/// True if the document's learner belongs to the task.
bool fits(const LabLearning& learning, const LearnTask& task) {
    return learning.learner && learning.learner->moments() == task.moments;
}

/// True until a picture is opened as the target.
bool lacks_target(const LabLearning& learning) {
    return learning.target == LearnTarget::picture && learning.picture.picture.planes.empty();
}

/// Puts a new learner into the document if it has none for the task.
void start_learner(LearnScene& scene) {
    if (!scene.task.moments || fits(scene.learning, scene.task)) return;
    const auto learner = std::make_shared<FilterLearner>(scene.task.moments, scene.learning.options);
    if (scene.learning.kept) learner->resume(*scene.learning.kept);
    scene.frame.perform(set_learning([learner](LabLearning& learning) {
        learning.learner = learner;
        learning.kept.reset();
    }));
}

/// If the lab shows the hidden filter before the first step, replaces the hidden filter. Returns true if it did.
bool replaces_shown_filter(LearnScene& scene) {
    const Lab& lab = scene.frame.document.lab;
    const LabLearning& learning = scene.learning;
    if (learning.learner || learning.kept || learning.revealed) return false;
    if (!learning.hides(lab.filters.at(static_cast<std::size_t>(lab.edited)))) return false;
    scene.frame.perform(hide_another_preset());
    return true;
}

}  // namespace

void LearnPanel::update(const Document& document, const Plane& input) {
    const LabLearning& learning = document.learning;
    if (document.lab_view.page != LabPage::learn || lacks_target(learning)) return;
    LearnRequest request{.input = input, .teacher = learning.teacher(), .size = learning.size()};
    if (learning.target == LearnTarget::picture) {
        request.teacher = {};
        request.target = target_channel(learning.picture.picture, document.lab.channel);
    }
    engine_.update(request);
    if (fits(learning, engine_.task()))
        engine_.show_values(learning.learner->kernel(), static_cast<float>(learning.learner->bias()));
}

const Plane& LearnPanel::target_channel(const Picture& picture, Channel channel) {
    const bool known = channel == target_channel_ && picture.same_storage(target_picture_);
    if (!known) target_plane_ = channel_plane(picture, channel);
    target_picture_ = picture;
    target_channel_ = channel;
    return target_plane_;
}

void LearnPanel::show(Frame& frame, Rect place) {
    Ui& ui = frame.ui;
    const LabLearning& learning = frame.document.learning;
    const bool ready = !lacks_target(learning);
    LearnScene scene{.frame = frame,
                     .ui = ui,
                     .learning = learning,
                     .task = engine_.task(),
                     .output = engine_.output(),
                     .learner = ready && fits(learning, engine_.task()) ? learning.learner.get() : nullptr};
    if (ready && !engine_.busy() && !replaces_shown_filter(scene)) start_learner(scene);
    ui.mark("learn", place);
    const Scrolled whole(ui, "learn", place, ui.px(kControls + kMinLearnPage));
    Rect rest = whole.content;
    const Rect side = rest.cut_left(ui.px(kControls));
    ui.fill(side, ui.colour(Role::surface));
    ui.fill({side.right() - ui.line_width(), side.y, ui.line_width(), side.h}, ui.colour(Role::line));
    learn_keys(scene);
    show_main(scene, rest);
    learn_controls(scene, {side.x, side.y, side.w - ui.line_width(), side.h});
}

void LearnPanel::show_main(LearnScene& scene, Rect place) {
    Ui& ui = scene.ui;
    const Scrolled area(ui, "learn.main", place);
    Rect main = area.content.inset(ui.px(16), ui.px(10));
    main.h = std::max(main.h, ui.px(kMinLearnHeight));
    const float end = main.bottom();
    const float views = std::min(main.h * .55F, main.w / 4 + ui.px(60));
    show_learn_views(scene, main.cut_top(views, ui.px(12)), painter_);
    const float values = std::min(main.h, main.w * .4F);
    show_learn_values(scene, main.cut_left(values, ui.px(24)));
    show_loss_curve(scene, main);
    area.end_at(end + ui.px(10));
}

}  // namespace convscope
