#include "app/gui/network/dataset/dataset_scene.h"

#include "core/nn/inspect/classes.h"

namespace convscope {

std::string class_name(const Scene& scene, std::int64_t number) {
    const auto index = static_cast<std::size_t>(number);
    const std::vector<std::string>& names = scene.dataset.data->class_names;
    if (index >= scene.model.info().labels.size() && index < names.size() && !names[index].empty()) return names[index];
    return nn::class_label(scene.model, index);
}

void open_example(Scene& scene, std::int64_t example) {
    scene.frame.perform(open_input(dataset_input(scene.dataset, static_cast<int>(example))));
}

bool is_input_example(const Scene& scene, std::int64_t example) {
    const NetworkInput& input = scene.network.input;
    return input.source == InputSource::dataset && input.file == scene.dataset.folder && input.number == example;
}

}  // namespace convscope
