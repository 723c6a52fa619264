#include "app/gui/training/training_keys.h"

#include <algorithm>
#include <array>

#include "app/gui/training/panels/time_line.h"

namespace convscope {

namespace {

struct TrainingPageKey {
    char key;
    TrainingPage page;
};
constexpr std::array kTrainingPageKeys{
    TrainingPageKey{'w', TrainingPage::watch},   TrainingPageKey{'c', TrainingPage::confusion},
    TrainingPageKey{'h', TrainingPage::hardest}, TrainingPageKey{'u', TrainingPage::health},
    TrainingPageKey{'s', TrainingPage::step},    TrainingPageKey{'r', TrainingPage::runs},
    TrainingPageKey{'o', TrainingPage::own}};

bool use_page_key(TrainingScene& scene, const KeyPress& key) {
    const auto found =
        std::ranges::find_if(kTrainingPageKeys, [&key](const TrainingPageKey& entry) { return key.is(entry.key); });
    if (found == kTrainingPageKeys.end()) return false;
    scene.change_view([page = found->page](TrainingView& view) { view.page = page; });
    return true;
}

}  // namespace

void training_keys(TrainingScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    time_line_keys(scene);
    std::erase_if(ui.keys(), [&](const KeyPress& key) { return use_page_key(scene, key); });
    if (!ui.has_focus() && scene.view.plays_back && ui.take_key(Key::escape)) toggle_playback(scene);
}

}  // namespace convscope
