#include "app/gui/training/pages/training_pages.h"

#include <algorithm>
#include <array>

#include "app/gui/training/panels/options_panel.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMinPage = 400;

/// The tabs, in the order of TrainingPage.
std::array<Segment, kTrainingPageNames.size()> page_tabs() {
    return {
        Segment{"watch", tr("Watch"), tr("The filters and ten pictures with their answers (W)")},
        Segment{"confusion", tr("Confusion"), tr("Which classes are taken for which (C)")},
        Segment{"hardest", tr("Hardest"), tr("The pictures that are hardest at this moment (H)")},
        Segment{"health", tr("Health"), tr("Maps that are never active, and the sizes of updates and gradients (U)")},
        Segment{"step", tr("One step"), tr("Every number of one step (S)")},
        Segment{"runs", tr("Runs"), tr("All runs so far, compared (R)")},
        Segment{"own", tr("Teach it"), tr("Classes and pictures of your own (O)")}};
}

}  // namespace

void TrainingPages::show(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    const Scrolled scrolled(ui, "training.page", area);
    Rect page = scrolled.content.inset(ui.px(16), ui.px(10));
    page.h = std::max(area.h - ui.px(20), ui.px(kMinPage));
    const float end = page.bottom();
    const int shown = static_cast<int>(scene.view.page);
    if (const auto chosen = segmented_rows(ui, "training.page", page, ui.px(32), page_tabs(), shown))
        scene.change_view([chosen](TrainingView& view) { view.page = static_cast<TrainingPage>(*chosen); });
    page.cut_top(ui.px(10));
    show_experiment_note(scene, page);
    show_page(scene, painter, page);
    scrolled.end_at(end);
}

void TrainingPages::show_page(TrainingScene& scene, gl::TilePainter& painter, Rect page) {
    switch (scene.view.page) {
        case TrainingPage::watch:
            return watch.show(scene, painter, page);
        case TrainingPage::confusion:
            return answers.show_confusion(scene, page);
        case TrainingPage::hardest:
            return answers.show_hardest(scene, page);
        case TrainingPage::health:
            return health.show(scene, page);
        case TrainingPage::step:
            return step.show(scene, painter, page);
        case TrainingPage::runs:
            return runs.show(scene, painter, page);
        case TrainingPage::own:
            return own.show(scene, painter, page);
    }
}

}  // namespace convscope
