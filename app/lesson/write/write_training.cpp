// The settings of Training.
#include <algorithm>
#include <string>

#include "app/lesson/words/arguments.h"
#include "app/lesson/write/state_writer.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

template <class Names, class Enum>
std::string name(const Names& names, Enum value) {
    return hyphenated(names.at(static_cast<std::size_t>(value)));
}

std::string on_off(bool on) {
    return on ? "on" : "off";
}

void write_data(StateWriter& writer) {
    const Training& to = writer.to().training;
    const auto now = [&writer]() -> const Training& { return writer.now().training; };
    if (to.source == TrainingSource::open_dataset || to.source == TrainingSource::own)
        writer.leave_out(tr("the pictures of your own"));
    else if (to.source != now().source)
        writer.add("dataset", {name(kTrainingSourceNames, to.source)});
    const nn::TrainingOptions& o = to.options;
    const auto options = [&now]() -> const nn::TrainingOptions& { return now().options; };
    if (o.images != options().images) writer.add("images", {std::to_string(o.images)});
    if (o.shuffled_labels != options().shuffled_labels) writer.add("shuffled-labels", {on_off(o.shuffled_labels)});
    if (o.validation_split != options().validation_split) writer.add_number("validation", o.validation_split);
    if (o.augmentation != options().augmentation) {
        constexpr std::array<std::string_view, 3> kNames{"none", "shift", "drawing"};
        writer.add("augmentation", {name(kNames, o.augmentation)});
    }
}

void write_layers_of(StateWriter& writer) {
    const nn::NetworkSettings& to = writer.to().training.network;
    const auto now = [&writer]() -> const nn::NetworkSettings& { return writer.now().training.network; };
    if (to == now()) return;
    if (to == nn::NetworkSettings()) return writer.add("architecture", {"course"});
    if (to == nn::plain_settings()) return writer.add("architecture", {"plain"});
    if (to.convolutions != now().convolutions) writer.add("convolutions", {std::to_string(to.convolutions)});
    if (to.filters != now().filters) writer.add("filters", {std::to_string(to.filters)});
    if (to.kernel != now().kernel) writer.add("kernel-size", {std::to_string(to.kernel)});
    if (to.pooling != now().pooling) writer.add("pool", {name(nn::kPoolingChoiceNames, to.pooling)});
    if (to.same_padding != now().same_padding) writer.add("padding", {to.same_padding ? "same" : "valid"});
    if (to.activation != now().activation) writer.add("activation", {name(nn::kActivationKindNames, to.activation)});
    if (to.dense != now().dense) {
        std::vector<std::string> units;
        units.reserve(to.dense.size());
        for (const int count : to.dense) units.push_back(std::to_string(count));
        writer.add("dense", units.empty() ? std::vector<std::string>{"none"} : units);
    }
    if (to.dropout != now().dropout) writer.add_number("dropout", to.dropout);
    if (to.batch_normalization != now().batch_normalization)
        writer.add("batch-normalization", {on_off(to.batch_normalization)});
}

void write_options(StateWriter& writer) {
    const Training& to = writer.to().training;
    const nn::TrainingOptions& o = to.options;
    const auto now = [&writer]() -> const nn::TrainingOptions& { return writer.now().training.options; };
    if (o.epochs != now().epochs) writer.add("epochs", {std::to_string(o.epochs)});
    if (o.batch != now().batch) writer.add("batch", {std::to_string(o.batch)});
    if (o.rate != now().rate) writer.add_number("rate", o.rate);
    if (o.decay != now().decay) writer.add_number("decay", o.decay);
    if (o.optimizer != now().optimizer) writer.add("optimizer", {name(nn::kOptimizerNames, o.optimizer)});
    if (o.seed != now().seed) writer.add("seed", {std::to_string(o.seed)});
    if (o.stop_accuracy != now().stop_accuracy) writer.add_number("stop-accuracy", o.stop_accuracy);
    if (o.stop_loss != now().stop_loss) writer.add_number("stop-loss", o.stop_loss);
    if (to.start == TrainingStart::open_model)
        writer.leave_out(tr("the weights of the open model"));
    else if (to.start != writer.now().training.start)
        writer.add("start", {name(kTrainingStartNames, to.start)});
    if (to.frozen != writer.now().training.frozen) writer.add("frozen", {std::to_string(to.frozen)});
}

}  // namespace

void write_training(StateWriter& writer) {
    const TrainingView& view = writer.to().training_view;
    if (view.page != writer.now().training_view.page) writer.add("page", {name(kTrainingPageNames, view.page)});
    if (view.section != writer.now().training_view.section)
        writer.add("section", {name(kTrainingSectionNames, view.section)});
    if (view.experiment != writer.now().training_view.experiment && !view.experiment.empty())
        writer.add("experiment", {view.experiment});
    write_data(writer);
    if (writer.to().training.origin == NetworkOrigin::open_model)
        writer.leave_out(tr("the layers of the open model"));
    else
        write_layers_of(writer);
    write_options(writer);
}

}  // namespace convscope
