// What the shell opens for the Layers workspace: models, inputs, data sets.
#include <utility>

#include "app/gui/shell.h"
#include "core/image/load.h"
#include "core/io/model_file.h"
#include "core/load_error.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {
constexpr const char* kFirstModel = "course";
constexpr const char* kFirstInput = "ankle_boot";
}  // namespace

void Shell::ensure_network() {
    if (document().workspace != Workspace::layers) return;
    if (!std::exchange(dataset_asked_for_, true))
        if (const auto folder = nn::find_fashion_mnist()) open_dataset(*folder, false);
    if (std::exchange(network_asked_for_, true)) return;
    if (!document().network.model.model)
        open_model_file({.file = kFirstModel, .is_sample = true}, [this](OpenModel model) {
            if (!document().network.model.model) history_.put(open_model(std::move(model)));
        });
    if (!document().network.input.picture.planes.empty()) return;
    load({.file = layers_.sample_input_file(kFirstInput)}, [this](const OpenPicture& picture) {
        if (document().network.input.picture.planes.empty())
            history_.put(open_input({.source = InputSource::sample, .file = kFirstInput, .picture = picture.picture}));
    });
}

fs::path Shell::model_file(const OpenModel& model) const {
    return model.is_sample ? options_.assets / "models" / (model.file.string() + ".h5") : model.file;
}

void Shell::open_model_file(OpenModel source, std::function<void(OpenModel)> then) {
    loads_.submit([file = model_file(source)] { return std::make_shared<const nn::Model>(load_model(file)); },
                  [source, then = std::move(then)](std::shared_ptr<const nn::Model> model) mutable {
                      source.model = std::move(model);
                      then(std::move(source));
                  },
                  [this](const std::string& message) { notices_.warn(message); });
}

void Shell::open_sample_model(const std::string& name) {
    open_model_file({.file = name, .is_sample = true},
                    [this](OpenModel model) { history_.perform(open_model(std::move(model))); });
}

void Shell::open_second_model(const std::string& name) {
    open_model_file({.file = name, .is_sample = true}, [this](OpenModel model) {
        history_.perform(set_layers_view([model = std::move(model)](LayersView& view) { view.other = model; }));
    });
}

void Shell::open_sample_input(const std::string& name) {
    load({.file = layers_.sample_input_file(name)}, [this, name](const OpenPicture& picture) {
        history_.perform(open_input({.source = InputSource::sample, .file = name, .picture = picture.picture}));
    });
}

void Shell::open_dataset(const fs::path& folder, bool show) {
    loads_.submit([folder] { return std::make_shared<const nn::Dataset>(load_dataset(folder, nn::DatasetPart::test)); },
                  [this, folder, show](std::shared_ptr<const nn::Dataset> dataset) {
                      layers_.set_dataset(folder, std::move(dataset));
                      if (show) history_.perform(set_workspace(Workspace::layers));
                  },
                  [this](const std::string& message) { notices_.warn(message); });
}

}  // namespace convscope
