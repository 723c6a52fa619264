#include "app/lesson/sheet/state_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/document/network/network_commands.h"
#include "app/paper/map_picture.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kMostColumns = 5;  ///< of a window whose numbers are written down

/// Collects "Label: value" parts.
class StateParts {
  public:
    explicit StateParts(const SheetWords& words) : words_(words) {}

    void add(std::string_view label, const std::string& value) {
        const std::string part = words_.text(tr("{}: {}"), label, value);
        text_ = text_.empty() ? part : words_.text(tr("{}; {}"), text_, part);
    }
    std::string take() { return std::move(text_); }

  private:
    const SheetWords& words_;
    std::string text_;
};

/// "worked example" for the sample "worked_example".
std::string spoken(std::string name) {
    std::ranges::replace(name, '_', ' ');
    return name;
}

/// "-1 0 1 / -2 0 2 / -1 0 1".
std::string rows_text(const std::vector<double>& values, int columns) {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) text += i % static_cast<std::size_t>(columns) == 0 ? " / " : " ";
        text += short_number(values[i]);
    }
    return text;
}

std::string kernel_text(const Kernel& kernel) {
    const auto count = static_cast<std::ptrdiff_t>(kernel.size) * kernel.size;
    return rows_text({kernel.values.begin(), kernel.values.begin() + count}, kernel.size);
}

std::string side_text(int side) {
    return size_text({side, side});
}

void add_picture(const StepFigures& figures, StateParts& parts) {
    const Document& document = figures.source.document();
    std::string text = spoken(document.picture.base_name()) + ", " + size_text(document.picture.picture.size());
    const Motion& motion = document.lab.motion;
    if (motion.right != 0 || motion.down != 0)
        text =
            figures.words.text(tr("{}, moved by {}, {}"), text, short_number(motion.right), short_number(motion.down));
    parts.add(figures.words.picture, text);
}

void add_filters(const StepFigures& figures, StateParts& parts) {
    if (figures.covers("filter.cell.0.0")) return;
    const Lab& lab = figures.source.document().lab;
    for (int i = 0; i < lab.count; ++i) {
        const FilterSettings settings = lab.settings(i);
        const SheetWords& words = figures.words;
        parts.add(lab.count == 1 ? std::string(words.filter) : words.text(tr("Filter {}"), filter_letter(i)),
                  settings.median ? words.text(tr("median {}"), side_text(settings.kernel.size))
                                  : kernel_text(settings.kernel));
    }
}

/// The settings after the filter's sum, unless they change nothing.
void add_stages(const StepFigures& figures, const FilterSettings& settings, StateParts& parts) {
    const SheetWords& words = figures.words;
    if (settings.weight != 1) parts.add(words.weight, short_number(double{settings.weight}));
    if (settings.bias != 0) parts.add(words.bias, short_number(double{settings.bias}));
    parts.add(words.border, std::string(kBorderNames.at(static_cast<std::size_t>(settings.border))));
    if (settings.stride != 1) parts.add(words.stride, std::to_string(settings.stride));
    if (settings.dilation != 1) parts.add(words.dilation, std::to_string(settings.dilation));
    if (settings.activation != Activation::none)
        parts.add(words.activation, std::string(kActivationNames.at(static_cast<std::size_t>(settings.activation))));
    if (settings.pooling != Pooling::none)
        parts.add(words.pooling, std::string(kPoolingNames.at(static_cast<std::size_t>(settings.pooling))) + " " +
                                     side_text(settings.pool_size));
}

/// The numbers of the pinned window and of its pooling block.
void add_windows(const StepFigures& figures, StateParts& parts) {
    const Document& document = figures.source.document();
    const bool is_played = document.lab_view.pinned || document.lab_view.player.active;
    const LabArithmetic* const arithmetic = is_played ? figures.source.arithmetic() : nullptr;
    if (arithmetic == nullptr || arithmetic->colour) return;
    const PixelExplanation& pixel = arithmetic->pixel;
    if (pixel.taps <= kMostColumns && !pixel.terms.empty() && !figures.covers("inspector.neighbour.0.0")) {
        std::vector<double> window;
        window.reserve(pixel.terms.size());
        for (const Term& term : pixel.terms) window.push_back(term.value);
        parts.add(figures.words.window, rows_text(window, pixel.taps));
    }
}

void add_filter_page(const StepFigures& figures, StateParts& parts) {
    add_picture(figures, parts);
    add_filters(figures, parts);
    add_stages(figures, figures.source.document().lab.settings(0), parts);
    add_windows(figures, parts);
}

void add_colour_page(const StepFigures& figures, StateParts& parts) {
    add_picture(figures, parts);
    const ColourFilterSettings& filter = figures.source.document().colour.filter;
    const LabArithmetic* const arithmetic = figures.source.arithmetic();
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        const std::string channel(kChannelNames.at(static_cast<std::size_t>(kSliceChannels.at(i))));
        const std::string title = channel_title(figures.words, i);
        const std::string label = figures.words.text(tr("{}, {}"), figures.words.filter, title);
        if (!figures.covers("colour." + channel + ".cell.0.0"))
            parts.add(label, filter.on.at(i) ? kernel_text(filter.slices.at(i)) : std::string(figures.words.off));
        if (arithmetic != nullptr && arithmetic->colour && !figures.covers("colour." + channel + ".sum_value"))
            parts.add(figures.words.text(tr("{}, {}"), figures.words.sum, title),
                      short_number(arithmetic->colour->slices.at(i).sum));
    }
}

void add_chain_page(const StepFigures& figures, StateParts& parts) {
    add_picture(figures, parts);
    const LabChain& chain = figures.source.document().chain;
    for (int i = 0; i < chain.size(); ++i) {
        const ChainStage& stage = chain.stage(i);
        std::string text = figures.words.text(tr("Filter {}"), side_text(stage.kernel_size()));
        if (stage.pooling != Pooling::none)
            text = figures.words.text(tr("{}, {} {}"), text, kPoolingNames.at(static_cast<std::size_t>(stage.pooling)),
                                      side_text(kChainPoolSize));
        parts.add(figures.words.text(tr("Stage {}"), i + 1), text);
    }
}

void add_lab(const StepFigures& figures, StateParts& parts) {
    switch (figures.source.document().lab_view.page) {
        case LabPage::filter:
            return add_filter_page(figures, parts);
        case LabPage::colour:
            return add_colour_page(figures, parts);
        case LabPage::chain:
            return add_chain_page(figures, parts);
        default:
            return add_picture(figures, parts);  // the filter of the page Learn is what is looked for
    }
}

void add_layers(const StepFigures& figures, StateParts& parts) {
    const Document& document = figures.source.document();
    const auto& model = document.network.model.model;
    if (!model) return;
    const SheetWords& words = figures.words;
    parts.add(words.network, document.network.model.name());
    std::string input = spoken(document.network.input.name());
    if (document.network.is_painted()) input = words.text(tr("{} (changed)"), input);
    parts.add(words.input, input);
    const NetworkView& view = document.network_view;
    const int node = std::clamp(view.layer, 0, model->size() - 1);
    if (node == model->inputs().front()) return;
    parts.add(words.layer, model->node(node).name);
    const bool shows_maps = view.page == NetworkPage::maps || view.page == NetworkPage::map;
    if (shows_maps && model->node(node).shape.is_image()) parts.add(words.map, std::to_string(view.channel));
    const auto filter = lab_kernel(document.network, node, view.kernel_channel, view.channel);
    if (filter && figures.mentions("weights.") && !figures.covers("weights.cell.0.0"))
        parts.add(words.text(tr("Filter {}"), view.channel), kernel_text(*filter));
    for (const auto& [at, channels] : document.network.edits.ablated)
        for (const std::int64_t channel : channels)
            parts.add(words.off, words.text(tr("{}, {}"), model->node(at).name, words.text(tr("Map {}"), channel)));
}

void add_training(const StepFigures& figures, StateParts& parts) {
    const Training& training = figures.source.document().training;
    const SheetWords& words = figures.words;
    // The name of a folder stays as it is.
    const std::string title = data_title(training);
    const std::string_view shown =
        training.source == TrainingSource::open_dataset ? std::string_view(title) : words.text(Message(title.c_str()));
    parts.add(words.data, words.text(tr("{}, {}"), shown, training.options.images));
    std::string network = run_title(training.network);
    network += fmt::format(", {}", nn::kPoolingChoiceNames.at(static_cast<std::size_t>(training.network.pooling)));
    for (const int units : training.network.dense) network += fmt::format(", Dense {}", units);
    if (training.network.dropout > 0) network = words.text(tr("{}, dropout {}"), network, training.network.dropout);
    parts.add(words.network, network);
    const nn::TrainingOptions& options = training.options;
    parts.add(words.options,
              words.text(tr("{} epochs, batch {}, rate {}, start {}"), options.epochs, options.batch, options.rate,
                         kTrainingStartNames.at(static_cast<std::size_t>(training.start))));
}

}  // namespace

std::string state_text(const StepFigures& figures) {
    StateParts parts(figures.words);
    switch (figures.source.document().workspace) {
        case WorkspaceId::filter_lab:
            add_lab(figures, parts);
            break;
        case WorkspaceId::layers:
            add_layers(figures, parts);
            break;
        case WorkspaceId::training:
            add_training(figures, parts);
            break;
    }
    return parts.take();
}

std::string state_note(const StepFigures& figures) {
    const Document& document = figures.source.document();
    StateParts parts(figures.words);
    if (document.workspace != WorkspaceId::filter_lab) return state_text(figures);
    if (document.lab_view.page == LabPage::chain) add_chain_page(figures, parts);
    if (document.lab_view.page == LabPage::filter) add_stages(figures, document.lab.settings(0), parts);
    return parts.take();
}

}  // namespace convscope
